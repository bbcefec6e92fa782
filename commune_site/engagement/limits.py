"""How much may be sent and tried from one network address, and to one form.

Counts are in the database, so that all processes share them; addresses are keyed hashes, and a
count is gone once its window is over. With a proof of work more is allowed than without.
"""

from collections.abc import Mapping
from datetime import timedelta

from allauth.core.internal.ratelimit import truncate_ip
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Case, F, Q, Value, When
from django.http import HttpRequest
from django.utils import timezone

from commune_site.engagement.encryption import keyed_hash
from commune_site.engagement.errors import SenderBlocked, TooManySubmissions
from commune_site.engagement.models.senders import BlockedSender, Tally
from portal_network.accounts.history import address_of
from portal_network.tenancy.directory import Tenant

WINDOW = timedelta(hours=1)
GUESSING_WINDOW = timedelta(minutes=15)
# Nobody types a question faster than this.
SHORTEST_TYPING = timedelta(seconds=5)
BLOCKED_FOR = timedelta(days=30)


def sender_key(request: HttpRequest) -> str:
    """Return a keyed hash of the visitor's network (IPv6: its /64)."""
    return keyed_hash("sender", truncate_ip(address_of(request) or ""))


def refuse_flood(request: HttpRequest, form: str, *, proved: bool) -> None:
    """Count a form that is about to be received.

    Raises:
        SenderBlocked: staff have blocked the network.
        TooManySubmissions: the network, or everybody together, sent more than people do.
    """
    sender = sender_key(request)
    if is_blocked(sender, request.tenant):
        raise SenderBlocked
    way = "proved" if proved else "plain"
    limits = settings.CASE_LIMITS if proved else settings.CASE_LIMITS_WITHOUT_PROOF
    counted = {
        _key(form, way, sender): limits[0],
        _key(form, way, request.tenant.key): limits[1],
    }
    if not _all_within(counted, WINDOW):
        raise TooManySubmissions


def may_try_code(request: HttpRequest) -> bool:
    """Tell whether the network may try a tracking code; the try itself is not counted yet."""
    return not _live({_key("code", sender_key(request)): settings.CASE_CODE_FAILURES})


def count_wrong_code(request: HttpRequest) -> None:
    """Remember that a code led nowhere."""
    with transaction.atomic():
        _count(_key("code", sender_key(request)), GUESSING_WINDOW)


def is_blocked(sender: str, tenant: Tenant) -> bool:
    """Tell whether the site of a commune, or its province, has blocked a network."""
    place = Q(province=tenant.province_code, commune__isnull=True)
    if tenant.is_commune:
        place |= Q(commune=tenant.code)
    rows = BlockedSender.everywhere.filter(place, key=sender, until__gt=timezone.now())
    return rows.exists()


def forget_old_counts() -> int:
    """Delete counts and blocks whose time is over; return how many."""
    now = timezone.now()
    blocks = BlockedSender.everywhere.filter(until__lt=now).delete()[0]
    return blocks + Tally.objects.filter(ends_at__lt=now).delete()[0]


def _all_within(limits: Mapping[str, int], window: timedelta) -> bool:
    if _live(limits):
        # What is over the limit is not counted further, or waiting would never end.
        return False
    with transaction.atomic():
        return all(_count(key, window) <= limit for key, limit in sorted(limits.items()))


def _live(limits: Mapping[str, int]) -> bool:
    """Tell whether one of the counts has reached its limit."""
    rows = Tally.objects.filter(key__in=limits, ends_at__gt=timezone.now())
    return any(row.number >= limits[row.key] for row in rows)


def _count(key: str, window: timedelta) -> int:
    now = timezone.now()
    rows = Tally.objects.filter(key=key)
    more = {
        "number": Case(When(ends_at__lte=now, then=Value(1)), default=F("number") + 1),
        "ends_at": Case(When(ends_at__lte=now, then=Value(now + window)), default=F("ends_at")),
    }
    if not rows.update(**more):
        try:
            with transaction.atomic():
                Tally.objects.create(key=key, number=1, ends_at=now + window)
        except IntegrityError:
            rows.update(**more)
    return rows.values_list("number", flat=True).get()


def _key(*parts: str) -> str:
    return keyed_hash("tally", *parts)
