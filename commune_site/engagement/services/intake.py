"""Receiving a case: number, deadline, files, the first letter, in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import get_random_string

from commune_site.engagement.codes import code_for, hash_of_code
from commune_site.engagement.encryption import encrypt
from commune_site.engagement.errors import SentAlready
from commune_site.engagement.kinds import CaseKind
from commune_site.engagement.models.cases import (
    Case,
    CaseAttachment,
    CaseEvent,
    CaseNumber,
    Contact,
    Deed,
)
from commune_site.engagement.services import duties
from commune_site.engagement.services.letters import tell_sender
from commune_site.engagement.terms import terms_of
from commune_site.engagement.texts import fingerprint
from commune_site.engagement.uploads import CheckedFile
from commune_site.models.base import PortalPage
from portal_network.tenancy.directory import Tenant

# The same text is not received again within this time.
SAME_TEXT_WITHIN = timedelta(days=1)
_NAME_LENGTH = 32


@dataclass(frozen=True, slots=True)
class Submission:
    """What a checked form holds."""

    nonce: str
    subject: str
    body: str
    topic: str = ""
    contact: Contact = field(default_factory=Contact)
    allows_sharing: bool = False
    allows_publishing: bool = False
    page: PortalPage | None = None
    record: str = ""
    files: Sequence[CheckedFile] = ()
    sender_key: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the sender is told: the case and the code that nobody else learns."""

    case: Case
    code: str


def already_received(nonce: str) -> Receipt | None:
    """Return the receipt of a form that was received before, such as after a double click."""
    code = code_for(nonce)
    case = Case.everywhere.filter(code_hash=hash_of_code(code)).first()
    return Receipt(case, code) if case else None


def receive(tenant: Tenant, kind: CaseKind, sent: Submission) -> Receipt:
    """Store what was sent to a site.

    Raises:
        SentAlready: the same text arrived here within a day, from whomever.
    """
    print_of_text = fingerprint(
        tenant.key, kind.slug, f"{_target(sent)} {sent.subject} {sent.body}"
    )
    recent = timezone.now() - SAME_TEXT_WITHIN
    same = Case.everywhere.filter(fingerprint=print_of_text, received_at__gt=recent)
    if not kind.is_moderated and same.exists():
        raise SentAlready
    try:
        return _store(tenant, kind, sent, print_of_text)
    except IntegrityError:
        # The same form has arrived twice at the same moment.
        if (receipt := already_received(sent.nonce)) is None:
            raise
        return receipt


@transaction.atomic
def _store(tenant: Tenant, kind: CaseKind, sent: Submission, print_of_text: str) -> Receipt:
    now = timezone.now()
    today = timezone.localdate(now)
    terms = terms_of(kind, tenant.province_code)
    due_on = terms.due_after(today)
    code = code_for(sent.nonce)
    case = Case(
        province_id=tenant.province_code,
        commune_id=tenant.code if tenant.is_commune else None,
        received_by=tenant.key,
        kind=kind.slug,
        reference=_next_reference(tenant, kind, today.year),
        code_hash=hash_of_code(code),
        fingerprint=print_of_text,
        subject=sent.subject,
        topic=sent.topic,
        body=sent.body,
        page=sent.page,
        record=sent.record,
        allows_sharing=sent.allows_sharing,
        allows_publishing=sent.allows_publishing,
        consented_at=now if sent.contact else None,
        notice_digest=terms.notice_digest,
        sender_key=sent.sender_key,
        received_at=now,
        first_due_on=due_on,
        due_on=due_on,
    )
    case.keep_contact(sent.contact)
    case.save()
    CaseEvent.everywhere.create(case=case, deed=Deed.RECEIVED, is_public=True)
    for file in sent.files:
        _keep_file(case, file)
    tell_sender(case, "received", code=code)
    duties.arrived(case)
    return Receipt(case, code)


def _keep_file(case: Case, file: CheckedFile) -> None:
    row = CaseAttachment(
        case=case, name=file.name, content_type=file.content_type, scan=file.scan,
        size_bytes=len(file.content),
    )  # fmt: skip
    # The name in the storage tells nothing.
    row.file.save(f"{get_random_string(_NAME_LENGTH)}.bin", ContentFile(encrypt(file.content)))


def _next_reference(tenant: Tenant, kind: CaseKind, year: int) -> str:
    """Return the next number of a place; the row stays locked until the transaction ends."""
    register = f"{kind.slug}:{tenant.key}:{year}"
    rows = CaseNumber.objects.filter(pk=register)
    if not rows.update(last=F("last") + 1):
        try:
            with transaction.atomic():
                CaseNumber.objects.create(pk=register, last=1)
        except IntegrityError:
            rows.update(last=F("last") + 1)
    return f"{kind.prefix}-{year}-{rows.values_list('last', flat=True).get():04d}"


def _target(sent: Submission) -> str:
    return f"{sent.page.pk}/{sent.record}" if sent.page else ""
