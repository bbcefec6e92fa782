"""Reminding those who answer: one letter a day per person and place, with numbers and no texts."""

from collections import defaultdict
from datetime import date, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from commune_site.engagement.models.cases import Case
from commune_site.engagement.rights import people_answering
from commune_site.engagement.services.outbox import post
from commune_site.engagement.terms import all_terms
from portal_network.oversight.calendar import is_working_day
from portal_network.tenancy.directory import Tenant, directory

# No rule warns earlier than this (days of the calendar).
LOOKING_AHEAD = timedelta(days=60)
MOST_LINES = 50
MONDAY = 0

Place = tuple[str, str | None]


def remind(today: date | None = None) -> int:
    """Write to those who answer of cases that are overdue or due soon; return how many letters.

    Nobody is written to on a day off. A province hears on Mondays what its communes owe.
    """
    today = today or timezone.localdate()
    late: dict[Place, list[Case]] = defaultdict(list)
    soon: dict[Place, list[Case]] = defaultdict(list)
    rows = Case.everywhere.open().filter(due_on__lte=today + LOOKING_AHEAD)
    rows = rows.defer("encrypted_contact", "body", "answer", "subject").order_by("due_on", "pk")
    terms = all_terms(set(rows.order_by().values_list("province_id", flat=True).distinct()))
    for case in rows.iterator(chunk_size=500):
        place = (case.province_id, case.commune_id)
        if case.due_on < today:
            late[place].append(case)
        elif (found := terms.get((case.province_id, case.kind))) and (
            found.left(today, case.due_on) <= found.warning_days
        ):
            soon[place].append(case)
    letters = sum(_tell_place(place, late[place], soon[place], today) for place in late | soon)
    if today.weekday() == MONDAY:
        letters += _tell_provinces(late, today)
    return letters


def _tell_place(place: Place, late: list[Case], soon: list[Case], today: date) -> int:
    tenant = directory.owner(province_id=place[0], commune_id=place[1])
    if tenant is None or not is_working_day(today, place[0]):
        return 0
    with override("vi"):
        lines = [_line(case, _("overdue since %(day)s")) for case in late]
        lines += [_line(case, _("due on %(day)s")) for case in soon]
    people = people_answering(province_id=place[0], commune_id=place[1])
    return _write(people, tenant, today, lines, len(late), len(soon))


def _tell_provinces(late: dict[Place, list[Case]], today: date) -> int:
    owed: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for (province_id, commune_id), cases in late.items():
        tenant = directory.commune(commune_id) if commune_id else None
        if tenant is not None:
            owed[province_id].append((tenant.name, len(cases)))
    letters = 0
    for province_id, communes in owed.items():
        tenant = directory.province(province_id)
        if tenant is None or not is_working_day(today, province_id):
            continue
        with override("vi"):
            lines = [
                _("%(name)s: %(count)d overdue") % {"name": name, "count": count}
                for name, count in sorted(communes, key=lambda row: (-row[1], row[0]))
            ]
        people = people_answering(province_id=province_id, commune_id=None)
        number = sum(count for _name, count in communes)
        letters += _write(people, tenant, today, lines, number, 0, about="communes")
    return letters


def _write(people, tenant: Tenant, today: date, lines: list[str], overdue: int, soon: int,
           about: str = "own") -> int:  # fmt: skip
    base = tenant.root_url or settings.WAGTAILADMIN_BASE_URL
    context = {
        "place": tenant.name,
        "overdue": overdue,
        "soon": soon,
        "lines": lines[:MOST_LINES],
        "url": base + reverse("engagement_cases"),
    }
    return sum(
        post(
            key=f"reminder:{about}:{tenant.key}:{today}:{person.pk}",
            to=person.email,
            letter="reminder",
            sender=tenant,
            context=context,
        )
        for person in people
        if person.email
    )


def _line(case: Case, words: str) -> str:
    return f"{case.reference}: " + words % {"day": f"{case.due_on:%d/%m/%Y}"}
