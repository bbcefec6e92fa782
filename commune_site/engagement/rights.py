"""Who works on cases: read from memberships when it is asked, with no query of its own.

Commune: its responders and administrators. Province: its moderators and administrators, for what
was sent or transferred to the province; of its communes' cases they see numbers, texts and
deadlines, but never contact data. Observers of a province see figures.
"""

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from commune_site.engagement.models.cases import Case
from portal_network.tenancy.models import Membership, Role
from portal_network.tenancy.policies.memberships import memberships_of

ANSWER_AT_COMMUNE = frozenset({Role.RESPONDER, Role.SITE_ADMINISTRATOR})
ANSWER_AT_PROVINCE = frozenset({Role.PROVINCE_MODERATOR, Role.PROVINCE_ADMINISTRATOR})
CONFIRM_AT_COMMUNE = frozenset({Role.APPROVER, Role.SITE_ADMINISTRATOR})
SEE_FIGURES = ANSWER_AT_COMMUNE | ANSWER_AT_PROVINCE | {Role.PROVINCE_OBSERVER}


def communes_of(user, roles: frozenset[str] = ANSWER_AT_COMMUNE) -> set[str]:
    """Return the communes in which a person holds one of the roles."""
    return {row.commune_id for row in _rows(user) if row.role in roles and row.commune_id}


def provinces_of(user, roles: frozenset[str] = ANSWER_AT_PROVINCE) -> set[str]:
    """Return the provinces in which a person holds one of the roles."""
    return {row.province_id for row in _rows(user) if row.role in roles and row.province_id}


def sees_cases(user) -> bool:
    """Tell whether the register is part of this person's work."""
    return user.is_superuser or bool(communes_of(user) or provinces_of(user))


def sees_figures(user) -> bool:
    """Tell whether statistics of cases and ratings are part of this person's work."""
    return user.is_superuser or any(row.role in SEE_FIGURES for row in _rows(user))


def answers(user, case: Case) -> bool:
    """Tell whether the person answers at the place of the case."""
    if user.is_superuser:
        return True
    if case.commune_id:
        return case.commune_id in communes_of(user)
    return case.province_id in provinces_of(user)


def confirms_corrections(user, *, province_id: str, commune_id: str | None) -> bool:
    """Tell whether the person may let the public see a correction of this place."""
    if user.is_superuser or province_id in provinces_of(user):
        return True
    return commune_id is not None and commune_id in communes_of(user, CONFIRM_AT_COMMUNE)


def cases_for(user) -> QuerySet[Case]:
    """Return the cases that a person sees in the register."""
    if user.is_superuser:
        return Case.everywhere.all()
    wanted = Q(commune__in=communes_of(user)) | Q(province__in=provinces_of(user))
    return Case.everywhere.filter(wanted)


def people_answering(*, province_id: str, commune_id: str | None) -> QuerySet:
    """Return the active accounts that answer at a place."""
    if commune_id:
        holders = Membership.everywhere.filter(commune=commune_id, role__in=ANSWER_AT_COMMUNE)
    else:
        holders = Membership.everywhere.filter(province=province_id, role__in=ANSWER_AT_PROVINCE)
    people = get_user_model().objects.filter(pk__in=holders.values("user_id"), is_active=True)
    return people.order_by("last_name", "first_name", "username")


def _rows(user) -> list[Membership]:
    return memberships_of(user) if user.is_authenticated and user.is_active else []
