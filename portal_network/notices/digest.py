"""Gathers what people get once a day into one mail per person and site."""

from collections import defaultdict
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal_network.notices.choices import readers
from portal_network.notices.models import Notice, When
from portal_network.notices.services import mail_from
from portal_network.oversight.calendar import is_working_day

# What nobody gathered in this time is no news any more.
OLDEST = timedelta(days=7)
BATCH = 1000


def gather(now: datetime) -> int:
    """Make today's digests once their time has come; return how many were new.

    Each mail has the day in its key, so that a second run, or a second worker, makes none again.
    Days off have no digest.
    """
    moment = timezone.localtime(now)
    if moment.time() < settings.NOTICE_DIGEST_TIME:
        return 0
    rows = Notice.everywhere.filter(mail=None, read_at=None, created_at__gte=now - OLDEST)
    made = 0
    people = list(rows.order_by("user_id").values_list("user_id", flat=True).distinct())
    for start in range(0, len(people), BATCH):
        known = readers(people[start : start + BATCH])
        for (reader, site), keys in _grouped(rows.filter(user__in=known), known).items():
            if is_working_day(moment.date(), site.province_code):
                made += _make(reader.user_id, site, moment.date(), keys)
    return made


def _grouped(rows, known) -> dict[tuple, list[int]]:
    groups = defaultdict(list)
    for notice in rows.only("pk", "user_id", "kind", "province_id", "commune_id"):
        reader = known[notice.user_id]
        site = reader.site_for(province_id=notice.province_id, commune_id=notice.commune_id)
        if site and reader.when(notice.kind) == When.DIGEST:
            groups[reader, site].append(notice.pk)
    return groups


def _make(user_id: int, site, day, keys: list[int]) -> int:
    key = f"digest:{user_id}:{site.key}:{day:%Y-%m-%d}"
    try:
        with transaction.atomic():
            mail = mail_from(site, user_id, key)
            mail.save(force_insert=True)
            Notice.everywhere.filter(pk__in=keys, mail=None).update(mail=mail)
    except IntegrityError:
        return 0
    return 1
