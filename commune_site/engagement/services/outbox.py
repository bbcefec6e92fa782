"""The outbox: letters are written with the change that they tell of, and sent after it.

A mail server that is down loses nothing and holds nobody up: the letter waits and is tried again,
by every later letter and by ``manage.py send_notices``. Once sent, or given up, address and text
are erased. Staff are told by notices; these letters go to people without an account, which is why
they are kept encrypted. Handing over is the same for both (:mod:`portal_network.notices.delivery`).
"""

import json
import logging
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from commune_site.engagement.encryption import Unreadable, decrypt, encrypt, keyed_hash
from commune_site.engagement.models.cases import CaseEvent, Deed
from commune_site.engagement.models.mails import CaseMail
from portal_network.accounts.mail import in_background
from portal_network.notices.delivery import WAITS, Outcome, hand_over, in_one_session, wake
from portal_network.tenancy.directory import Tenant

logger = logging.getLogger(__name__)

# How the key of a letter about a case begins.
_OF_CASE = "case:"
AT_ONCE = 100
# A process that dies while it sends gives the letter back after this time.
CLAIM = timedelta(minutes=5)

_SENT = Outcome.SENT.value


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
    return in_one_session(keys, _send)[_SENT] if keys else 0


def _send(key: int, connection) -> str:
    """Send one letter; nothing where somebody else has it, or its turn has not come."""
    wake(connection)
    now = timezone.now()
    mine = CaseMail.everywhere.filter(
        pk=key, sent_at__isnull=True, given_up_at__isnull=True, next_attempt_at__lte=now
    )
    if not mine.update(next_attempt_at=now + CLAIM, attempts=F("attempts") + 1):
        return ""
    row = CaseMail.everywhere.get(pk=key)
    try:
        message = _message(row)
    except Unreadable:
        # The installation's key has changed; an older one may be given back to it.
        return _put_back(row, "Unreadable")
    reply = hand_over(message, connection)
    if reply.outcome is Outcome.SENT:
        CaseMail.everywhere.filter(pk=key).update(sent_at=timezone.now(), encrypted_letter=b"")
        return _SENT
    if reply.outcome in (Outcome.BAD_ADDRESS, Outcome.REFUSED):
        return _give_up(row, reply.outcome.value)
    # Where the line broke nobody knows whether the letter was taken: it goes again under the same
    # Message-ID, by which mail systems know it, for an answer that is lost is worse than that.
    return _put_back(row, reply.outcome.value)


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


def _put_back(row: CaseMail, why: str) -> str:
    if row.attempts > len(WAITS):
        return _give_up(row, why)
    due = timezone.now() + WAITS[row.attempts - 1]
    CaseMail.everywhere.filter(pk=row.pk).update(next_attempt_at=due)
    return why


def _give_up(row: CaseMail, why: str) -> str:
    # What the server said may hold the address.
    logger.warning("letter %s is given up after %d attempts: %s", row.pk, row.attempts, why)
    now = timezone.now()
    CaseMail.everywhere.filter(pk=row.pk).update(given_up_at=now, encrypted_letter=b"")
    case = row.key.split(":")[1] if row.key.startswith(_OF_CASE) else None
    if case is not None:
        with override("vi"):
            note = _("A letter did not arrive: the mail server does not take it.")
        CaseEvent.everywhere.create(case_id=int(case), deed=Deed.NOTED, note=note)
    return why


def _render(name: str, context: dict) -> str:
    return render_to_string(f"engagement/mail/{name}.txt", context).strip()
