"""Turns what happens to texts into notices.

Listeners run after the commit, and a failure in one stops nobody. What a killed process never told
is found by :func:`catch_up`: notices follow from the rows of the queue, and their keys from them.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from wagtail.log_actions import get_active_log_context
from wagtail.models import Revision, TaskState, WorkflowState
from wagtail.signals import (
    page_published,
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

from commune_site.models import PortalPage
from portal_network.moderation import signals
from portal_network.moderation.models import QueueItem, Stage, State
from portal_network.moderation.services.publication import last_withdrawal
from portal_network.moderation.texts import last_editor_id
from portal_network.notices.models import Kind, Notice
from portal_network.notices.recipients import deciders_of, writers_of
from portal_network.notices.services import close_requests, tell
from portal_network.tenancy.screens.pages import commented

# How far back a run looks for what was never told.
LOOKING_BACK = timedelta(hours=1)
LONGEST_TITLE = 255
LONGEST_TEXT = 2000
WAGTAILS_MAILS = (
    (task_submitted, TaskState, "group_approval_task_submitted_email_notification"),
    (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification"),
    (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification"),
    (workflow_approved, WorkflowState, "workflow_state_approved_email_notification"),
)


def requests(items: Iterable[QueueItem]) -> list[Notice]:
    """Return to whom texts say that they wait."""
    items = list(items)
    deciders = deciders_of(items)
    return [
        of_item(item, Kind.REVIEW if item.is_afterwards else Kind.WAITING, user_id)
        for item in items
        for user_id in deciders[item.pk]
    ]


def decisions(items: Iterable[QueueItem]) -> list[Notice]:
    """Return what the writers of texts learn of a decision."""
    found = []
    for item in items:
        kind = _kind_of_decision(item)
        people = writers_of(item) - {item.decided_by_id} if kind else ()
        text = item.note if item.state == State.SENT_BACK else ""
        found += [of_item(item, kind, user_id, text=text) for user_id in people]
    return found


def of_item(item: QueueItem, kind: Kind, user_id: int, *, text: str = "", mark: str = "") -> Notice:
    """Return an unsaved notice about a text; ``mark`` tells apart what happens to it repeatedly."""
    return Notice(
        key=f"{kind.value}:{item.pk}{mark and f':{mark}'}:{user_id}",
        user_id=user_id,
        kind=kind,
        page_id=item.page_id,
        item_id=item.pk,
        province_id=item.province_id,
        commune_id=item.commune_id,
        title=item.title,
        actor_id=item.decided_by_id or item.submitted_by_id,
        text=text[:LONGEST_TEXT],
        due_on=item.due_on,
    )


def of_page(
    page,
    kind: Kind,
    user_id: int,
    *,
    key: str,
    actor=None,
    text: str = "",
    due_on: date | None = None,
) -> Notice:
    """Return an unsaved notice about a page of ours."""
    return Notice(
        key=f"{key}:{user_id}",
        user_id=user_id,
        kind=kind,
        page_id=page.pk,
        province_id=page.province_id,
        commune_id=page.commune_id,
        title=page.title[:LONGEST_TITLE],
        actor=actor,
        text=text[:LONGEST_TEXT],
        due_on=due_on,
    )


def catch_up(now: datetime) -> int:
    """Tell what happened in the last hour and was not told; return how much that was."""
    since = now - LOOKING_BACK
    submitted = QueueItem.everywhere.waiting().filter(submitted_at__gte=since)
    decided = QueueItem.everywhere.filter(decided_at__gte=since).select_related("page")
    return tell(requests(submitted)) + tell(decisions(decided))


def _kind_of_decision(item: QueueItem) -> Kind | None:
    if item.state == State.SENT_BACK:
        return Kind.TAKEN_DOWN if item.is_afterwards else Kind.SENT_BACK
    if item.state != State.APPROVED:
        return None
    if item.is_afterwards:
        return Kind.CONFIRMED
    if item.page.live and item.page.live_revision_id == item.revision_id:
        return Kind.PUBLISHED
    later = QueueItem.everywhere.filter(page_id=item.page_id, pk__gt=item.pk)
    goes_on = item.stage == Stage.COMMUNE and later.filter(stage=Stage.PROVINCE).exists()
    return Kind.PASSED_ON if goes_on else Kind.SCHEDULED


def _requested(item: QueueItem, **kwargs) -> None:
    tell(requests([item]))


def _decided(item: QueueItem, **kwargs) -> None:
    close_requests(item)
    # As it is now that everything is done: a first stage may have led to a second one at once.
    decided = QueueItem.everywhere.select_related("page").filter(pk=item.pk)
    tell(decisions(decided))


def _page_withdrawn(page, user, reason: str, **kwargs) -> None:
    if QueueItem.everywhere.filter(
        page_id=page.pk, stage=Stage.AFTERWARDS, state=State.SENT_BACK, note=reason
    ).exists():
        # The decision of the review has told it.
        return
    entry = last_withdrawal(page)
    key = f"{Kind.TAKEN_DOWN.value}:page:{page.pk}:{entry.pk if entry else 0}"
    people = _writers_of_page(page) - {user.pk if user else None}
    tell(
        of_page(page, Kind.TAKEN_DOWN, user_id, key=key, actor=user, text=reason)
        for user_id in people
    )


def _page_published(instance, revision: Revision | None = None, **kwargs) -> None:
    """Tell who wrote a text that becomes public in another way than by a decision right now."""
    if isinstance(instance, PortalPage) and revision is not None:
        actor = get_active_log_context().user
        transaction.on_commit(lambda: _tell_published(instance.pk, revision, actor), robust=True)


def _tell_published(key: int, revision: Revision, actor) -> None:
    # Wagtail sends its signal for what is only scheduled as well.
    page = PortalPage.everywhere.filter(pk=key, live=True, live_revision=revision).first()
    if page is None:
        return
    approved = Q(state=State.APPROVED) & ~Q(stage=Stage.AFTERWARDS)
    rows = QueueItem.everywhere.filter(approved, page_id=page.pk, revision=revision)
    if any(_kind_of_decision(item) == Kind.PUBLISHED for item in rows.select_related("page")):
        known = Notice.everywhere.filter(item__in=rows, kind=Kind.SCHEDULED)
        if not known.exists():
            # The decision tells it in a moment, or has done so.
            return
    people = _writers_of_page(page) - {actor.pk if actor else None}
    mark = f"{Kind.PUBLISHED.value}:revision:{revision.pk}"
    tell(of_page(page, Kind.PUBLISHED, user_id, key=mark, actor=actor) for user_id in people)


def _writers_of_page(page) -> set[int]:
    return {page.owner_id, last_editor_id(page.pk)} - {None}


def _commented(page, user, comments: list[tuple], **kwargs) -> None:
    """Tell whose text it is, and who took part in the same conversation."""
    writers = _writers_of_page(page)
    found = []
    for comment, news in comments:
        people = writers | {comment.user_id}
        people |= set(comment.replies.values_list("user_id", flat=True))
        key = f"{Kind.COMMENT.value}:{type(news).__name__.lower()}:{news.pk}"
        found += [
            of_page(page, Kind.COMMENT, user_id, key=key, actor=user, text=news.text)
            for user_id in people - {user.pk, None}
        ]
    tell(found)


def connect() -> None:
    """Listen to everything that people are told."""
    for signal in (signals.approval_requested, signals.published_at_once):
        signal.connect(_requested, dispatch_uid="notices-requested")
    for signal in (signals.approved, signals.sent_back, signals.withdrawn):
        signal.connect(_decided, dispatch_uid="notices-decided")
    signals.page_withdrawn.connect(_page_withdrawn, dispatch_uid="notices-page-withdrawn")
    page_published.connect(_page_published, dispatch_uid="notices-page-published")
    commented.connect(_commented, dispatch_uid="notices-commented")


def replace_wagtails_mails() -> None:
    """Stop the mails that Wagtail sends of the same events, in the request and without a choice."""
    for signal, sender, uid in WAGTAILS_MAILS:
        signal.disconnect(sender=sender, dispatch_uid=uid)
