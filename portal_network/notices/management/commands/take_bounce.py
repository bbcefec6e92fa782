"""``take_bounce``: takes a returned mail from standard input, where mail servers put it."""

import sys

from django.core.management.base import BaseCommand

from portal_network.notices.bounces import LARGEST, take_bounce


class Command(BaseCommand):
    """To be set as the mail server's destination of the sender's address; never fails."""

    help = "Note the address of a mail that came back (RFC 3464, from standard input)."

    def handle(self, *args, **options) -> None:
        """Read, and say whether it was one of ours."""
        mail = take_bounce(sys.stdin.buffer.read(LARGEST + 1))
        self.stdout.write(f"{mail.key}" if mail else "–")
