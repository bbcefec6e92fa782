"""``tend_cases``: what has to happen every night (and every hour, for letters that wait)."""

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _
from django_scopes import scopes_disabled

from commune_site.engagement.services.erasure import erase_expired, forget_senders
from commune_site.engagement.services.outbox import send_due
from commune_site.engagement.services.reminders import remind


class Command(BaseCommand):
    """Reminds, sends what waits, erases what has been kept long enough."""

    help = "Remind of cases, send waiting letters, erase personal data whose time is over."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--mail-only", action="store_true", help="send waiting letters alone")

    def handle(self, *args, **options) -> None:
        """Do it; each part by itself and as often as wanted."""
        with scopes_disabled():
            if not options["mail_only"]:
                reminders, erased, forgotten = remind(), erase_expired(), forget_senders()
                report = _(
                    "Reminders: %(reminders)d. Cases erased: %(erased)d. Rows forgotten: %(rows)d."
                )
                numbers = {"reminders": reminders, "erased": erased, "rows": forgotten}
                self.stdout.write(report % numbers)
            sent = 0
            while number := send_due():
                sent += number
            self.stdout.write(_("Letters sent: %(count)d.") % {"count": sent})
