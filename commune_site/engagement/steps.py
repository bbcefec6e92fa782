"""The steps of the work on a case, by the word in their address."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commune_site.engagement.forms import staff
from commune_site.engagement.models.cases import Case, State
from commune_site.engagement.rights import answers, signs
from commune_site.engagement.services import (
    blocking,
    corrections,
    handling,
    publication,
    signing,
)

Condition = Callable[[Case], bool]


@dataclass(frozen=True, slots=True)
class Step:
    """What can be done with a case: its form, when it is offered, and what does it."""

    title: str | Promise
    button: str | Promise
    done: str | Promise
    form: type[staff.StepForm]
    act: Callable[[object, Case, dict, staff.StepForm], object]
    is_offered: Condition
    is_main: bool = False
    # Whose step it is; most belong to those who answer at the place of the case.
    is_of: Callable[[object, Case], bool] = answers


def _is_open(case: Case) -> bool:
    return case.is_open


def _is_sent_at_once(case: Case) -> bool:
    return case.is_open and not case.what.is_moderated and not case.terms.needs_signature


def _is_to_be_signed(case: Case) -> bool:
    return case.is_open and not case.what.is_moderated and case.terms.needs_signature


def _waits_for_signature(case: Case) -> bool:
    return case.is_open and case.proposed is not None and case.proposed.returned_at is None


def _may_sign(user, case: Case) -> bool:
    proposal = case.proposed
    if proposal is None or proposal.written_by_id == user.pk:
        return False
    return signs(user, case, proposal)


def _always(case: Case) -> bool:
    return case.erased_at is None


def _may_publish(case: Case) -> bool:
    return (
        case.what.is_publishable
        and case.state == State.ANSWERED
        and case.erased_at is None
        and case.allows_publishing
        and not (case.answer_page and case.answer_page.live)
    )


def _may_correct(case: Case) -> bool:
    return case.what.is_about_page and case.page_id is not None and case.erased_at is None


def _publish(user, case: Case, values: dict, form) -> object:
    text = publication.Anonymised(
        values["title"], values["question"], values["answer_text"], values["topic"]
    )
    return publication.propose(user, case.pk, text)


STEPS: dict[str, Step] = {
    "tra-loi": Step(
        _("Answer"), _("Send the answer"), _("The answer has been sent."),
        staff.AnswerForm,
        lambda user, case, values, form: handling.answer(
            user, case.pk, values["answer"], form.links()
        ),
        _is_sent_at_once, is_main=True,
    ),
    "ky": Step(
        _("Sign the answer"), _("Sign and send"), _("The answer has been sent."),
        staff.SignForm,
        lambda user, case, values, form: signing.sign(user, case.pk, values["version"]),
        _waits_for_signature, is_main=True, is_of=_may_sign,
    ),
    "tra-lai": Step(
        _("Send the answer back"), _("Send back"), _("The answer has been sent back."),
        staff.SendBackForm,
        lambda user, case, values, form: signing.send_back(
            user, case.pk, values["version"], values["reason"]
        ),
        _waits_for_signature, is_of=_may_sign,
    ),
    "trinh-ky": Step(
        _("Answer"), _("Submit for signature"),
        _("The answer waits for the signature of a second person."),
        staff.AnswerForm,
        lambda user, case, values, form: signing.propose(
            user, case.pk, values["answer"], form.links()
        ),
        _is_to_be_signed, is_main=True,
    ),
    "phan-cong": Step(
        _("Accept and assign"), _("Assign"), _("The case has been assigned."),
        staff.AssignForm,
        lambda user, case, values, form: handling.accept(user, case.pk, values["assignee"]),
        _is_open, is_main=True,
    ),
    "hen-ngay": Step(
        _("It takes longer"), _("Tell the sender the new date"),
        _("The sender has been told the new date."),
        staff.ProgressForm,
        lambda user, case, values, form: handling.tell_progress(
            user, case.pk, values["due_on"], values["note"]
        ),
        _is_open,
    ),
    "chuyen-co-quan": Step(
        _("Not within our competence"), _("Forward and tell the sender"),
        _("The case has been forwarded."),
        staff.ForwardForm,
        lambda user, case, values, form: handling.forward(
            user, case.pk, values["agency"], values["note"], values["email"]
        ),
        _is_open,
    ),
    "chuyen-don-vi": Step(
        _("Transfer within the province"), _("Transfer; the deadline stays"),
        _("The case has been transferred."),
        staff.TransferForm,
        lambda user, case, values, form: handling.transfer(
            user, case.pk, values.get("commune"), values["note"]
        ),
        _is_open,
    ),
    "khong-tiep-nhan": Step(
        _("Not to be accepted"), _("Close and tell the sender why"),
        _("The case has been closed."),
        staff.RefuseForm,
        lambda user, case, values, form: handling.refuse(user, case.pk, values["note"]),
        _is_open,
    ),
    "cong-khai": Step(
        _("Publish for others"), _("Submit for approval"),
        _("The anonymised answer waits for the approval of a second person."),
        staff.PublishForm, _publish, _may_publish, is_main=True,
    ),
    "dinh-chinh": Step(
        _("Correction on the page"), _("Submit for confirmation"),
        _("The correction waits for the confirmation of a second person."),
        staff.CorrectionForm,
        lambda user, case, values, form: corrections.write(
            user, case.pk, values["text"], values["reason"]
        ),
        _may_correct, is_main=True,
    ),
    "ghi-chu": Step(
        _("Internal note"), _("Keep the note"), _("The note has been kept."),
        staff.NoteForm,
        lambda user, case, values, form: handling.add_note(user, case.pk, values["note"]),
        _always,
    ),
    "chan": Step(
        _("Block the sender"), _("Block for 30 days"), _("The sender has been blocked."),
        staff.BlockForm,
        lambda user, case, values, form: blocking.block(user, case.pk, values["reason"]),
        lambda case: bool(case.sender_key),
    ),
}  # fmt: skip


def register_step(name: str, step: Step) -> None:
    """Let a room that brings a kind of case add a step; rooms call it while they start."""
    STEPS[name] = step


def offered(user, case: Case) -> dict[str, Step]:
    """Return the steps that a person can take with a case as it is now, main ones first."""
    found = {
        name: step
        for name, step in STEPS.items()
        if step.is_offered(case) and step.is_of(user, case)
    }
    return dict(sorted(found.items(), key=lambda entry: not entry[1].is_main))
