"""Telling staff by notices what waits for them: inside always, by e-mail as each of them wants.

Notices name the kind and the number of a case, never what a citizen wrote. Each is told once: its
key names event, case and person. They are told after the commit, and nothing that fails there
undoes what a citizen or a colleague did; the nightly run tells what was left untold.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from commune_site.engagement.models.cases import Case, CaseEvent, Deed, State
from commune_site.engagement.models.proposals import ProposedAnswer
from commune_site.engagement.rights import ANSWER_AT_COMMUNE, ANSWER_AT_PROVINCE, people_signing
from commune_site.engagement.terms import all_terms
from portal_network.notices.models import Kind, Notice
from portal_network.notices.services import close_about, tell
from portal_network.oversight.calendar import is_working_day
from portal_network.tenancy.models import Membership

# No rule warns earlier than this (days of the calendar).
LOOKING_AHEAD = timedelta(days=60)
# How far back the nightly run looks for arrivals of which nobody was told.
LOOKING_BACK = timedelta(days=2)
DAYS_OF_A_WEEK = 7
BATCH = 500

Place = tuple[str, str | None]


def arrived(case: Case) -> None:
    """Tell those who answer at the place of a case that it is there, once all is stored."""
    _afterwards(lambda: tell(_arrivals(Case.everywhere.open().filter(pk=case.pk))))


def given(case: Case, event: CaseEvent) -> None:
    """Tell a person that a case is theirs, and the others that it is taken care of."""
    close_about(screen_of(case))
    person = case.assigned_to_id
    if person and person != event.actor_id:
        notice = _notice(case, Kind.CASE_GIVEN, person, mark=str(event.pk), actor=event.actor_id)
        _afterwards(lambda: tell([notice]))


def settled(case: Case) -> None:
    """Take a case that waits no longer from everybody's unread notices."""
    close_about(screen_of(case))


def to_sign(case: Case, proposal: ProposedAnswer) -> None:
    """Tell those who may sign that an answer waits for them."""
    settled(case)
    people = list(people_signing(case, proposal).values_list("pk", flat=True))
    mark = f"{proposal.written_at:%Y%m%d%H%M%S%f}"
    notices = [
        _notice(case, Kind.CASE_SIGN, key, mark=mark, actor=proposal.written_by_id)
        for key in people
    ]
    _afterwards(lambda: tell(notices))


def sent_back(case: Case, proposal: ProposedAnswer, actor) -> None:
    """Tell who wrote an answer why it came back."""
    settled(case)
    if proposal.written_by_id:
        mark = f"{proposal.returned_at:%Y%m%d%H%M%S%f}"
        notice = _notice(case, Kind.CASE_BACK, proposal.written_by_id, mark=mark, actor=actor.pk)
        notice.text = proposal.reason
        _afterwards(lambda: tell([notice]))


def remind(today: date | None = None, now: datetime | None = None) -> int:
    """Tell of arrivals left untold, of deadlines that are near, and each week of missed ones.

    Nobody is told of deadlines on a day off of the province. Returns how many notices are new.
    """
    today, now = today or timezone.localdate(), now or timezone.now()
    recent = Case.everywhere.filter(state=State.RECEIVED, received_at__gte=now - LOOKING_BACK)
    told = tell(_arrivals(recent))
    rows = Case.everywhere.open().filter(due_on__lte=today + LOOKING_AHEAD)
    rows = rows.defer("encrypted_contact", "body", "answer", "subject").order_by("due_on", "pk")
    provinces = set(rows.order_by().values_list("province_id", flat=True).distinct())
    provinces = {code for code in provinces if is_working_day(today, code)}
    terms = all_terms(provinces)
    late: dict[Place, int] = defaultdict(int)
    batch: list[tuple[Case, Kind, str]] = []
    for case in rows.filter(province__in=provinces).iterator(chunk_size=BATCH):
        days_late = (today - case.due_on).days
        if days_late > 0:
            late[case.province_id, case.commune_id] += 1
            mark = f"{case.due_on:%Y%m%d}.{days_late // DAYS_OF_A_WEEK}"
            batch.append((case, Kind.CASE_LATE, mark))
        elif (found := terms.get((case.province_id, case.kind))) and (
            found.left(today, case.due_on) <= found.warning_days
        ):
            batch.append((case, Kind.CASE_SOON, f"{case.due_on:%Y%m%d}"))
    for start in range(0, len(batch), BATCH):
        told += _tell_of_deadlines(batch[start : start + BATCH])
    return told + tell(_owed(late, today))


