"""Tells people something, once each; marks as read."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from portal_network.accounts.mail import in_background
from portal_network.moderation.models import QueueItem
from portal_network.notices.choices import readers
from portal_network.notices.models import OF_THE_QUEUE, Kind, Mail, Notice, When
from portal_network.notices.outbox import send_due


def tell(notices: Iterable[Notice]) -> int:
    """Store notices that nobody was told yet, and the mails of those that go out at once.

    Notice and mail are stored together or not at all. People who were disabled, or who no longer
    work where the text belongs, are left out. Returns how many were new.
    """
    notices = list(notices)
    known = set(
        Notice.everywhere.filter(key__in=[notice.key for notice in notices]).values_list(
            "key", flat=True
        )
    )
    notices = [notice for notice in notices if notice.key not in known]
    if not notices:
        return 0
    people = readers(notice.user_id for notice in notices)
    told, mails = [], []
    for notice in notices:
        reader = people.get(notice.user_id)
        site = reader and reader.site_for(
            province_id=notice.province_id, commune_id=notice.commune_id
        )
        if not site:
            continue
        told.append(notice)
        if reader.when(notice.kind) == When.AT_ONCE:
            notice.mail_id = notice.key
            mails.append(mail_from(site, notice.user_id, notice.key))
    with transaction.atomic():
        # A second worker at the same moment finds the keys taken.
        Mail.everywhere.bulk_create(mails, ignore_conflicts=True)
        Notice.everywhere.bulk_create(told, ignore_conflicts=True)
    if mails:
        transaction.on_commit(lambda: in_background(send_due))
    return len(told)


def mail_from(site, user_id: int, key: str) -> Mail:
    """Return an unsaved mail to a person from a site of theirs."""
    return Mail(
        key=key,
        user_id=user_id,
        province_id=site.province_code,
        commune_id=site.code if site.is_commune else None,
    )


def close_requests(item: QueueItem) -> None:
    """Take a text that waits no longer from the unread notices of all whom it was waiting for."""
    open_ones = Notice.everywhere.filter(item=item, kind__in=OF_THE_QUEUE, read_at=None)
    open_ones.update(read_at=timezone.now())


def close_about(path: str) -> None:
    """Take what a screen was about from everybody's unread notices, because it is done."""
    Notice.everywhere.filter(path=path, read_at=None).update(read_at=timezone.now())


def close_on_page(page_id: int, kinds: Iterable[Kind]) -> None:
    """Take what a page owed from everybody's unread notices, because it is done."""
    unread = Notice.everywhere.filter(page=page_id, kind__in=list(kinds), read_at=None)
    unread.update(read_at=timezone.now())


def mark_read(user, key: int | None = None) -> None:
    """Mark one notice of a person as read, or all."""
    unread = Notice.objects.filter(user=user, read_at=None)
    if key is not None:
        unread = unread.filter(pk=key)
    unread.update(read_at=timezone.now())
