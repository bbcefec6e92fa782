"""Handing messages to the mail server: once per attempt, in one session, with what it answered.

Shared by all who keep letters (:mod:`.outbox`, and the letters of citizens' cases): they mark a
letter as theirs, hand it over here, and note the outcome.
"""

import logging
import smtplib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from django.core.mail import EmailMessage, get_connection

logger = logging.getLogger(__name__)

# After each refusal that may pass: about two days in all.
WAITS = tuple(
    timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 1440)
)  # fmt: skip
PERMANENT = range(500, 600)


class Outcome(Enum):
    """What became of a message that was handed over."""

    SENT = "sent"
    # The server knows no such address.
    BAD_ADDRESS = "bad address"
    # It will never take this message.
    REFUSED = "refused"
    # It may take it another time.
    LATER = "later"
    # The line broke in the middle: the server may have taken it.
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class Reply:
    """The outcome, and the server's own words where it refused."""

    outcome: Outcome
    error: str = ""


Send = Callable[[str | int, object], str]
_outboxes: list[Callable[[], object]] = []


def register_outbox(send_due: Callable[[], object]) -> None:
    """Let ``manage.py send_notices`` send what waits in another outbox as well."""
    if send_due not in _outboxes:
        _outboxes.append(send_due)


def send_other_outboxes() -> None:
    """Send what waits in the outboxes of other rooms."""
    for send_due in _outboxes:
        send_due()


def in_one_session(keys: Iterable[str | int], send: Send) -> Counter:
    """Call ``send`` with each key and the connection; return how often it returned what.

    Nothing is raised when the mail server is away: the rest stays as it is until the next run.
    """
    outcome: Counter = Counter()
    try:
        with get_connection() as connection:
            for key in keys:
                outcome[send(key, connection)] += 1
    except (OSError, smtplib.SMTPException) as fault:
        logger.warning("the mail server does not answer; mails wait: %s", type(fault).__name__)
    return outcome


def wake(connection) -> None:
    """Open a connection anew that the server closed, before it matters.

    Raises:
        OSError, smtplib.SMTPException: the mail server is away.
    """
    server = getattr(connection, "connection", None)
    if server is not None:
        try:
            server.noop()
        except (OSError, smtplib.SMTPException):
            connection.close()
    connection.open()


def hand_over(message: EmailMessage, connection) -> Reply:
    """Hand a message over and return what the server said; raises nothing."""
    message.connection = connection
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as fault:
        code, reason = next(iter(fault.recipients.values()))
        return _refusal(code, reason, Outcome.BAD_ADDRESS)
    except smtplib.SMTPResponseException as fault:
        return _refusal(fault.smtp_code, fault.smtp_error, Outcome.REFUSED)
    except Exception as fault:
        logger.warning("a mail was perhaps sent: %s", type(fault).__name__)
        connection.close()
        return Reply(Outcome.UNCERTAIN, type(fault).__name__)
    return Reply(Outcome.SENT)


def _refusal(code: int, reason: bytes | str, for_good: Outcome) -> Reply:
    text = reason.decode(errors="replace") if isinstance(reason, bytes) else str(reason)
    outcome = for_good if code in PERMANENT else Outcome.LATER
    return Reply(outcome, f"{code} {' '.join(text.split())}")
