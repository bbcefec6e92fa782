"""``compile_translations``: ``.po`` to ``.mo`` with Python alone; gettext need not be installed."""

from pathlib import Path

import polib
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """Compiles every catalogue below the project's ``LOCALE_PATHS``."""

    help = "Compile the project's translations."
    requires_system_checks: list[str] = []

    def handle(self, *args, **options) -> None:
        """Compile; a catalogue that cannot be parsed stops the command and is named."""
        compiled = 0
        for folder in settings.LOCALE_PATHS:
            for source in sorted(Path(folder).glob("*/LC_MESSAGES/*.po")):
                try:
                    catalogue = polib.pofile(str(source), check_for_duplicates=True)
                except (OSError, ValueError) as error:
                    raise CommandError(f"{source}: {error}") from error
                catalogue.save_as_mofile(str(source.with_suffix(".mo")))
                compiled += 1
        self.stdout.write(f"{compiled} catalogues compiled.")
