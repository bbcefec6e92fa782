"""The outbox: letters are written with the change that they tell of, and sent after it.

A mail server that is down loses nothing and holds nobody up: the letter waits and is tried again,
by every later letter and by ``manage.py tend_cases``. Once sent, address and text are erased.
"""

import json
import logging
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from commune_site.engagement.encryption import Unreadable, decrypt, encrypt, keyed_hash
from commune_site.engagement.models.mails import CaseMail
from portal_network.accounts.mail import in_background
from portal_network.tenancy.directory import Tenant

logger = logging.getLogger(__name__)

# Tried again after these times; then given up, which the log says.
PATIENCE = (
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
    timedelta(days=1),
    timedelta(days=2),
)
AT_ONCE = 20
# A process that dies while it sends gives the letter back after this time.
CLAIM = timedelta(minutes=5)


def post(*, key: str, to: str, letter: str, sender: Tenant, context: dict) -> bool:
    """Put a letter into the outbox and send it once the transaction is committed.

    ``letter`` names the templates ``engagement/mail/<letter>_subject.txt`` and ``_message.txt``;
    ``key`` says what is told to whom. Returns False where that was told already.
    """
    context = {"sender": sender} | context
    with override("vi"):
        subject = _render(f"{letter}_subject", context)
        body = _render(f"{letter}_message", context)
    content = {"to": to, "subject": " ".join(subject.split()), "body": f"{body}\n",
               "sender": sender.authority_name, "reply_to": sender.contact.email}  # fmt: skip
    try:
        with transaction.atomic():
            row = CaseMail.everywhere.create(
                province_id=sender.province_code,
                commune_id=sender.code if sender.is_commune else None,
                key=key,
                encrypted_letter=encrypt(json.dumps(content, ensure_ascii=False).encode()),
            )
    except IntegrityError:
        return False
    transaction.on_commit(lambda: in_background(send_due, row.pk))
    return True


def send_due(first: int | None = None) -> int:
    """Send the letter with this key, then others whose time has come; return how many left."""
    now = timezone.now()
    waiting = CaseMail.everywhere.filter(
        sent_at__isnull=True, given_up_at__isnull=True, next_attempt_at__lte=now
    )
    keys = list(waiting.order_by("next_attempt_at").values_list("pk", flat=True)[:AT_ONCE])
    if first is not None:
        keys = [first, *(key for key in keys if key != first)]
    sent = 0
    for number, key in enumerate(keys):
        outcome = _send(key)
        sent += outcome is True
        if outcome is False and number:
            # The server is down: the others need not find out one by one.
            break
    return sent


def _send(key: int) -> bool | None:
    """Send one letter; None where somebody else has it, or its turn has not come."""
    now = timezone.now()
    mine = CaseMail.everywhere.filter(
        pk=key, sent_at__isnull=True, given_up_at__isnull=True, next_attempt_at__lte=now
    )
    if not mine.update(next_attempt_at=now + CLAIM, attempts=F("attempts") + 1):
        return None
    row = CaseMail.everywhere.get(pk=key)
    try:
        _message(row).send()
    except (SMTPException, OSError, Unreadable) as error:
        _put_back(row, error)
        return False
    CaseMail.everywhere.filter(pk=key).update(sent_at=timezone.now(), encrypted_letter=b"")
    return True


def _message(row: CaseMail) -> EmailMessage:
    content = json.loads(decrypt(bytes(row.encrypted_letter)))
    address = settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip("> ")
    name = content["sender"].replace('"', "").replace("\\", "")
    domain = address.rpartition("@")[2] or "localhost"
    return EmailMessage(
        content["subject"],
        content["body"],
        from_email=f'"{name}" <{address}>',
        to=[content["to"]],
        reply_to=[content["reply_to"]] if content["reply_to"] else None,
        # The same letter has the same id, whatever happens to the process that sends it.
        headers={
            "Message-ID": f"<{keyed_hash('mail', row.key)[:32]}@{domain}>",
            "Auto-Submitted": "auto-generated",
        },
    )


def _put_back(row: CaseMail, error: Exception) -> None:
    # The error's text may hold the address.
    name, now = type(error).__name__, timezone.now()
    if row.attempts > len(PATIENCE):
        logger.error("letter %s is given up after %d attempts: %s", row.pk, row.attempts, name)
        CaseMail.everywhere.filter(pk=row.pk).update(given_up_at=now, encrypted_letter=b"")
        return
    logger.warning("letter %s could not be sent: %s", row.pk, name)
    wait = PATIENCE[row.attempts - 1]
    CaseMail.everywhere.filter(pk=row.pk).update(next_attempt_at=now + wait)


def _render(name: str, context: dict) -> str:
    return render_to_string(f"engagement/mail/{name}.txt", context).strip()
