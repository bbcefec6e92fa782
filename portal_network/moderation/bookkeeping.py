"""Keeps the queue in step with Wagtail's task states and pages, in their own transactions."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models.signals import post_save, pre_delete
from django.utils import timezone
from wagtail.models import Page, Revision, TaskState
from wagtail.signals import (
    page_unpublished,
    post_page_move,
    task_approved,
    task_cancelled,
    task_rejected,
)

from commune_site.checks import failures_of
from commune_site.models import PortalPage
from portal_network.moderation import signals
from portal_network.moderation.deadlines import due_after
from portal_network.moderation.models import (
    ApprovalTask,
    CommuneApproval,
    QueueItem,
    Stage,
    State,
)
from portal_network.moderation.routes import terms_of
from portal_network.moderation.texts import is_same_text, last_editor_id

LONGEST_TITLE = 255


def add_to_queue(task_state: TaskState, stage: Stage, user) -> QueueItem | None:
    """Put a text into the queue of its stage; None for pages that belong to no place."""
    page = portal_page(task_state.workflow_state.object_id)
    if page is None:
        return None
    item = new_item(page, task_state.revision, stage)
    item.task_state = task_state
    item.submitted_by_id = task_state.workflow_state.requested_by_id
    if stage == first_stage(page):
        item.submitted_by = user or item.submitted_by
    item.save()
    signals.send_on_commit(signals.approval_requested, QueueItem, item=item, user=user)
    return item


def first_stage(page: PortalPage) -> Stage:
    """Return where a text of this page's place is submitted to."""
    return Stage.COMMUNE if page.commune_id else Stage.PROVINCE


def new_item(page: PortalPage, revision: Revision, stage: Stage) -> QueueItem:
    """Return an unsaved row for a text with all that lists show."""
    terms = terms_of(province_id=page.province_id, commune_id=page.commune_id, section=page.section)
    days = terms.commune_days if stage == Stage.COMMUNE else terms.province_days
    draft = revision.as_object()
    return QueueItem(
        page_id=page.pk,
        revision=revision,
        province_id=page.province_id,
        commune_id=page.commune_id,
        section=page.section,
        title=draft.title[:LONGEST_TITLE],
        page_type_id=page.content_type_id,
        stage=stage,
        due_on=due_after(days, province_id=page.province_id),
        last_editor_id=last_editor_id(page.pk),
        begun_by_id=None if page.first_published_at else page.owner_id,
        failed_checks=len(failures_of(draft)),
    )


def portal_page(key: int | str) -> PortalPage | None:
    """Return the base row of a page, with its place as it is now."""
    return PortalPage.everywhere.filter(pk=key).first()


def unread_stage(workflow_state, task: ApprovalTask) -> CommuneApproval | None:
    """Return the commune's task where it has not approved the text as it reads now."""
    before = [one.specific for one in workflow_state.workflow.tasks if one.pk != task.pk]
    commune_task = next((one for one in before if isinstance(one, CommuneApproval)), None)
    if commune_task is None:
        return None
    read = (
        workflow_state.task_states.filter(task=commune_task, status=TaskState.STATUS_APPROVED)
        .order_by("-finished_at", "-pk")
        .select_related("revision")
        .first()
    )
    now = workflow_state.content_object.get_latest_revision()
    return None if read is not None and is_same_text(read.revision, now) else commune_task


def close(item: QueueItem, state: State, user, note: str = "") -> None:
    """Record what became of a text at its stage."""
    item.state = state
    item.decided_by = user
    item.decided_at = timezone.now()
    item.note = note or item.note
    item.save(update_fields=["state", "decided_by", "decided_at", "note"])


