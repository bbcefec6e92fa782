"""``translation_coverage``: how much of each installed app's texts there is Vietnamese for."""

from django.core.management.base import BaseCommand, CommandError

from portal_network.delivery.translations import coverages

ROW = "{:<34} {:<9} {:>6} {:>11} {:>6} {:>5}"


class Command(BaseCommand):
    """Prints one row per app and domain; fails, naming each message, when one has no Vietnamese."""

    help = "Count the translated messages of all installed apps; fail under 100 %."
    requires_system_checks: list[str] = []

    def handle(self, *args, **options) -> None:
        """Print the table; raise ``CommandError`` with what is missing."""
        self.stdout.write(ROW.format("app", "domain", "total", "translated", "fuzzy", "%"))
        missing = []
        for row in coverages():
            counts = len(row.messages), len(row.translated), len(row.fuzzy), row.percent
            self.stdout.write(ROW.format(row.app, row.domain, *counts))
            missing += [
                f"{row.app} ({row.domain}): “{message}”" + (f" [{context}]" if context else "")
                for context, message in row.missing
            ]
        if missing:
            raise CommandError("Without Vietnamese:\n" + "\n".join(missing))
