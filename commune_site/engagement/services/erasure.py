"""Erasing what is personal: on request, and every night what has been kept long enough."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from commune_site.engagement.limits import forget_old_counts
from commune_site.engagement.models.cases import (
    OPEN_STATES,
    Case,
    CaseAttachment,
    CaseEvent,
    Deed,
    State,
)
from commune_site.engagement.models.mails import CaseMail
from commune_site.engagement.models.proposals import ProposedAnswer
from commune_site.engagement.models.surveys import Rating
from commune_site.engagement.models.traces import ErasureRecord
from commune_site.engagement.services import duties
from commune_site.engagement.services.handling import happened
from commune_site.engagement.services.letters import tell_sender
from commune_site.engagement.terms import all_terms
from portal_network.audit.places import place_of_instance
from portal_network.audit.services import record

# Against abuse an address is remembered for so long, as a keyed hash.
SENDER_REMEMBERED = timedelta(days=7)
MAILS_REMEMBERED = timedelta(days=90)
AT_ONCE = 200


@transaction.atomic
def erase_on_request(key: int) -> bool:
    """Erase what is personal of a case because its sender says so; an open case is withdrawn.

    Returns False where it was erased before.
    """
    case = Case.everywhere.select_for_update().get(pk=key)
    if case.erased_at:
        return False
    # Written before the address is gone; the letter leaves with the commit.
    tell_sender(case, "erased")
    if case.is_open:
        case.state, case.closed_at = State.WITHDRAWN, timezone.now()
        happened(case, Deed.WITHDRAWN, is_public=True)
    _erase(case, ErasureRecord.Reason.REQUEST)
    return True


def erase_expired(now: datetime | None = None) -> int:
    """Erase what has been kept as long as the rules allow; return how many cases."""
    now = now or timezone.now()
    provinces = set(_to_erase().values_list("province_id", flat=True).distinct())
    wanted = Q(pk__in=())
    for (province_id, kind), terms in all_terms(provinces).items():
        horizon = now - timedelta(days=terms.retention_days)
        wanted |= Q(province=province_id, kind=kind, closed_at__lt=horizon)
    erased = 0
    while keys := list(_to_erase().filter(wanted).values_list("pk", flat=True)[:AT_ONCE]):
        for key in keys:
            with transaction.atomic():
                case = Case.everywhere.select_for_update().get(pk=key)
                if case.erased_at is None:
                    _erase(case, ErasureRecord.Reason.RETENTION)
                    erased += 1
    return erased


def forget_senders(now: datetime | None = None) -> int:
    """Forget from which networks cases came, old counts and old letters; return how many rows."""
    now = now or timezone.now()
    old = Case.everywhere.filter(received_at__lt=now - SENDER_REMEMBERED).exclude(sender_key="")
    mails = CaseMail.everywhere.filter(made_at__lt=now - MAILS_REMEMBERED)
    return old.update(sender_key="") + forget_old_counts() + mails.delete()[0]


def forget_remarks(today: date | None = None) -> int:
    """Forget what people wrote into the survey once its time is over (R80); the ticks stay."""
    horizon = (today or timezone.localdate()) - timedelta(days=settings.SURVEY_REMARK_DAYS)
    old = Rating.everywhere.filter(given_on__lt=horizon).exclude(remark="")
    return old.update(remark="")


def _to_erase():
    return Case.everywhere.filter(erased_at__isnull=True, closed_at__isnull=False).exclude(
        state__in=OPEN_STATES
    )


def _erase(case: Case, reason: str) -> None:
    files = list(CaseAttachment.everywhere.filter(case=case))
    for row in files:
        storage, name = row.file.storage, row.file.name
        row.delete()
        # After the commit: what is rolled back must still have its file.
        transaction.on_commit(lambda storage=storage, name=name: storage.delete(name))
    case.encrypted_contact = b""
    case.subject = case.body = case.answer = case.sender_key = case.fingerprint = ""
    case.allows_sharing = case.allows_publishing = False
    case.erased_at = timezone.now()
    case.save()
    CaseEvent.everywhere.filter(case=case).update(note="")
    ProposedAnswer.everywhere.filter(case=case).delete()
    duties.settled(case)
    happened(case, Deed.ERASED, is_public=True)
    letters = CaseMail.everywhere.filter(key__startswith=f"case:{case.pk}:", sent_at__isnull=True)
    letters.exclude(key__startswith=f"case:{case.pk}:erased").delete()
    ErasureRecord.everywhere.create(
        province_id=case.province_id,
        commune_id=case.commune_id,
        reference=case.reference,
        reason=reason,
        files=len(files),
    )
    record(
        "engagement.erased",
        instance=case,
        title=case.reference,
        place=place_of_instance(case),
        details={"reason": str(ErasureRecord.Reason(reason).label)},
    )
