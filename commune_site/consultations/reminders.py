"""Tells staff by notices that a consultation has ended, and each week that its outcome is owed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from wagtail.models import Page

from commune_site.consultations.debts import owed
from commune_site.consultations.models import ConsultationPage
from portal_network.notices.events import of_page
from portal_network.notices.models import Kind, Notice
from portal_network.notices.services import close_on_page, tell
from portal_network.oversight.calendar import is_working_day
from portal_network.tenancy.models import Membership, Role

KINDS = (Kind.DRAFT_CLOSED, Kind.DRAFT_OWED)
# Who writes, approves and answers for the outcome.
AT_COMMUNE = (Role.EDITOR, Role.APPROVER, Role.SITE_ADMINISTRATOR)
AT_PROVINCE = (Role.PROVINCE_MODERATOR, Role.PROVINCE_ADMINISTRATOR)
WEEK = timedelta(days=7)
BATCH = 200


def remind(now: datetime) -> int:
    """Tell on the first working day after the last day, and again each week until it is done.

    The place is told; from the second week on its province, too, and at once where the place has
    nobody. Nobody is told on a day off of the province. Returns how many notices are new.
    """
    today = timezone.localtime(now).date()
    told = Notice.everywhere.filter(
        page=OuterRef("pk"), kind__in=KINDS, created_at__gt=now - WEEK, due_on=OuterRef("closes_on")
    )
    pages = owed(ConsultationPage.everywhere.filter(live=True, outcome_on__isnull=True))
    untold = pages.filter(~Exists(told)).defer_streamfields().order_by("pk")
    count = 0
    for code in untold.order_by().values_list("province_id", flat=True).distinct():
        if is_working_day(today, code):
            for batch in _batches(untold.filter(province=code)):
                count += tell(_notices(batch, today))
    return count


def settled(page: Page) -> None:
    """Take a consultation whose outcome is public from everybody's unread notices."""
    close_on_page(page.pk, KINDS)


def _batches(pages: QuerySet) -> Iterator[list[ConsultationPage]]:
    # All keys first: what is told meanwhile changes what the condition finds.
    keys = list(pages.values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        yield list(
            ConsultationPage.everywhere.filter(
                pk__in=keys[start : start + BATCH]
            ).defer_streamfields()
        )


def _notices(pages: Iterable[ConsultationPage], today) -> Iterator[Notice]:
    pages = list(pages)
    at_communes = _people("commune", AT_COMMUNE, {page.commune_id for page in pages})
    at_provinces = _people("province", AT_PROVINCE, {page.province_id for page in pages})
    for page in pages:
        is_late = today - page.closes_on > WEEK
        here = at_communes[page.commune_id]
        people = here | at_provinces[page.province_id] if is_late or not here else here
        kind = Kind.DRAFT_OWED if is_late else Kind.DRAFT_CLOSED
        mark = f"{today:%G%V}" if is_late else f"{page.closes_on:%Y%m%d}"
        for person in people:
            key = f"{kind.value}:{page.pk}:{mark}"
            yield of_page(page, kind, person, key=key, due_on=page.closes_on)


def _people(key: str, roles: Iterable[Role], places: set) -> defaultdict[str, set[int]]:
    rows = Membership.everywhere.filter(
        role__in=roles, user__is_active=True, **{f"{key}__in": places - {None}}
    )
    found: defaultdict[str, set[int]] = defaultdict(set)
    for place, person in rows.values_list(f"{key}_id", "user_id"):
        found[place].add(person)
    return found
