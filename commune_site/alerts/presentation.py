"""What the section of alerts shows: what is in force, the last ones, the way to the archive."""

from django.http import HttpRequest
from django.utils import timezone

from commune_site.alerts.models import ARCHIVE_PATH, Alert
from commune_site.alerts.structured_data import special_announcement
from commune_site.presentations import Presentation
from portal_network.tenancy.directory import Tenant

MOST_SHOWN = 5


class AlertsPresentation(Presentation):
    """The newest alerts of a site, above what the section says of health and public interest."""

    schema_types = ("SpecialAnnouncement",)
    data_models = ("commune_site.alerts.models.Alert",)

    def has_content(self, tenant: Tenant) -> bool:
        """Tell whether the public of this site was ever told of a danger."""
        return Alert.everywhere.concerning(tenant).public(timezone.now()).exists()

    def context(self, page, request: HttpRequest) -> dict:
        """Add the newest alerts, as the archive lists them; one query."""
        tenant = page.tenant
        newest = Alert.objects.concerning(tenant).public(timezone.now()).newest_first()
        return {"alert_entries": [alert.entry_on(tenant) for alert in newest[:MOST_SHOWN]]}

    def sitemap_paths(self, tenant: Tenant) -> list[str]:
        """Return the addresses of all alerts that this authority raised, which stay for good."""
        told = Alert.objects.of_owner(tenant).public(timezone.now()).newest_first()
        slugs = told.values_list("slug", flat=True)
        return [ARCHIVE_PATH, *(f"{ARCHIVE_PATH}{slug}/" for slug in slugs)]

    def structured_data(self, page, request: HttpRequest) -> list[dict]:
        """Describe what is in force."""
        tenant = page.tenant
        in_force = Alert.objects.concerning(tenant).in_force(timezone.now()).newest_first()
        return [special_announcement(alert) for alert in in_force[:MOST_SHOWN]]
