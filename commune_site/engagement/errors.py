"""Why something is not done; each says so in words for the person who tried."""

from django.utils.translation import gettext as _


class UnknownKind(LookupError):
    """No kind of case of this name is registered."""


class RefusedStep(Exception):
    """A step of the work on a case is not taken; the text is for the person who tried."""


class NotYours(RefusedStep):
    """The person's roles do not answer at the place of the case."""

    def __init__(self) -> None:
        super().__init__(_("This case is not yours to work on."))


class NoLongerOpen(RefusedStep):
    """Somebody has closed the case in the meantime."""

    def __init__(self) -> None:
        super().__init__(_("This case has been closed in the meantime."))


class OwnWork(RefusedStep):
    """Nobody confirms what they wrote themselves."""

    def __init__(self) -> None:
        super().__init__(_("Somebody else has to check what you wrote yourself."))


class NeedsSignature(RefusedStep):
    """By the rule of the province a second person signs such answers."""

    def __init__(self) -> None:
        super().__init__(_("Such an answer leaves once a second person has signed it."))


class ChangedMeanwhile(RefusedStep):
    """The answer that was read is not the one that waits now."""

    def __init__(self) -> None:
        super().__init__(_("The answer has been changed in the meantime; please read it again."))


class NamesPeople(RefusedStep):
    """A text that is to be published still holds what the citizen told of themselves."""

    def __init__(self, found: list[str]) -> None:
        text = _("The text still holds personal data: %(found)s. Take them out before it is sent.")
        super().__init__(text % {"found": ", ".join(found)})


class ContactErased(RefusedStep):
    """The contact data are gone, on request or because their time was over."""

    def __init__(self) -> None:
        super().__init__(_("The contact data of this case have been erased."))


class RefusedSubmission(Exception):
    """What a citizen sent is not received; ``status`` is that of the answer."""

    status = 400


class TooManySubmissions(RefusedSubmission):
    """More was sent from this address, or to this form, than people send."""

    status = 429

    def __init__(self) -> None:
        super().__init__(
            _(
                "Too much was sent from your network within a short time. Please wait a while and "
                "press “Send” again, or telephone the authority. What you wrote is still here."
            )
        )


class SentAlready(RefusedSubmission):
    """The very same text was received here a short while ago."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            _(
                "The same text has been received already. Please use the tracking code that was "
                "given then; you need not send it again."
            )
        )


class SenderBlocked(RefusedSubmission):
    """Staff have blocked the address after abuse."""

    status = 403

    def __init__(self) -> None:
        super().__init__(
            _(
                "Nothing can be sent from your network for some days, because the form was abused "
                "from there. Please telephone the authority or come in person."
            )
        )
