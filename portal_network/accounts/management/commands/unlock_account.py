"""``unlock_account``: opens an account that is locked after too many failures."""

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from portal_network.accounts.credentials import find_account
from portal_network.accounts.throttle import unlock_and_log


class Command(BaseCommand):
    """Forgets the failures of an account; its password and second factors stay."""

    help = "Unlock an account that is locked after too many failures."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("name", help="user name or e-mail address")

    def handle(self, *args, **options) -> None:
        """Unlock the account."""
        user = find_account(options["name"])
        if user is None:
            raise CommandError(
                _("There is no account “%(name)s” here.") % {"name": options["name"]}
            )
        unlock_and_log(user)
        self.stdout.write(_("%(name)s can sign in again.") % {"name": user.get_username()})
