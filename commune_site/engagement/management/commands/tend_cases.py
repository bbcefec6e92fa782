"""``tend_cases``: what has to happen every night; letters leave with ``send_notices``."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django_scopes import scopes_disabled

from commune_site.engagement.scanning import scan_waiting
from commune_site.engagement.services.duties import remind
from commune_site.engagement.services.erasure import erase_expired, forget_remarks, forget_senders


class Command(BaseCommand):
    """Reminds, and erases what has been kept long enough; run twice, it does nothing twice."""

    help = "Remind of cases, erase personal data whose time is over."

    def handle(self, *args, **options) -> None:
        """Do it; each part by itself and as often as wanted."""
        with scopes_disabled():
            reminders, erased, forgotten = (
                remind(),
                erase_expired(),
                forget_senders() + forget_remarks(),
            )
            scanned = scan_waiting()
        report = _("Reminders: %(reminders)d. Cases erased: %(erased)d. Rows forgotten: %(rows)d.")
        numbers = {"reminders": reminders, "erased": erased, "rows": forgotten}
        self.stdout.write(report % numbers)
        self.stdout.write(_("Files scanned for malware: %(count)d.") % {"count": scanned})
