"""Publishing first in an emergency, taking down, putting back: always with a reason on record."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry, Revision

from commune_site.models import PortalPage
from portal_network.moderation import signals
from portal_network.moderation.approvers import acts_for_province
from portal_network.moderation.bookkeeping import lock_page, new_item, portal_page
from portal_network.moderation.conditions import refuse_blocked
from portal_network.moderation.errors import (
    CannotPublish,
    NeverApproved,
    NothingToPublish,
    ReasonTooShort,
    WithdrawnByProvince,
)
from portal_network.moderation.models import QueueItem, Stage, State

SHORTEST_REASON = 20
PUBLISH = "wagtail.publish"
AT_ONCE = "moderation.publish_at_once"
WITHDRAW = "moderation.withdraw"
RESTORE = "moderation.restore"
REVERT = "moderation.revert"


def may_publish_at_once(user, page: PortalPage) -> bool:
    """Tell whether a person's role publishes this page, which an emergency alone lets them do."""
    return page.permissions_for_user(user).holds_publish


@transaction.atomic
def publish_at_once(user, page: PortalPage, reason: str) -> QueueItem:
    """Publish the newest text before anybody approved it, and ask the province to review it.

    Raises:
        ReasonTooShort, CannotPublish, NothingToPublish, StoppedByChecks: nothing changes.
    """
    reason = _checked_reason(reason)
    _lock(page)
    if not may_publish_at_once(user, page):
        raise CannotPublish
    revision = page.get_latest_revision()
    if revision is None or (page.live and page.live_revision_id == revision.pk):
        raise NothingToPublish
    refuse_blocked(revision.as_object())
    revision.publish(user=user, skip_permission_checks=True)
    _supersede_earlier_reviews(page)
    item = new_item(portal_page(page.pk), revision, Stage.AFTERWARDS)
    item.submitted_by, item.note = user, reason
    item.save()
    _record(page, AT_ONCE, user, reason, revision)
    signals.send_on_commit(signals.published_at_once, QueueItem, item=item, user=user)
    return item


@transaction.atomic
def withdraw(user, page: PortalPage, reason: str) -> None:
    """Take a page down; what was public can be put back.

    Raises:
        ReasonTooShort, CannotPublish: nothing changes.
    """
    reason = _checked_reason(reason)
    _lock(page)
    if not page.permissions_for_user(user).can_unpublish():
        raise CannotPublish
    take_down(user, page, reason)


def take_down(user, page: PortalPage, reason: str) -> None:
    """Unpublish a page and keep why, and the very text that was public."""
    if not page.live:
        return
    revision = page.live_revision or _revision_of_live_text(page)
    page.unpublish(user=user, log_action=False)
    _record(page, WITHDRAW, user, reason, revision)
    signals.send_on_commit(signals.page_withdrawn, PortalPage, page=page, user=user, reason=reason)


@transaction.atomic
def restore(user, page: PortalPage, reason: str) -> None:
    """Publish again what was public when the page was taken down.

    Raises:
        ReasonTooShort, CannotPublish, NothingToPublish, NeverApproved, WithdrawnByProvince:
            nothing changes.
    """
    reason = _checked_reason(reason)
    _lock(page)
    if page.live or not may_publish_at_once(user, page):
        raise CannotPublish
    entry = last_withdrawal(page)
    if entry is not None and _was_by_province(entry, page) and not _is_province(user, page):
        raise WithdrawnByProvince
    revision = _last_public_revision(page, entry)
    if revision is None:
        raise NothingToPublish
    if revision.pk in _never_confirmed(page):
        raise NeverApproved
    _publish_again(user, page, revision)
    _record(page, RESTORE, user, reason, revision)
    signals.send_on_commit(signals.page_restored, PortalPage, page=page, user=user, reason=reason)


@transaction.atomic
def revert(user, page: PortalPage, revision_id: int, reason: str) -> None:
    """Publish an earlier version that was public once; newer drafts stay in the history.

    Raises:
        ReasonTooShort, CannotPublish, NeverApproved: nothing changes.
    """
    reason = _checked_reason(reason)
    _lock(page)
    if not page.live or not may_publish_at_once(user, page):
        raise CannotPublish
    revision = page.revisions.filter(pk=revision_id).first()
    if revision is None or revision.pk not in public_revisions(page):
        raise NeverApproved
    _publish_again(user, page, revision)
    _record(page, REVERT, user, reason, revision)
    signals.send_on_commit(signals.page_reverted, PortalPage, page=page, user=user, reason=reason)


