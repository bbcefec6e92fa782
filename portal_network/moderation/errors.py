"""Decisions that are refused, with the sentence that a person is shown."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _


class RefusedDecision(PermissionDenied):
    """A decision that the rules forbid, or that comes too late; ``str()`` is for the person.

    It is a ``PermissionDenied``, so that Wagtail's own views answer it without an error.
    """


class NotYours(RefusedDecision):
    """The text waits for somebody else."""

    def __init__(self) -> None:
        super().__init__(_("This text does not wait for your decision."))


class OwnText(RefusedDecision):
    """Four eyes: whoever wrote, submitted or last changed a text does not approve it."""

    def __init__(self) -> None:
        super().__init__(
            _("You wrote, submitted or last changed this text; another person must approve it.")
        )


class NoLongerWaiting(RefusedDecision):
    """Somebody decided, withdrew or deleted it meanwhile."""

    def __init__(self) -> None:
        super().__init__(
            _("This text no longer waits: it was decided on, withdrawn or deleted meanwhile.")
        )


class ChangedMeanwhile(RefusedDecision):
    """The text is not the one that the person read."""

    def __init__(self) -> None:
        super().__init__(
            _("The text has changed since you opened it. Please read it again before you decide.")
        )


class ClaimedByAnother(RefusedDecision):
    """Somebody else works on it."""

    def __init__(self, item) -> None:
        holder = item.claimed_by.get_full_name() or item.claimed_by.get_username()
        since = date_format(localtime(item.claimed_at), "H:i")
        super().__init__(
            _("%(person)s has been working on this text since %(time)s.")
            % {"person": holder, "time": since}
        )


class NotAloneInSeveral(RefusedDecision):
    """A text that failed checks is opened before it is approved."""

    def __init__(self) -> None:
        super().__init__(_("Some checks failed; open this text before you decide."))


class ReasonTooShort(RefusedDecision):
    """What stays on record must say something."""

    def __init__(self, shortest: int) -> None:
        super().__init__(
            _("Write a reason of at least %(count)d characters.") % {"count": shortest}
        )


class CannotPublish(RefusedDecision):
    """The person's role does not publish this page."""

    def __init__(self) -> None:
        super().__init__(_("Your role may not do this to this page."))


class NothingToPublish(RefusedDecision):
    """There is no version that could be public."""

    def __init__(self) -> None:
        super().__init__(_("There is no version of this page that could be published."))


class NeverApproved(RefusedDecision):
    """Only what was approved once, and public, comes back without a new approval."""

    def __init__(self) -> None:
        super().__init__(
            _("This version was never approved and public. Submit it for approval instead.")
        )


class WithdrawnByProvince(RefusedDecision):
    """What the province took down, the province puts back."""

    def __init__(self) -> None:
        super().__init__(
            _("The province withdrew this page. Change it and submit it for approval again.")
        )


class StoppedByChecks(RefusedDecision):
    """A check that the province made a condition of publication fails."""

    def __init__(self, faults: Iterable[str]) -> None:
        super().__init__(
            _("It cannot be published before this is put right: %(faults)s")
            % {"faults": " ".join(faults)}
        )
