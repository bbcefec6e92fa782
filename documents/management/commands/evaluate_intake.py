"""``manage.py evaluate_intake FOLDER``: how well the statements of documents are read."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from documents.intake.evaluation import evaluate
from documents.intake.pdf import UnreadablePdf
from documents.intake.reader import read_document


class Command(BaseCommand):
    """Compare what is proposed with what pairs of PDF and JSON say."""

    help = "Read pairs NAME.pdf and NAME.json and print precision and recall per kind and field."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the folder, and whether misses are listed."""
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--misses", action="store_true", help="list what was not read as stated"
        )

    def handle(self, *args, **options) -> None:
        """Print the figures."""
        folder: Path = options["folder"]
        if not folder.is_dir():
            raise CommandError(f"{folder} is no folder.")
        try:
            evaluation = evaluate(folder, read_document)
        except (ValueError, UnreadablePdf) as error:
            raise CommandError(f"{folder}: {error}") from error
        if not evaluation.scores:
            raise CommandError(f"{folder} holds no pair of PDF and JSON.")
        for line in evaluation.lines():
            self.stdout.write(line)
        if options["misses"]:
            for miss in evaluation.misses:
                self.stdout.write(
                    f"{miss.name} {miss.field}: {miss.stated!r}, read {miss.proposed!r}"
                )