def earlier_versions(page: PortalPage) -> QuerySet[Revision]:
    """Return the versions to which a page can return, the newest first."""
    wanted = public_revisions(page) - {page.live_revision_id}
    revisions = page.revisions.filter(pk__in=wanted).select_related("user")
    return revisions.order_by("-created_at", "-pk")


def public_revisions(page: Page) -> set[int]:
    """Return the keys of the versions that were public with everybody's approval."""
    entries = PageLogEntry.objects.filter(
        page=page.pk, action__in=[PUBLISH, WITHDRAW], revision__isnull=False
    )
    return set(entries.values_list("revision_id", flat=True)) - _never_confirmed(page)


def _never_confirmed(page: Page) -> set[int]:
    """Return the versions of emergencies that no review has confirmed."""
    items = QueueItem.everywhere.filter(page_id=page.pk, stage=Stage.AFTERWARDS)
    unconfirmed = items.exclude(state=State.APPROVED).filter(revision__isnull=False)
    return set(unconfirmed.values_list("revision_id", flat=True))


def last_withdrawal(page: Page) -> PageLogEntry | None:
    """Return the record of when a page was last taken down here."""
    entries = PageLogEntry.objects.filter(page=page.pk, action=WITHDRAW)
    return entries.select_related("user").order_by("-timestamp", "-pk").first()


def _last_public_revision(page: Page, entry: PageLogEntry | None) -> Revision | None:
    if entry is None or entry.revision_id is None:
        entries = PageLogEntry.objects.filter(page=page.pk, action=PUBLISH, revision__isnull=False)
        entry = entries.order_by("-timestamp", "-pk").first()
    return entry.revision if entry else None


def _publish_again(user, page: PortalPage, revision: Revision) -> None:
    """Publish an old text as a new version, unless it is the newest one anyhow.

    Raises:
        StoppedByChecks: it does not meet what the province asks by now.
    """
    refuse_blocked(revision.as_object())
    if revision.pk == page.latest_revision_id:
        revision.publish(user=user, skip_permission_checks=True)
        return
    again = revision.as_object().save_revision(
        user=user, log_action=False, previous_revision=revision, clean=False
    )
    again.publish(user=user, previous_revision=revision, skip_permission_checks=True)


def _revision_of_live_text(page: PortalPage) -> Revision:
    """Keep the text of a page that provisioning made without a revision."""
    newest, is_changed = page.latest_revision, page.has_unpublished_changes
    revision = page.save_revision(user=None, changed=False, clean=False)
    if newest is not None:
        # The draft on which somebody works stays the newest one.
        Revision.objects.filter(pk=revision.pk).update(created_at=newest.created_at)
        page.latest_revision = newest
        page.latest_revision_created_at = newest.created_at
        page.has_unpublished_changes = is_changed
    return revision


def _supersede_earlier_reviews(page: Page) -> None:
    QueueItem.everywhere.waiting().filter(page_id=page.pk, stage=Stage.AFTERWARDS).update(
        state=State.WITHDRAWN, decided_at=timezone.now()
    )


def _checked_reason(reason: str) -> str:
    reason = " ".join(reason.split())
    if len(reason) < SHORTEST_REASON:
        raise ReasonTooShort(SHORTEST_REASON)
    return reason


def _lock(page: Page) -> None:
    if not lock_page(page.pk):
        raise NothingToPublish
    page.refresh_from_db()


def _is_province(user, page: PortalPage) -> bool:
    return acts_for_province(user, page.province_id)


def _was_by_province(entry: PageLogEntry, page: PortalPage) -> bool:
    return bool(entry.data.get("by_province")) and page.commune_id is not None


def _record(page: PortalPage, action: str, user, reason: str, revision: Revision | None) -> None:
    log(
        instance=page,
        action=action,
        user=user,
        revision=revision,
        data={"reason": reason, "by_province": _is_province(user, page)},
    )
