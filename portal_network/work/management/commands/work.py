"""``manage.py work``: does what is in the queue, and follows the schedule."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from portal_network.work.attempts import is_queued
from portal_network.work.worker import work


class Command(BaseCommand):
    """A worker; run as many as there is work for. Ends after its task when asked to (SIGTERM)."""

    help = "Do background tasks and what the schedule asks for."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the options."""
        parser.add_argument("--batch", action="store_true", help="end when the queue is empty")
        parser.add_argument(
            "--without-schedule", action="store_true", help="leave the clock to other workers"
        )

    def handle(self, *, batch: bool, without_schedule: bool, **_options: object) -> None:
        """Work.

        Raises:
            CommandError: the portal does its tasks itself; there is no queue.
        """
        if not is_queued():
            raise CommandError("There is no queue: set TASKS_IN_DATABASE=true.")
        work(batch=batch, follows_clock=not without_schedule)
