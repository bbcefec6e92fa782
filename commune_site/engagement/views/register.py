"""The register of cases: what waits, what is overdue, for the commune and for the province."""

from collections.abc import Sequence

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from commune_site.engagement.figures import counts_of_tabs
from commune_site.engagement.forms.staff import RegisterFilterForm
from commune_site.engagement.models.cases import OPEN_STATES, Case, State
from commune_site.engagement.rights import (
    cases_for,
    communes_of,
    provinces_of,
    sees_cases,
    sees_figures,
)
from commune_site.engagement.views.tables import FILE_KINDS, MOST_ROWS, table_file
from portal_network.tenancy.models import Commune

CASES_PER_PAGE = 20
REGISTER_HEADS = (
    _("Number"), _("Kind"), _("Unit"), _("Received at the site of"), _("Field of work"),
    _("Received"), _("Deadline of the law"), _("Deadline"), _("State"), _("Overdue"),
    _("Worked on by"), _("Closed on"),
)  # fmt: skip
REGISTER_COLUMNS = (
    "reference", "kind", "province_id", "commune_id", "received_by", "topic", "received_at",
    "first_due_on", "due_on", "state", "closed_at", "assigned_to",
)  # fmt: skip
ASSIGNEE = ("assigned_to__first_name", "assigned_to__last_name", "assigned_to__username")


class EngagementScreen(WagtailAdminTemplateMixin):
    """A screen with breadcrumbs that begin at the register."""

    header_icon = "comment"

    def trail(self, *steps: tuple[str, str]) -> list[dict[str, str]]:
        """Return the breadcrumbs from the register to here: addresses and labels."""
        items = []
        if sees_cases(self.request.user):
            items.append({"url": reverse("engagement_cases"), "label": _("Citizens' cases")})
        items += [{"url": url, "label": label} for url, label in steps]
        return [*WagtailAdminTemplateMixin.breadcrumbs_items, *items]


class RegisterView(EngagementScreen, TemplateView):
    """The cases of one's places, those first that are due first."""

    template_name = "engagement/admin/register.html"
    page_title = _("Citizens' cases")

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Show the register to those whose work it is.

        Raises:
            Http404: for everybody else.
        """
        if not sees_cases(request.user):
            raise Http404
        wanted = request.GET.get("export", "")
        if wanted in FILE_KINDS:
            return table_file(self.table(), "so-theo-doi-ho-so", wanted)
        return super().get(request, *args, **kwargs)

    def table(self) -> list[Sequence[object]]:
        """Return the register as kept by law, the heads first: dates, states, who answers.

        What citizens wrote is left out: a file lies where no erasure reaches it (R85).
        """
        rows = filtered(cases_for(self.request.user), self.filters.wanted())
        rows = rows.select_related("assigned_to").only(*REGISTER_COLUMNS, *ASSIGNEE)
        return [REGISTER_HEADS, *(_register_row(case) for case in rows[:MOST_ROWS])]

    def get_breadcrumbs_items(self) -> list[dict]:
        """Return the way here."""
        return self.trail()

    @cached_property
    def filters(self) -> RegisterFilterForm:
        """Return the form of filters."""
        return RegisterFilterForm(self.request.GET, communes=self.communes())

    def communes(self) -> QuerySet[Commune] | None:
        """Return the communes to choose from: those of one's provinces."""
        provinces = provinces_of(self.request.user)
        if not provinces:
            return None
        return Commune.objects.filter(province__in=provinces).order_by("name")

    def get_context_data(self, **kwargs) -> dict:
        """Add a page of the list."""
        wanted = self.filters.wanted()
        tab = wanted.get("tab", "open")
        rows = filtered(cases_for(self.request.user), wanted)
        page = Paginator(
            rows.select_related("assigned_to").defer("encrypted_contact", "body", "answer"),
            CASES_PER_PAGE,
        ).get_page(self.request.GET.get("p"))
        counts = counts_of_tabs(cases_for(self.request.user))
        left_out = ("p", "export")
        query = {key: value for key, value in self.request.GET.items() if key not in left_out}
        return super().get_context_data(**kwargs) | {
            "page": page,
            "filters": self.filters,
            "tab": tab,
            "tabs": [
                {"name": name, "label": label, "count": counts.get(name),
                 "url": f"?{urlencode(query | {'tab': name})}"}
                for name, label in RegisterFilterForm.TABS
            ],
            "query": urlencode(query),
            "is_province": bool(provinces_of(self.request.user)),
            "csv_url": f"?{urlencode(query | {'export': 'csv'})}",
            "xlsx_url": f"?{urlencode(query | {'export': 'xlsx'})}",
            "answers_here": bool(communes_of(self.request.user)) or bool(
                provinces_of(self.request.user)
            ),
            "sees_figures": sees_figures(self.request.user),
            "today": timezone.localdate(),
        }  # fmt: skip


def _register_row(case: Case) -> tuple[object, ...]:
    def day(moment) -> str:
        return f"{timezone.localtime(moment):%d/%m/%Y %H:%M}" if moment else ""

    assignee = case.assigned_to
    return (
        case.reference,
        case.kind_name,
        case.place_name,
        case.receiver.name if case.receiver else "",
        case.get_topic_display(),
        day(case.received_at),
        f"{case.first_due_on:%d/%m/%Y}",
        f"{case.due_on:%d/%m/%Y}",
        case.get_state_display(),
        _("overdue") if case.is_overdue else "",
        (assignee.get_full_name() or assignee.get_username()) if assignee else "",
        day(case.closed_at),
    )


def filtered(rows: QuerySet[Case], wanted: dict) -> QuerySet[Case]:
    """Return those cases that the cleaned values of the filter form ask for."""
    tab = wanted.get("tab", "open")
    if tab == "closed":
        rows = rows.exclude(state__in=OPEN_STATES).order_by("-closed_at", "-pk")
    elif tab == "overdue":
        rows = rows.overdue()
    elif tab == "free":
        rows = rows.open().filter(Q(state=State.RECEIVED) | Q(assigned_to__isnull=True))
    else:
        rows = rows.open()
    if kind := wanted.get("kind"):
        rows = rows.filter(kind=kind)
    if commune := wanted.get("commune"):
        rows = rows.filter(commune=commune)
    if words := wanted.get("q"):
        rows = rows.filter(Q(reference__icontains=words) | Q(subject__icontains=words))
    return rows
