"""What the home page of the administration says about alerts."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from laces.components import Component

from commune_site.alerts.mandates import alert_mandate_of
from commune_site.alerts.models import Alert

MOST_SHOWN = 5


class AlertsInForcePanel(Component):
    """Reminds those who raise alerts of what their sites show right now."""

    name = "alerts_in_force"
    template_name = "alerts/panel.html"
    order = 90

    def __init__(self, request: HttpRequest) -> None:
        self.mandate = alert_mandate_of(request.user)

    @cached_property
    def alerts(self) -> list[Alert]:
        """Return the alerts in force; nothing for whoever raises none."""
        if not self.mandate or self.mandate.is_everything:
            return []
        rows = Alert.objects.filter(self.mandate.condition()).in_force(timezone.now())
        return list(rows.order_by("ends_at")[:MOST_SHOWN])

    def render_html(self, parent_context=None) -> str:
        """Return the panel, or nothing on a quiet day."""
        return super().render_html(parent_context) if self.alerts else ""

    def get_context_data(self, parent_context) -> dict:
        """Name the alerts."""
        return {"alerts": self.alerts}
