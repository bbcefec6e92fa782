"""Who may decide at which stage, read from memberships when it is asked.

Commune: its approvers and administrators. Province, and after publication: the province's
moderators and administrators. Where a commune has nobody left who may decide on a text (nobody
holds a role, or only those who wrote it), the province decides in its place.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from portal_network.moderation.errors import NotYours, OwnText, RefusedDecision
from portal_network.moderation.models.queue import QueueItem, Stage
from portal_network.tenancy.models import Membership, Role
from portal_network.tenancy.policies.memberships import memberships_of

COMMUNE_APPROVERS = frozenset({Role.APPROVER, Role.SITE_ADMINISTRATOR})
PROVINCE_APPROVERS = frozenset({Role.PROVINCE_MODERATOR, Role.PROVINCE_ADMINISTRATOR})


def communes_of(user) -> set[str]:
    """Return the communes for which a person approves."""
    return {row.commune_id for row in memberships_of(user) if row.role in COMMUNE_APPROVERS}


def provinces_of(user) -> set[str]:
    """Return the provinces for which a person approves."""
    return {row.province_id for row in memberships_of(user) if row.role in PROVINCE_APPROVERS}


def approves_anything(user) -> bool:
    """Tell whether a queue is this person's work."""
    if not user.is_active or not user.is_authenticated:
        return False
    return user.is_superuser or bool(communes_of(user) or provinces_of(user))


def acts_for_province(user, province_id: str) -> bool:
    """Tell whether a person approves for this province."""
    return user.is_superuser or province_id in provinces_of(user)


def holds_stage(user, stage: Stage, *, province_id: str, commune_id: str | None) -> bool:
    """Tell whether a person's role decides at a stage of this place, whoever wrote the text."""
    if not user.is_active:
        return False
    if acts_for_province(user, province_id):
        # Also at the commune's stage: the province decides where the commune cannot.
        return True
    return stage == Stage.COMMUNE and commune_id in communes_of(user)


def refusal(user, item: QueueItem) -> RefusedDecision | None:
    """Return why this person may not decide on a text, or None."""
    if not user.is_active or not _is_turn_of(user, item):
        return NotYours()
    if user.pk in {item.submitted_by_id, item.last_editor_id, item.begun_by_id}:
        return OwnText()
    return None


def _is_turn_of(user, item: QueueItem) -> bool:
    if user.is_superuser:
        return True
    if item.stage == Stage.COMMUNE:
        if item.commune_id in communes_of(user):
            return True
        return item.province_id in provinces_of(user) and is_left_to_province(item)
    return item.province_id in provinces_of(user)


def is_left_to_province(item: QueueItem) -> bool:
    """Tell whether the commune has nobody who may decide on this text."""
    return QueueItem.everywhere.filter(nobody_at_commune(), pk=item.pk).exists()


def nobody_at_commune() -> Q:
    """Return the condition on items at a commune's stage that its commune cannot decide.

    Two lists that the database makes once answer for nearly all rows; only texts that an approver
    wrote are asked about one by one.
    """
    approvers = Membership.everywhere.filter(
        role__in=COMMUNE_APPROVERS, commune__isnull=False, user__is_active=True
    )
    able = approvers.filter(commune=OuterRef("commune"))
    is_by_approver = Q(pk__in=())
    for column in ("submitted_by", "last_editor", "begun_by"):
        # Nobody has the key 0; an unknown writer must not make everybody unable.
        able = able.exclude(user=Coalesce(OuterRef(column), 0))
        is_by_approver |= Q(**{f"{column}__in": approvers.values("user")})
    has_nobody = ~Q(commune__in=approvers.values("commune"))
    return Q(stage=Stage.COMMUNE) & (has_nobody | is_by_approver & ~Q(Exists(able)))


def waiting_for(user) -> QuerySet[QueueItem]:
    """Return what waits for this person's decision."""
    waiting = QueueItem.everywhere.waiting()
    if not approves_anything(user):
        return waiting.none()
    if user.is_superuser:
        return waiting
    communes, provinces = communes_of(user), provinces_of(user)
    turn = Q(pk__in=())
    if communes:
        turn |= Q(stage=Stage.COMMUNE, commune__in=communes)
    if provinces:
        at_province = Q(stage__in=(Stage.PROVINCE, Stage.AFTERWARDS)) | nobody_at_commune()
        turn |= Q(province__in=provinces) & at_province
    own = Q(submitted_by=user) | Q(last_editor=user) | Q(begun_by=user)
    return waiting.filter(turn).exclude(own)
