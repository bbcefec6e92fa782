"""What staff do with a case; every step locks its row, so that the second one comes too late."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from commune_site.engagement.errors import ContactErased, NeedsSignature, NoLongerOpen, NotYours
from commune_site.engagement.models.cases import (
    Case,
    CaseAttachment,
    CaseEvent,
    CaseLink,
    Contact,
    Deed,
    State,
)
from commune_site.engagement.models.proposals import ProposedAnswer
from commune_site.engagement.rights import answers
from commune_site.engagement.services import duties
from commune_site.engagement.services.letters import tell_agency, tell_sender
from portal_network.audit.services import record
from portal_network.tenancy.models import Commune


@transaction.atomic
def accept(user, key: int, assignee) -> Case:
    """Take a case into work and say who does it; again: somebody else does it.

    Raises:
        NotYours, NoLongerOpen: nothing changes.
    """
    case = locked(user, key)
    is_new = case.state == State.RECEIVED
    case.state, case.assigned_to = State.IN_WORK, assignee
    case.save(update_fields=["state", "assigned_to"])
    if is_new:
        happened(case, Deed.ACCEPTED, user, is_public=True)
    name = assignee.get_full_name() or assignee.get_username()
    duties.given(case, happened(case, Deed.ASSIGNED, user, note=name))
    return case


@transaction.atomic
def add_note(user, key: int, note: str) -> Case:
    """Add a note that only staff read; also to a closed case.

    Raises:
        NotYours: nothing changes.
    """
    case = locked(user, key, must_be_open=False)
    happened(case, Deed.NOTED, user, note=note)
    return case


@transaction.atomic
def tell_progress(user, key: int, due_on: date, note: str) -> Case:
    """Tell the sender why it takes longer, and until when (R56); the first deadline stays known.

    Raises:
        NotYours, NoLongerOpen: nothing changes.
    """
    case = locked(user, key)
    case.due_on = due_on
    case.state = State.IN_WORK
    case.save(update_fields=["due_on", "state"])
    event = happened(case, Deed.PROGRESS, user, note=note, is_public=True)
    tell_sender(case, "progress", once=str(event.pk), note=note)
    duties.settled(case)
    return case


@transaction.atomic
def answer(user, key: int, text: str, links: Iterable[tuple[str, str]] = ()) -> Case:
    """Answer and close a case; ``links`` are titles and addresses.

    Raises:
        NotYours, NoLongerOpen: nothing changes.
        NeedsSignature: such answers are submitted and signed (:mod:`.signing`).
    """
    case = locked(user, key)
    if case.terms.needs_signature:
        raise NeedsSignature
    return close_with_answer(case, user, text, links)


def close_with_answer(
    case: Case, user, text: str, links: Iterable[tuple[str, str]], writer=None
) -> Case:
    """Close a locked case with its answer; ``writer`` is who wrote what ``user`` signs."""
    case.answer = text
    case.assigned_to = case.assigned_to or writer
    for title, url in links:
        CaseLink.everywhere.create(case=case, title=title, url=url)
    _close(case, user, State.ANSWERED, Deed.ANSWERED, text="")
    tell_sender(case, "answered", links=links_of(case))
    return case


@transaction.atomic
def forward(user, key: int, agency: str, note: str, email: str = "") -> Case:
    """Close what another agency has to answer, and tell the sender which one (R56, R59).

    Raises:
        NotYours, NoLongerOpen: nothing changes.
    """
    case = locked(user, key)
    _close(case, user, State.FORWARDED, Deed.FORWARDED, text=f"{agency}\n{note}".strip())
    tell_sender(case, "forwarded", agency=agency, note=note)
    if email:
        tell_agency(case, agency, email, note)
    return case


@transaction.atomic
def refuse(user, key: int, note: str) -> Case:
    """Close what is no matter for an authority at all, and say why.

    Raises:
        NotYours, NoLongerOpen: nothing changes.
    """
    case = locked(user, key)
    _close(case, user, State.REFUSED, Deed.REFUSED, text=note)
    tell_sender(case, "refused", note=note)
    return case


@transaction.atomic
def transfer(user, key: int, commune: Commune | None, note: str) -> Case:
    """Hand a case to the province (None), or from the province to one of its communes.

    The clock is kept: deadline and day of arrival stay what they were.

    Raises:
        NotYours, NoLongerOpen: nothing changes; also for a commune of another province.
    """
    case = locked(user, key)
    if case.commune_id and commune is not None:
        raise NotYours
    if commune is not None and commune.province_id != case.province_id:
        raise NotYours
    case.commune, case.assigned_to = commune, None
    case.state = State.RECEIVED
    case.save(update_fields=["commune", "assigned_to", "state"])
    ProposedAnswer.everywhere.filter(case=case).delete()
    duties.settled(case)
    event = happened(case, Deed.TRANSFERRED, user, note=case.place_name, is_public=True)
    duties.arrived(case)
    if note:
        happened(case, Deed.NOTED, user, note=note)
    tell_sender(case, "transferred", once=str(event.pk))
    return case


@transaction.atomic
def look_at_contact(user, key: int) -> Contact:
    """Return how the sender can be reached; that somebody looked is recorded first.

    Raises:
        NotYours: the person does not answer at this place.
        ContactErased: nothing is left to look at.
        Unreadable: the installation's key is not the one of that time.
    """
    case = locked(user, key, must_be_open=False)
    if not case.has_contact:
        raise ContactErased
    happened(case, Deed.CONTACT_SEEN, user)
    record("engagement.contact_seen", instance=case, title=case.reference, actor=user)
    return case.contact()


@transaction.atomic
def look_at_file(user, key: int, attachment_id: int) -> tuple[CaseAttachment, bytes] | None:
    """Return a file with its content; None where the case has none, or it waits for the scanner.

    Raises:
        NotYours: the person does not answer at this place.
        Unreadable, OSError: the file cannot be read any more.
    """
    case = locked(user, key, must_be_open=False)
    row = CaseAttachment.everywhere.filter(case=case, pk=attachment_id).first()
    if row is None or not row.is_handed_out:
        return None
    happened(case, Deed.FILE_SEEN, user, note=row.name)
    record("engagement.file_seen", instance=case, title=case.reference, actor=user)
    return row, row.read()


def locked(user, key: int, *, must_be_open: bool = True) -> Case:
    """Return a case with its row locked.

    Raises:
        NotYours: there is none, or the person does not answer at its place.
        NoLongerOpen: it is closed, and must be open.
    """
    case = Case.everywhere.select_for_update(of=("self",)).filter(pk=key).first()
    if case is None or not answers(user, case):
        raise NotYours
    if must_be_open and not case.is_open:
        raise NoLongerOpen
    return case


def happened(
    case: Case, deed: Deed, user=None, *, note: str = "", is_public: bool = False
) -> CaseEvent:
    """Add an event to the history of a case."""
    return CaseEvent.everywhere.create(
        case=case, deed=deed, actor=user, note=note, is_public=is_public
    )


def links_of(case: Case) -> list[tuple[str, str]]:
    """Return title and address of everything to which an answer points."""
    return list(CaseLink.everywhere.filter(case=case).values_list("title", "url"))


def _close(case: Case, user, state: State, deed: Deed, *, text: str) -> None:
    case.state, case.closed_at, case.closed_by = state, timezone.now(), user
    if case.assigned_to_id is None:
        case.assigned_to = user
    case.save(update_fields=["state", "closed_at", "closed_by", "assigned_to", "answer"])
    happened(case, deed, user, note=text, is_public=True)
    ProposedAnswer.everywhere.filter(case=case).delete()
    duties.settled(case)
    record(f"engagement.{deed.value}", instance=case, title=case.reference, actor=user)