def _close_task(instance: TaskState, user, state: State) -> None:
    for item in QueueItem.everywhere.waiting().filter(task_state_id=instance.pk):
        close(item, state, user, instance.comment)
        if state == State.APPROVED:
            signals.send_on_commit(signals.approved, QueueItem, item=item, user=user)
        elif state == State.SENT_BACK:
            signals.send_on_commit(
                signals.sent_back, QueueItem, item=item, user=user, comment=instance.comment
            )
        else:
            signals.send_on_commit(signals.withdrawn, QueueItem, item=item, user=user)


def _task_approved(instance: TaskState, user, **kwargs) -> None:
    _close_task(instance, user, State.APPROVED)


def _task_rejected(instance: TaskState, user, **kwargs) -> None:
    _close_task(instance, user, State.SENT_BACK)


def _task_cancelled(instance: TaskState, user, **kwargs) -> None:
    _close_task(instance, user, State.WITHDRAWN)


def _revision_saved(instance: Revision, raw: bool = False, **kwargs) -> None:
    """Let a waiting text be the newest one: what is approved is what stands in the queue."""
    if raw or instance.base_content_type.model_class() is not Page:
        return
    rows = QueueItem.everywhere.waiting().filter(
        page_id=instance.object_id, task_state__isnull=False
    )
    if rows.exists():
        _follow_revision(instance)


@transaction.atomic
def _follow_revision(instance: Revision) -> None:
    lock_page(instance.object_id)
    # Read behind the lock: a decision may have come first.
    rows = QueueItem.everywhere.waiting().filter(
        page_id=instance.object_id, task_state__isnull=False
    )
    for item in rows:
        TaskState.objects.filter(pk=item.task_state_id).update(revision=instance)
        draft = instance.as_object()
        item.revision = instance
        item.title = draft.title[:LONGEST_TITLE]
        item.last_editor_id = last_editor_id(item.page_id)
        item.failed_checks = len(failures_of(draft))
        item.save(update_fields=["revision", "title", "last_editor", "failed_checks"])


def lock_page(key: int | str) -> bool:
    """Keep others from deciding on a page until the transaction ends; tell whether it exists."""
    return bool(list(Page.objects.select_for_update().filter(pk=key).values_list("pk")))


def _page_going(instance: Page, **kwargs) -> None:
    """Take the page before its rows, as a decision does."""
    lock_page(instance.pk)


def _page_moved(instance: Page, **kwargs) -> None:
    """Follow a page and all below it; the route of what is under way stays."""
    waiting = QueueItem.everywhere.waiting().filter(page__path__startswith=instance.path)
    places = _places(waiting.values_list("page_id", flat=True))
    for item in waiting:
        item.province_id, item.commune_id, item.section = places[item.page_id]
        item.save(update_fields=["province", "commune", "section"])


def _places(keys: Iterable[int]) -> dict[int, tuple]:
    rows = PortalPage.everywhere.filter(pk__in=list(keys))
    return {
        key: (province, commune, section)
        for key, province, commune, section in rows.values_list(
            "pk", "province_id", "commune_id", "section"
        )
    }


def _page_unpublished(instance: Page, **kwargs) -> None:
    """There is nothing to review any more of an emergency that was taken down."""
    for item in QueueItem.everywhere.waiting().filter(page_id=instance.pk, stage=Stage.AFTERWARDS):
        close(item, State.WITHDRAWN, None)


def connect() -> None:
    """Listen to everything that changes what waits."""
    task_approved.connect(_task_approved, dispatch_uid="queue-approved")
    task_rejected.connect(_task_rejected, dispatch_uid="queue-rejected")
    task_cancelled.connect(_task_cancelled, dispatch_uid="queue-cancelled")
    post_save.connect(_revision_saved, sender=Revision, dispatch_uid="queue-revision")
    pre_delete.connect(_page_going, sender=Page, dispatch_uid="queue-page-going")
    # Connected after the page types', which set the place of what moved.
    post_page_move.connect(_page_moved, dispatch_uid="queue-moved")
    page_unpublished.connect(_page_unpublished, dispatch_uid="queue-unpublished")
