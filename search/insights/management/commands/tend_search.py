"""``tend_search``: what search learns and forgets every night."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django_scopes import scopes_disabled

from portal_network.tenancy.models import Province
from search.query_log import erase_old_counts
from search.vocabulary import make_vocabulary


class Command(BaseCommand):
    """Learns the words of each province anew and erases old counts; run it daily."""

    help = "Learn the words for corrections of typing errors; erase old counts of searches."

    def handle(self, *args, **options) -> None:
        """Do both; as often as wanted."""
        with scopes_disabled():
            for province in Province.objects.order_by("code"):
                count = make_vocabulary(province.code)
                line = _("%(province)s: %(count)d words and pairs of words.")
                self.stdout.write(line % {"province": province.name, "count": count})
            erased = erase_old_counts()
        self.stdout.write(_("Counts of searches erased: %(count)d") % {"count": erased})
