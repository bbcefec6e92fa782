"""Who works on cases: read from memberships when it is asked, with no query of its own.

Commune: its responders and administrators. Province: its moderators and administrators, for what
was sent or transferred to the province; of its communes' cases they see numbers, texts and
deadlines, but never contact data. Observers of a province see figures.
"""

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from commune_site.engagement.models.cases import Case
from commune_site.engagement.models.proposals import ProposedAnswer
from portal_network.moderation.approvers import COMMUNE_APPROVERS, PROVINCE_APPROVERS
from portal_network.tenancy.models import Membership, Role
from portal_network.tenancy.policies.memberships import memberships_of

ANSWER_AT_COMMUNE = frozenset({Role.RESPONDER, Role.SITE_ADMINISTRATOR})
ANSWER_AT_PROVINCE = frozenset({Role.PROVINCE_MODERATOR, Role.PROVINCE_ADMINISTRATOR})
CONFIRM_AT_COMMUNE = COMMUNE_APPROVERS
SEE_FIGURES = ANSWER_AT_COMMUNE | ANSWER_AT_PROVINCE | {Role.PROVINCE_OBSERVER}


def communes_of(user, roles: frozenset[str] = ANSWER_AT_COMMUNE) -> set[str]:
    """Return the communes in which a person holds one of the roles."""
    return {row.commune_id for row in _rows(user) if row.role in roles and row.commune_id}


def provinces_of(user, roles: frozenset[str] = ANSWER_AT_PROVINCE) -> set[str]:
    """Return the provinces in which a person holds one of the roles."""
    return {row.province_id for row in _rows(user) if row.role in roles and row.province_id}


def sees_cases(user) -> bool:
    """Tell whether the register is part of this person's work, if only to sign answers."""
    roles = ANSWER_AT_COMMUNE | COMMUNE_APPROVERS
    return user.is_superuser or bool(communes_of(user, roles) or provinces_of(user))


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


def signs(user, case: Case, proposal: ProposedAnswer) -> bool:
    """Tell whether the person's role signs answers at the place of a case, whoever wrote this one.

    The province signs for a commune that has nobody who may.
    """
    if user.is_superuser:
        return True
    if case.commune_id is None:
        return case.province_id in provinces_of(user, PROVINCE_APPROVERS)
    if case.commune_id in communes_of(user, COMMUNE_APPROVERS):
        return True
    acts_for_province = case.province_id in provinces_of(user, PROVINCE_APPROVERS)
    return acts_for_province and not _signers_at_commune(case, proposal).exists()


def people_signing(case: Case, proposal: ProposedAnswer) -> QuerySet:
    """Return the active accounts that may sign an answer; two queries at most."""
    holders = _signers_at_commune(case, proposal)
    if case.commune_id is None or not holders.exists():
        holders = Membership.everywhere.filter(
            province=case.province_id, role__in=PROVINCE_APPROVERS, user__is_active=True
        )
    people = get_user_model().objects.filter(pk__in=holders.values("user_id"))
    return people.exclude(pk=proposal.written_by_id or 0)


def _signers_at_commune(case: Case, proposal: ProposedAnswer) -> QuerySet[Membership]:
    rows = Membership.everywhere.filter(
        commune=case.commune_id or "", role__in=COMMUNE_APPROVERS, user__is_active=True
    )
    return rows.exclude(user=proposal.written_by_id or 0)


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
    if only_to_sign := communes_of(user, COMMUNE_APPROVERS) - communes_of(user):
        waiting = ProposedAnswer.everywhere.filter(returned_at__isnull=True)
        wanted |= Q(commune__in=only_to_sign, pk__in=waiting.values("case"))
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
