"""Consultations that are open, and those whose outcome is owed, for those who work on them."""

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from laces.components import Component

from commune_site.consultations.kinds import OPINION
from commune_site.consultations.models import ConsultationPage
from commune_site.engagement.models.cases import OPEN_STATES, Case
from commune_site.engagement.rights import communes_of, provinces_of
from portal_network.tenancy.models import Role

ROWS_SHOWN = 8
AT_COMMUNE = frozenset({Role.EDITOR, Role.APPROVER, Role.RESPONDER, Role.SITE_ADMINISTRATOR})
AT_PROVINCE = frozenset(
    {Role.PROVINCE_MODERATOR, Role.PROVINCE_ADMINISTRATOR, Role.PROVINCE_OBSERVER}
)


def sees_consultations(user) -> bool:
    """Tell whether consultations are part of this person's work."""
    is_staff = communes_of(user, AT_COMMUNE) or provinces_of(user, AT_PROVINCE)
    return user.is_superuser or bool(is_staff)


def unfinished(user) -> QuerySet[ConsultationPage]:
    """Return public consultations without an outcome, the longest owed first.

    A province sees its own and what its communes owe; what is open there is theirs alone.
    """
    today = timezone.localdate()
    pages = ConsultationPage.everywhere.filter(
        live=True, outcome_on__isnull=True, opens_on__lte=today
    )
    if not user.is_superuser:
        own = Q(commune__in=communes_of(user, AT_COMMUNE))
        of_province = Q(province__in=provinces_of(user, AT_PROVINCE))
        is_its = Q(commune__isnull=True) | Q(closes_on__lt=today)
        pages = pages.filter(own | (of_province & is_its))
    return pages.order_by("closes_on", "pk")


def owed(pages: QuerySet) -> QuerySet:
    """Return those whose time is over."""
    return pages.filter(closes_on__lt=timezone.localdate())


def with_counts(pages: list[ConsultationPage]) -> list[ConsultationPage]:
    """Set on each page how many commented (``received``) and wait to be moderated (``waiting``)."""
    cases = Case.everywhere.filter(page__in=[page.pk for page in pages], kind=OPINION.slug)
    waits = Count("pk", filter=Q(state__in=OPEN_STATES))
    rows = cases.order_by().values("page").annotate(received=Count("pk"), waiting=waits)
    rows = rows.values_list("page", "received", "waiting")
    found = {page: (all_of_them, waiting) for page, all_of_them, waiting in rows}
    for page in pages:
        page.received, page.waiting = found.get(page.pk, (0, 0))
    return pages


class ConsultationsPanel(Component):
    """What is open and what is owed, on the home screen; nothing where nothing is."""

    name = "consultations"
    template_name = "consultations/admin/panel.html"
    order = 106

    def __init__(self, request: HttpRequest) -> None:
        self.user = request.user

    @cached_property
    def pages(self) -> list[ConsultationPage]:
        """Return the first of them; two queries."""
        return with_counts(list(unfinished(self.user)[:ROWS_SHOWN]))

    def render_html(self, parent_context=None) -> str:
        """Return the panel, or nothing."""
        if not sees_consultations(self.user) or not self.pages:
            return ""
        return super().render_html(parent_context)

    def get_context_data(self, parent_context) -> dict:
        """Return what the panel shows."""
        return {"pages": self.pages, "owed": owed(unfinished(self.user)).count()}
