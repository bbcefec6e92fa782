"""Blocking the network from which abuse comes, for a while."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commune_site.engagement.errors import RefusedStep
from commune_site.engagement.limits import BLOCKED_FOR
from commune_site.engagement.models.cases import Deed
from commune_site.engagement.models.senders import BlockedSender
from commune_site.engagement.services.handling import happened, locked
from portal_network.audit.places import place_of_instance
from portal_network.audit.services import record


class SenderForgotten(RefusedStep):
    """The network of an old case is not known any more."""

    def __init__(self) -> None:
        super().__init__(_("From which network this case came has been forgotten already."))


@transaction.atomic
def block(user, key: int, reason: str) -> BlockedSender:
    """Receive nothing from the network of a case for some time, at its place.

    Raises:
        NotYours: the person does not answer at this place.
        SenderForgotten: the network is not known any more.
    """
    case = locked(user, key, must_be_open=False)
    if not case.sender_key:
        raise SenderForgotten
    happened(case, Deed.NOTED, user, note=_("Sender blocked: %(reason)s") % {"reason": reason})
    return BlockedSender.everywhere.create(
        province_id=case.province_id,
        commune_id=case.commune_id,
        key=case.sender_key,
        until=timezone.now() + BLOCKED_FOR,
        reason=reason,
        blocked_by=user,
    )


@transaction.atomic
def unblock(user, key: int) -> int:
    """Receive from the network of a case again; return how many blocks ended.

    Raises:
        NotYours: the person does not answer at this place.
    """
    case = locked(user, key, must_be_open=False)
    rows = blocks_of(case)
    happened(case, Deed.NOTED, user, note=_("Sender no longer blocked"))
    return rows.delete()[0]


@transaction.atomic
def end_block(user, block: BlockedSender) -> None:
    """Receive from a blocked network again; the log keeps who decided so and what the block was."""
    record(
        "engagement.unblocked",
        instance=block,
        title=str(block),
        place=place_of_instance(block),
        actor=user,
    )
    block.delete()


def blocks_of(case):
    """Return the blocks of the network of a case at its place that still count."""
    return BlockedSender.everywhere.filter(
        province=case.province_id, commune=case.commune_id, key=case.sender_key or "-",
        until__gt=timezone.now(),
    )  # fmt: skip
