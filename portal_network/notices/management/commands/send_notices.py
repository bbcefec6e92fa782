"""``send_notices``: what time alone brings about; to be run every five minutes."""

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from portal_network.notices import delivery, digest, events, outbox, reminders


class Command(BaseCommand):
    """Runs again, or twice at once, without telling anybody anything twice."""

    help = "Remind of deadlines, gather digests, send mails that wait, forget old notices."

    def handle(self, *args, **options) -> None:
        """Do it in the order in which one leads to the next, and say how much it was."""
        now = timezone.now()
        told = events.catch_up(now)
        told += reminders.remind_of_claims(now) + reminders.remind_of_deadlines(now)
        told += reminders.remind_for_other_rooms(now)
        digests = digest.gather(now)
        lost = outbox.give_up_lost_ones(now)
        sent = outbox.send_due()
        delivery.send_other_outboxes()
        forgotten = reminders.forget_old(now)
        for text, count in (
            (_("New notices: %(count)d"), told),
            (_("Digests: %(count)d"), digests),
            (_("Mails sent: %(count)d"), sent["sent"]),
            (_("Mails refused: %(count)d"), sent["refused"]),
            (_("Mails perhaps sent: %(count)d"), sent["uncertain"] + lost),
            (_("Old notices deleted: %(count)d"), forgotten),
        ):
            self.stdout.write(text % {"count": count})
