"""``manage.py keep_effects``: notes which documents took effect or lost it today; every night."""

from django.core.management.base import BaseCommand
from django.utils import timezone
from django_scopes import scopes_disabled

from documents.models import LegalDocumentPage
from documents.quarters import recount_all
from documents.record.effect import keep_effects


class Command(BaseCommand):
    """Bring the kept state of effect and the counts of lists to this day.

    Lists are right without it, but slower.
    """

    help = "Note which documents took effect or lost it by today, so that lists stay fast."

    def handle(self, *args, **options) -> None:
        """Do it and say for how many."""
        with scopes_disabled():
            today = timezone.localdate()
            changed = keep_effects(LegalDocumentPage.everywhere.all(), today)
            counted = recount_all(today)
        self.stdout.write(f"{changed} documents, {counted} quarters of lists counted anew")
