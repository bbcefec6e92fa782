"""The screen on which alerts are raised, corrected and withdrawn."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from django.views.generic.edit import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from commune_site.alerts.forms import AlertForm, WithdrawalForm
from commune_site.alerts.mandates import alert_mandate_of
from commune_site.alerts.models import Alert
from commune_site.alerts.services import AlertIsOver, change_alert, raise_alert, withdraw_alert

PAGE_SIZE = 30
LONGEST_NUMBER = 6


class AlertScreenMixin(WagtailAdminTemplateMixin):
    """What the screens of alerts have in common."""

    page_title = gettext_lazy("Alerts")
    header_icon = "warning"

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Answer those who may raise alerts somewhere.

        Raises:
            Http404: for everybody else.
        """
        self.mandate = alert_mandate_of(request.user)
        if not self.mandate:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def alert(self) -> Alert:
        """Return the alert of the address.

        Raises:
            Http404: it is not this person's to change.
        """
        alert = Alert.objects.filter(pk=self.kwargs["alert_id"]).first()
        if alert is None or not self.mandate.may_change(alert):
            raise Http404
        return alert

    def get_breadcrumbs_items(self) -> list[dict]:
        """Return the way here."""
        items = [{"url": reverse("alerts"), "label": _("Alerts")}]
        return [*WagtailAdminTemplateMixin.breadcrumbs_items, *items]


class AlertsView(AlertScreenMixin, TemplateView):
    """What is in force and what is to come, then what is over."""

    template_name = "alerts/alerts.html"

    def get_context_data(self, **kwargs) -> dict:
        """Add the alerts of one's places; an operator's are those of the whole country."""
        rows = Alert.objects.filter(self.mandate.condition()).select_related("raised_by")
        now = timezone.now()
        running = rows.not_over(now).order_by("starts_at", "pk")
        over = rows.exclude(pk__in=rows.not_over(now).values("pk")).newest_first()
        page = Paginator(over, PAGE_SIZE).get_page(self._page_number())
        return super().get_context_data(**kwargs) | {
            "running": running,
            "page": page,
            "names_places": bool(self.mandate.provinces) or len(self.mandate.places()) > 1,
        }

    def _page_number(self) -> str:
        given = self.request.GET.get("p", "1")
        is_number = given.isascii() and given.isdecimal() and len(given) <= LONGEST_NUMBER
        return given if is_number else "1"


class AlertFormView(AlertScreenMixin, FormView):
    """What raising and correcting have in common."""

    template_name = "alerts/alert_form.html"
    form_class = AlertForm

    def get_form_kwargs(self) -> dict:
        """Let the form offer one's own places alone."""
        return super().get_form_kwargs() | {"mandate": self.mandate}


class RaiseView(AlertFormView):
    """Raises an alert; it is public when the form is sent."""

    page_title = gettext_lazy("Raise an alert")

    def form_valid(self, form: AlertForm) -> HttpResponse:
        """Store it and say where it is seen."""
        alert = form.save(commit=False)
        raise_alert(alert, self.request.user, communes=form.chosen_communes)
        _tell(self.request, alert)
        return redirect("alerts")


class ChangeView(AlertFormView):
    """Corrects an alert, or lets it end earlier or later."""

    page_title = gettext_lazy("Correct an alert")

    def get_form_kwargs(self) -> dict:
        """Fill the form with the alert."""
        return super().get_form_kwargs() | {"instance": self.alert}

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Refuse what was withdrawn: it is history."""
        self.mandate = alert_mandate_of(request.user)
        if self.mandate and self.alert.withdrawn_at:
            return self._refuse()
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: AlertForm) -> HttpResponse:
        """Store what was changed."""
        alert = form.save(commit=False)
        try:
            change_alert(alert, self.request.user, communes=form.chosen_communes)
        except AlertIsOver:
            return self._refuse()
        messages.success(self.request, _("The alert has been corrected."))
        return redirect("alerts")

    def get_context_data(self, **kwargs) -> dict:
        """Name the alert."""
        return super().get_context_data(**kwargs) | {"alert": self.alert}

    def _refuse(self) -> HttpResponse:
        messages.error(
            self.request, _("This alert was withdrawn. Raise a new one if it is needed again.")
        )
        return redirect("alerts")


class WithdrawView(AlertScreenMixin, FormView):
    """Takes an alert off the sites before its end."""

    template_name = "alerts/withdraw.html"
    form_class = WithdrawalForm
    page_title = gettext_lazy("Withdraw an alert")

    def get_context_data(self, **kwargs) -> dict:
        """Name the alert."""
        return super().get_context_data(**kwargs) | {"alert": self.alert}

    def form_valid(self, form: WithdrawalForm) -> HttpResponse:
        """Withdraw it; somebody else may have been quicker."""
        withdraw_alert(self.alert, self.request.user, reason=form.cleaned_data["reason"])
        messages.success(self.request, _("The alert is no longer shown."))
        return redirect("alerts")


def _tell(request: HttpRequest, alert: Alert) -> None:
    """Tell the officer what became of a new alert, with the way to see it."""
    if alert.state is Alert.State.PLANNED:
        moment = date_format(timezone.localtime(alert.starts_at), "SHORT_DATETIME_FORMAT")
        text = _("The alert will be shown from %(moment)s on.") % {"moment": moment}
        messages.success(request, text)
        return
    button = messages.button(alert.full_url, _("See it"), new_window=False)
    messages.success(request, _("The alert is on the sites."), buttons=[button])
