"""``manage.py keep_effects``: notes which documents took effect or lost it today; every night."""

from django.core.management.base import BaseCommand
from django.utils import timezone
from django_scopes import scopes_disabled

from documents.models import LegalDocumentPage
from documents.record.effect import keep_effects


class Command(BaseCommand):
    """Bring the kept state of effect to this day; lists are right without it, but slower."""

    help = "Note which documents took effect or lost it by today, so that lists stay fast."

    def handle(self, *args, **options) -> None:
        """Do it and say for how many."""
        with scopes_disabled():
            changed = keep_effects(LegalDocumentPage.everywhere.all(), timezone.localdate())
        self.stdout.write(f"{changed} documents")
