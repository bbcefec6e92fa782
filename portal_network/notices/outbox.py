"""Hands mails to the mail server: each one once, later when it does not answer.

A worker marks a mail as being sent, in a statement that only one of several can win, and only then
hands it over. Who dies between the two leaves a mail of which nobody knows whether the server took
it: it is not sent again, for its notices stand in the administration anyhow.
"""

import logging
import uuid
from collections import Counter
from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.utils import timezone

from portal_network.notices.addresses import remember_refusal
from portal_network.notices.choices import readers
from portal_network.notices.delivery import WAITS, Outcome, Reply, hand_over, in_one_session, wake
from portal_network.notices.letters import letter
from portal_network.notices.models import Mail

logger = logging.getLogger(__name__)

MOST_PER_RUN = 500
LONGEST_HAND_OVER = timedelta(minutes=15)
LONGEST_ERROR = 255
State = Mail.State


def send_due(now: datetime | None = None) -> Counter:
    """Send what is due; return how many mails ended in which state.

    Nothing is raised when the mail server is away: all stays as it is until the next run.
    """
    outcome: Counter = Counter()
    due = Mail.everywhere.filter(state=State.PENDING, due_at__lte=now or timezone.now())
    keys = list(due.order_by("due_at", "pk").values_list("pk", flat=True)[:MOST_PER_RUN])
    if keys:
        outcome = in_one_session(keys, _send)
    outcome.pop("", None)
    return outcome


def give_up_lost_ones(now: datetime) -> int:
    """Mark mails whose worker died while it handed them over; return their number."""
    lost = Mail.everywhere.filter(state=State.SENDING, handed_over_at__lt=now - LONGEST_HAND_OVER)
    return lost.update(state=State.UNCERTAIN, error="the process ended while it was sending")


def _send(key: str, connection) -> str:
    """Send one mail; return its state, or nothing when another worker has it."""
    mail = Mail.everywhere.filter(pk=key, state=State.PENDING).first()
    if mail is None:
        return ""
    try:
        message = _message(mail)
    except Exception as fault:
        # One that cannot be written must not keep all others back.
        logger.exception("a mail could not be written")
        return _try_later(mail, type(fault).__name__, was=State.PENDING)
    if message is None:
        return _end(mail, State.DROPPED, was=State.PENDING)
    wake(connection)
    if not _take(mail, message.to[0]):
        return ""
    return _noted(mail, hand_over(message, connection))


def _noted(mail: Mail, reply: Reply) -> str:
    """Store what the mail server said; return the state of the mail."""
    match reply.outcome:
        case Outcome.SENT:
            return _end(mail, State.SENT)
        case Outcome.UNCERTAIN:
            return _end(mail, State.UNCERTAIN, error=reply.error)
        case Outcome.LATER:
            return _try_later(mail, reply.error)
        case Outcome.BAD_ADDRESS:
            remember_refusal(mail.user_id, _address_of(mail), reply.error)
    return _end(mail, State.REFUSED, error=reply.error)


def _message(mail: Mail):
    """Return the message, or None for who left the place, or was disabled, meanwhile."""
    reader = readers([mail.user_id]).get(mail.user_id)
    place = {"province_id": mail.province_id, "commune_id": mail.commune_id}
    if reader is None or not reader.takes_mail or reader.site_for(**place) is None:
        return None
    mail.message_id = uuid.uuid4()
    return letter(mail, get_user_model().objects.get(pk=mail.user_id))


def _take(mail: Mail, address: str) -> bool:
    """Mark the mail as being sent; False when another worker was first."""
    mail.attempts += 1
    waiting = Mail.everywhere.filter(pk=mail.pk, state=State.PENDING, attempts=mail.attempts - 1)
    return bool(
        waiting.update(
            state=State.SENDING,
            attempts=mail.attempts,
            handed_over_at=timezone.now(),
            message_id=mail.message_id,
            address=address,
        )
    )


def _try_later(mail: Mail, error: str, was: str = State.SENDING) -> str:
    if was == State.PENDING:
        mail.attempts += 1
    if mail.attempts > len(WAITS):
        return _end(mail, State.GIVEN_UP, was=was, error=error, attempts=mail.attempts)
    due = timezone.now() + WAITS[mail.attempts - 1]
    return _end(mail, State.PENDING, was=was, error=error, attempts=mail.attempts, due_at=due)


def _address_of(mail: Mail) -> str:
    return Mail.everywhere.values_list("address", flat=True).get(pk=mail.pk)


def _end(mail: Mail, state: str, *, was: str = State.SENDING, error: str = "", **fields) -> str:
    rows = Mail.everywhere.filter(pk=mail.pk, state=was)
    rows.update(state=state, error=error[:LONGEST_ERROR], **fields)
    return state