def screen_of(case: Case) -> str:
    """Return the path of the screen of a case, by which its notices are known."""
    return reverse("engagement_case", args=[case.pk])


def _tell_of_deadlines(rows: list[tuple[Case, Kind, str]]) -> int:
    people = _people({(case.province_id, case.commune_id) for case, _kind, _mark in rows})
    return tell(
        _notice(case, kind, person, mark=mark)
        for case, kind, mark in rows
        for person in _whose(case, people[case.province_id, case.commune_id])
    )


def _whose(case: Case, people: set[int]) -> set[int]:
    """Return who works on a case; all who answer at its place while nobody does."""
    return {case.assigned_to_id} if case.assigned_to_id in people else people


def _arrivals(rows) -> Iterable[Notice]:
    # A case that comes to a place for the second time is news there again.
    moves = Count("events", filter=Q(events__deed=Deed.TRANSFERRED))
    cases = list(rows.defer("encrypted_contact", "body", "answer").annotate(moves=moves))
    people = _people({(case.province_id, case.commune_id) for case in cases})
    for case in cases:
        for person in people[case.province_id, case.commune_id]:
            yield _notice(case, Kind.CASE_NEW, person, mark=str(case.moves))


def _owed(late: dict[Place, int], today: date) -> Iterable[Notice]:
    """Return what provinces are told each week of the deadlines that their communes missed."""
    people = _people({(province_id, None) for province_id, _commune in late})
    week = f"{today:%G%V}"
    for (province_id, commune_id), number in late.items():
        if commune_id is None:
            continue
        with override("vi"):
            text = ngettext("%(number)d case overdue", "%(number)d cases overdue", number)
            title = text % {"number": number}
        path = f"{reverse('engagement_cases')}?tab=overdue&commune={commune_id}"
        for person in people[province_id, None]:
            yield Notice(
                key=f"{Kind.CASES_OWED.value}:{commune_id}:{week}:{person}",
                user_id=person, kind=Kind.CASES_OWED, province_id=province_id,
                commune_id=commune_id, title=title, path=path,
            )  # fmt: skip


def _people(places: set[Place]) -> defaultdict[Place, set[int]]:
    """Return who answers at these places, two queries; the province where a commune has nobody."""
    communes = {commune_id for _province, commune_id in places if commune_id}
    provinces = {province_id for province_id, _commune in places}
    active = Membership.everywhere.filter(user__is_active=True)
    found: defaultdict[Place, set[int]] = defaultdict(set)
    at_communes: dict[str, set[int]] = defaultdict(set)
    rows = active.filter(commune__in=communes, role__in=ANSWER_AT_COMMUNE)
    for commune_id, person in rows.values_list("commune_id", "user_id"):
        at_communes[commune_id].add(person)
    rows = active.filter(province__in=provinces, role__in=ANSWER_AT_PROVINCE)
    for province_id, person in rows.values_list("province_id", "user_id"):
        found[province_id, None].add(person)
    for province_id, commune_id in places:
        if commune_id:
            here = at_communes.get(commune_id) or found[province_id, None]
            found[province_id, commune_id] = set(here)
    return found


def _notice(case: Case, kind: Kind, person: int, *, mark: str, actor: int | None = None) -> Notice:
    with override("vi"):
        title = _("%(kind)s %(number)s") % {"kind": case.kind_name, "number": case.reference}
    return Notice(
        key=f"{kind.value}:{case.pk}:{mark}:{person}",
        user_id=person,
        kind=kind,
        province_id=case.province_id,
        commune_id=case.commune_id,
        title=title,
        actor_id=actor,
        due_on=case.due_on,
        path=screen_of(case),
    )


def _afterwards(act) -> None:
    transaction.on_commit(act, robust=True)
