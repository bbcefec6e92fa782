"""``erase_expired_lists``: what named people is erased when its time is over (R83)."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django_scopes import scopes_disabled

from commune_site.disclosures.erasure import erase_expired_lists


class Command(BaseCommand):
    """Erases lists of people whose last day is over; run it every night, twice does no harm."""

    help = "Erase lists that name people, with their files and versions, after their last day."

    def handle(self, *args, **options) -> None:
        """Do it and say how many there were."""
        with scopes_disabled():
            erased = erase_expired_lists()
        report = _("Lists of people erased: %(lists)d. Files: %(files)d. Versions: %(versions)d.")
        self.stdout.write(
            report
            % {
                "lists": len(erased),
                "files": sum(one.files for one in erased),
                "versions": sum(one.versions for one in erased),
            }
        )
