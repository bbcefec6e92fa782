"""``sample_code``: the present code of a sample account's second factor."""

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from portal_network.accounts.totp import code_now
from portal_network.provisioning.sample_accounts import STORE, read_sample_accounts


class Command(BaseCommand):
    """Prints the six digits that an app on a telephone would show, so that a trial needs none."""

    help = "Print the present code of a sample account's second factor."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("name", help="user name of a sample account")

    def handle(self, *args, **options) -> None:
        """Print the code."""
        name = options["name"]
        account = read_sample_accounts(STORE).get(name)
        if account is None:
            raise CommandError(_("There is no sample account “%(name)s”.") % {"name": name})
        if not account.totp_secret:
            raise CommandError(
                _("The sample account “%(name)s” signs in without a code.") % {"name": name}
            )
        self.stdout.write(code_now(account.totp_secret))
