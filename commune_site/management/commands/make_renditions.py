"""``manage.py make_renditions``: makes sizes of pictures that no task has made; run it at night."""

import logging
from argparse import ArgumentParser

from django.core.management.base import BaseCommand
from django_scopes import scopes_disabled

from commune_site.pictures import make_ready, unready

logger = logging.getLogger(__name__)
# About ten minutes of work.
USUAL_LIMIT = 300


class Command(BaseCommand):
    """Make the sizes and formats that public pages show, of the newest pictures first."""

    help = (
        "Make the sizes of pictures for which no task was left, such as those from before an "
        "upgrade. May be stopped anytime and run again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how many pictures one run may take up."""
        parser.add_argument(
            "--limit", type=int, default=USUAL_LIMIT, help="at most so many pictures"
        )

    def handle(self, *args, **options) -> None:
        """Print how many were made; a picture that cannot be read does not stop the others."""
        made = failed = 0
        with scopes_disabled():
            for image in unready()[: options["limit"]].iterator(chunk_size=100):
                try:
                    make_ready(image)
                    made += 1
                except Exception:
                    # Whatever a decoder raises for a file that is damaged or gone.
                    logger.exception("no sizes of picture %s", image.pk)
                    failed += 1
        self.stdout.write(f"pictures: {made} made, {failed} failed")
