"""``tend_search``: what search learns and forgets every night."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django_scopes import scopes_disabled

from portal_network.tenancy.models import Province
from search.engine.client import EngineError
from search.engine.outbox import send_changes_now
from search.query_log import erase_old_counts
from search.vocabulary import make_vocabulary


class Command(BaseCommand):
    """Learns words, erases old counts, tells the search server what it missed; run it daily."""

    help = "Learn the words for corrections of typing errors; erase old counts of searches."

    def handle(self, *args, **options) -> None:
        """Do all of it; as often as wanted.

        Raises:
            CommandError: the search server does not answer.
        """
        with scopes_disabled():
            for province in Province.objects.order_by("code"):
                count = make_vocabulary(province.code)
                line = _("%(province)s: %(count)d words and pairs of words.")
                self.stdout.write(line % {"province": province.name, "count": count})
            erased = erase_old_counts()
            self.stdout.write(_("Counts of searches erased: %(count)d") % {"count": erased})
            if settings.SEARCH_ENGINE is not None:
                self._tell_engine()

    def _tell_engine(self) -> None:
        try:
            told = send_changes_now()
        except EngineError as error:
            raise CommandError(f"The search server does not answer: {error}") from error
        self.stdout.write(_("Changes told to the search server: %(count)d") % {"count": told})
