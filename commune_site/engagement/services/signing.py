"""Answers that a second person signs before they leave; nobody signs their own.

By the rules of approval (:mod:`portal_network.moderation.approvers`): at a commune its approvers
and administrators, at the province its moderators and administrators, and the province in place
of a commune that has nobody who may.
"""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from commune_site.engagement.errors import ChangedMeanwhile, NoLongerOpen, NotYours, OwnWork
from commune_site.engagement.models.cases import Case, Deed, State
from commune_site.engagement.models.proposals import ProposedAnswer
from commune_site.engagement.rights import signs
from commune_site.engagement.services import duties
from commune_site.engagement.services.handling import close_with_answer, happened, locked


@transaction.atomic
def propose(user, key: int, text: str, links: Iterable[tuple[str, str]] = ()) -> ProposedAnswer:
    """Submit an answer for signature; the sender is told nothing yet.

    Raises:
        NotYours, NoLongerOpen: nothing changes.
    """
    case = locked(user, key)
    proposal, _is_new = ProposedAnswer.everywhere.update_or_create(
        case=case,
        defaults={
            "text": text, "links": [list(link) for link in links], "written_by": user,
            "written_at": timezone.now(), "returned_at": None, "reason": "",
        },
    )  # fmt: skip
    case.state = State.IN_WORK
    case.assigned_to = case.assigned_to or user
    case.save(update_fields=["state", "assigned_to"])
    happened(case, Deed.PROPOSED, user)
    duties.to_sign(case, proposal)
    return proposal


@transaction.atomic
def sign(user, key: int, version: str) -> Case:
    """Sign the answer that was read, which sends it and closes the case.

    Raises:
        NotYours, OwnWork, NoLongerOpen, ChangedMeanwhile: nothing changes.
    """
    case, proposal = _to_decide(user, key, version)
    writer = proposal.written_by
    links = [(title, url) for title, url in proposal.links]
    return close_with_answer(case, user, proposal.text, links, writer=writer)


@transaction.atomic
def send_back(user, key: int, version: str, reason: str) -> ProposedAnswer:
    """Give an answer back to its writer with the reason.

    Raises:
        NotYours, OwnWork, NoLongerOpen, ChangedMeanwhile: nothing changes.
    """
    case, proposal = _to_decide(user, key, version)
    proposal.returned_at, proposal.reason = timezone.now(), reason
    proposal.save(update_fields=["returned_at", "reason"])
    happened(case, Deed.SENT_BACK, user, note=reason)
    duties.sent_back(case, proposal, user)
    return proposal


def _to_decide(user, key: int, version: str) -> tuple[Case, ProposedAnswer]:
    case = Case.everywhere.select_for_update(of=("self",)).filter(pk=key).first()
    if case is None:
        raise NotYours
    proposal = ProposedAnswer.everywhere.filter(case=case).first()
    if proposal is None or not signs(user, case, proposal):
        raise NotYours
    if not case.is_open:
        raise NoLongerOpen
    if proposal.written_by_id == user.pk:
        raise OwnWork
    if proposal.returned_at is not None or proposal.version != version:
        raise ChangedMeanwhile
    return case, proposal
