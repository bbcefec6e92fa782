"""Opening and ending a staff session, and who did what in one."""

from dataclasses import replace

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django.views.generic import View
from django.views.generic.edit import FormView
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic import BaseListingView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal_network.accounts.second_factor import has_second_factor
from portal_network.people.forms import StaffSessionForm
from portal_network.people.models import StaffSession, StaffSessionEntry
from portal_network.people.services.staff_sessions import close_session, open_session
from portal_network.people.tables import MomentColumn
from portal_network.people.views.base import MandateMixin


@method_decorator(sensitive_post_parameters("password"), name="dispatch")
class OpenStaffSessionView(WagtailAdminTemplateMixin, FormView):
    """Asks an operator for reason, time and password; without a second factor it asks nothing."""

    template_name = "people/open_staff_session.html"
    form_class = StaffSessionForm
    page_title = gettext_lazy("Open a staff session")
    header_icon = "key"

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Answer operators only.

        Raises:
            Http404: for everybody else.
        """
        if not request.user.is_operator:
            raise Http404
        self.may_open = has_second_factor(request.user)
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict]:
        """Return the way here."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_form_kwargs(self) -> dict:
        """Let the form check the password of this person."""
        return super().get_form_kwargs() | {"request": self.request}

    def get_context_data(self, **kwargs) -> dict:
        """Tell whether a session may be opened."""
        return super().get_context_data(**kwargs) | {
            "may_open": self.may_open,
            "next": get_valid_next_url_from_request(self.request),
        }

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Open the session, or say what is missing."""
        if not self.may_open:
            return self.get(request, *args, **kwargs)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: StaffSessionForm) -> HttpResponse:
        """Open the session and go where the operator wanted to."""
        data = form.cleaned_data
        open_session(
            self.request, reason=data["reason"], ticket=data["ticket"], minutes=data["minutes"]
        )
        messages.success(self.request, _("The staff session is open. Every step is logged."))
        target = get_valid_next_url_from_request(self.request)
        return redirect(target or reverse("wagtailadmin_home"))


@method_decorator(require_POST, name="dispatch")
class EndStaffSessionView(View):
    """Gives the power back before its time."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """End the session."""
        if close_session(request):
            messages.success(request, _("The staff session has ended."))
        return redirect("wagtailadmin_home")


class LogMixin(MandateMixin):
    """The log: all of it in a staff session, and for administrators of a province its part."""

    header_icon = "history"

    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        """Leave provinces only in the mandate: communes read no log."""
        super().setup(request, *args, **kwargs)
        self.mandate = replace(self.mandate, communes=frozenset())

    def entries(self, prefix: str = "") -> Q:
        """Return the condition on the steps that this person may read."""
        if self.mandate.is_everything:
            return Q(**{f"{prefix}pk__isnull": False})
        return Q(**{f"{prefix}province__in": self.mandate.provinces})

    def sessions(self) -> QuerySet[StaffSession]:
        """Return the sessions with at least one step that this person may read."""
        if self.mandate.is_everything:
            return StaffSession.objects.all()
        touched = StaffSessionEntry.everywhere.filter(self.entries())
        return StaffSession.objects.filter(pk__in=touched.values("session"))


class StaffSessionLogView(LogMixin, BaseListingView):
    """The sessions, newest first."""

    model = StaffSession
    page_title = gettext_lazy("Log of staff sessions")
    template_name = "wagtailadmin/generic/index.html"
    index_url_name = "people_staff_log"
    verbose_name_plural = gettext_lazy("staff sessions")
    default_ordering = "-opened_at"
    is_searchable = False
    paginate_by = 50
    columns = [
        TitleColumn(
            "operator_name", label=gettext_lazy("Operator"), url_name="people_staff_log_entries"
        ),
        Column("reason", label=gettext_lazy("Reason")),
        Column("ticket", label=gettext_lazy("Number of the request")),
        MomentColumn("opened_at", label=gettext_lazy("Opened"), sort_key="opened_at"),
        MomentColumn("ended_at", label=gettext_lazy("Ended")),
        Column("steps", label=gettext_lazy("Steps")),
    ]

    def get_base_queryset(self) -> QuerySet[StaffSession]:
        """Return the sessions with the number of their steps that this person may read."""
        theirs = self.entries("entries__")
        return self.sessions().annotate(steps=Count("entries", filter=theirs))


class StaffSessionEntriesView(LogMixin, BaseListingView):
    """The steps of one session, in their order."""

    model = StaffSessionEntry
    page_title = gettext_lazy("Log of staff sessions")
    template_name = "people/staff_session_entries.html"
    is_searchable = False
    paginate_by = 100
    verbose_name_plural = gettext_lazy("steps")
    columns = [
        MomentColumn("at", label=gettext_lazy("Time")),
        Column("method", label=gettext_lazy("Kind of request")),
        Column("path", label=gettext_lazy("Address")),
        Column("status", label=gettext_lazy("Status of the answer")),
        Column("place", label=gettext_lazy("Authority")),
    ]

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Show the steps.

        Raises:
            Http404: the session is not this person's to read.
        """
        self.session = self.sessions().filter(pk=kwargs["session_id"]).first()
        if self.session is None:
            raise Http404
        return super().get(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        """Return who it was."""
        return self.session.operator_name

    def get_index_url(self) -> str:
        """Return the address of this page, for its pager."""
        return reverse("people_staff_log_entries", args=[self.session.pk])

    def get_base_queryset(self) -> QuerySet[StaffSessionEntry]:
        """Return the steps that this person may read."""
        rows = StaffSessionEntry.everywhere.filter(self.entries(), session=self.session)
        return rows.select_related("commune", "province").order_by("at", "pk")

    def get_context_data(self, *args, **kwargs) -> dict:
        """Add the session."""
        return super().get_context_data(*args, **kwargs) | {"session": self.session}
