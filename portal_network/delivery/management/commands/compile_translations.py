"""``compile_translations``: ``.po`` to ``.mo`` with Python alone; gettext need not be installed."""

import re
from pathlib import Path

import polib
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

# polib takes a missing quotation mark for a letter and cuts the text there, without a word.
_LINE = re.compile(
    r"""(?:#.*|(?:(?:msgctxt|msgid|msgid_plural|msgstr|msgstr\[\d+\])\s*)?"(?:[^"\\]|\\.)*")?"""
)


def check_lines(source: Path) -> None:
    """Refuse a line that is neither empty, nor a comment, nor a keyword with a quoted text.

    Raises:
        ValueError: with the number of the line; also when the file is not in UTF-8.
    """
    for number, line in enumerate(source.read_text(encoding="utf-8").splitlines(), start=1):
        if not _LINE.fullmatch(line.strip()):
            raise ValueError(f"Syntax error on line {number}: {line.strip()}")


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
                    check_lines(source)
                    catalogue = polib.pofile(str(source), check_for_duplicates=True)
                except (OSError, ValueError) as error:
                    raise CommandError(f"{source}: {error}") from error
                catalogue.save_as_mofile(str(source.with_suffix(".mo")))
                compiled += 1
        self.stdout.write(f"{compiled} catalogues compiled.")
