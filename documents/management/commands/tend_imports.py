"""``manage.py tend_imports``: goes on with imports that a process left; every five minutes."""

from django.core.management.base import BaseCommand
from django_scopes import scopes_disabled

from documents.bulk import services


class Command(BaseCommand):
    """Go on where a worker died, and give up what nobody wants any more."""

    help = "Go on with imports of documents that a process left; give up old ones."

    def handle(self, *args, **options) -> None:
        """Do it; nothing is printed, the log says what failed."""
        with scopes_disabled():
            services.tend()
