"""Reads what mail servers send back later: delivery status notifications (RFC 3464)."""

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage, Message

from portal_network.notices.addresses import remember_refusal
from portal_network.notices.models import Mail

# A status of class 5 is for good, of class 4 for now (RFC 3463).
FOR_GOOD = "5."
LARGEST = 1_000_000
NUMBER = re.compile(r"<([0-9a-f]{32})@[^>]*>")


def take_bounce(content: bytes) -> Mail | None:
    """Note that a mail of ours could not be delivered; return it, or None for anything else.

    Only the sender of a mail knows its number, so that a stranger's letter stops nobody's mails.
    """
    message = email.message_from_bytes(content[:LARGEST], policy=email.policy.default)
    status = _failure(message)
    mail = _returned_mail(message)
    if status is None or mail is None:
        return None
    remember_refusal(mail.user_id, mail.address, status)
    Mail.everywhere.filter(pk=mail.pk).update(state=Mail.State.REFUSED, error=status[:255])
    return mail


def _failure(message: EmailMessage) -> str | None:
    """Return the status of a delivery that failed for good."""
    for part in _parts(message, "message/delivery-status"):
        for group in part.get_payload() or ():
            if not isinstance(group, Message):
                continue
            action = str(group.get("Action", "")).strip().lower()
            status = str(group.get("Status", "")).strip()
            if action == "failed" and status.startswith(FOR_GOOD):
                said = str(group.get("Diagnostic-Code", ""))
                return " ".join(f"{status} {said}".split())
    return None


def _returned_mail(message: EmailMessage) -> Mail | None:
    """Return the mail whose headers came back."""
    for part in [
        *_parts(message, "message/rfc822"),
        *_parts(message, "text/rfc822-headers"),
    ]:
        payload = part.get_payload()
        original = payload[0] if isinstance(payload, list) else email.message_from_string(payload)
        found = NUMBER.fullmatch(str(original.get("Message-ID", "")).strip())
        if found:
            return Mail.everywhere.filter(message_id=found[1]).first()
    return None


def _parts(message: EmailMessage, kind: str) -> Iterator[Message]:
    return (part for part in message.walk() if part.get_content_type() == kind)
