"""Changes that are refused, with the sentence that a person is shown."""

from django.utils.translation import gettext as _


class RefusedChange(Exception):
    """A change that the rules forbid; ``str()`` is the message for the person who asked."""


class OwnRoles(RefusedChange):
    """Somebody tried to change the own roles."""

    def __init__(self) -> None:
        super().__init__(
            _("You cannot change your own roles. Ask another administrator or your province.")
        )


class LastAdministrator(RefusedChange):
    """The place would be left without anybody who administers it."""

    def __init__(self, place) -> None:
        super().__init__(
            _(
                "This person is the last administrator of %(place)s and cannot be removed. "
                "Give the role to somebody else first."
            )
            % {"place": place}
        )


class RoleAboveReach(RefusedChange):
    """A role that the person may not give, or that does not exist at this place."""

    def __init__(self) -> None:
        super().__init__(_("You cannot give this role at this place."))


class TooManyInvitations(RefusedChange):
    """The limit of sendings in an hour is reached."""

    def __init__(self, limit: int) -> None:
        super().__init__(
            _("You have sent %(limit)d invitations within an hour. Please try again later.")
            % {"limit": limit}
        )


class AlreadyWorksHere(RefusedChange):
    """The invited address belongs to somebody who works at this very place."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody with this e-mail address works here already. Change the roles instead.")
        )


class MailNotSent(RefusedChange):
    """The mail server did not take the invitation."""

    def __init__(self) -> None:
        super().__init__(
            _("The e-mail could not be sent, so the invitation is withdrawn. Try again later.")
        )


class ListChanged(RefusedChange):
    """Between the look and the decision somebody changed the memberships."""

    def __init__(self) -> None:
        super().__init__(
            _("The list of people has changed meanwhile. Nothing was saved; please look again.")
        )
