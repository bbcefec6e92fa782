"""Claim, approve, send back: every step locks its row, so that the second one comes too late."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, TaskState, WorkflowState

from portal_network.moderation import signals
from portal_network.moderation.approvers import acts_for_province, refusal
from portal_network.moderation.bookkeeping import close
from portal_network.moderation.conditions import refuse_blocked
from portal_network.moderation.errors import (
    ChangedMeanwhile,
    ClaimedByAnother,
    NoLongerWaiting,
    NotAloneInSeveral,
    NotYours,
    ReasonTooShort,
    RefusedDecision,
)
from portal_network.moderation.models import QueueItem, Stage, State
from portal_network.moderation.services.publication import take_down
from portal_network.moderation.texts import is_same_text, revisions_of

SHORTEST_COMMENT = 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one of several; ``refused`` is empty where it was approved."""

    key: int
    title: str
    refused: str = ""


@transaction.atomic
def claim(user, key: int) -> QueueItem:
    """Say that one works on a text, for half an hour.

    Raises:
        NoLongerWaiting, NotYours, OwnText, ClaimedByAnother: nothing changes.
    """
    item = _locked_item(user, key)
    item.claimed_by, item.claimed_at = user, timezone.now()
    item.save(update_fields=["claimed_by", "claimed_at"])
    return item


@transaction.atomic
def release(user, key: int) -> None:
    """Let others work on a text again; what another holds, or nobody, stays as it is."""
    QueueItem.everywhere.waiting().filter(pk=key, claimed_by=user).update(
        claimed_by=None, claimed_at=None
    )


@transaction.atomic
def approve(user, key: int, revision_id: int | None) -> QueueItem:
    """Approve the text that the person read; the last stage publishes it.

    Raises:
        NoLongerWaiting, NotYours, OwnText, ClaimedByAnother, ChangedMeanwhile, StoppedByChecks:
            nothing changes.
    """
    item = _locked_item(user, key)
    _refuse_unread_text(item, revision_id)
    if item.is_afterwards:
        close(item, State.APPROVED, user)
        signals.send_on_commit(signals.approved, QueueItem, item=item, user=user)
        return item
    if item.revision is None:
        raise ChangedMeanwhile
    refuse_blocked(item.revision.as_object())
    task_state = _locked_task_state(item)
    task_state.approve(user=user)
    _approve_for_commune_too(user, item)
    item.refresh_from_db()
    return item


@transaction.atomic
def send_back(
    user, key: int, revision_id: int | None, *, reasons: Iterable[str] = (), comment: str = ""
) -> QueueItem:
    """Return a text to its commune with reasons; a review after publication takes it down.

    Raises:
        ReasonTooShort: nothing says why.
        NoLongerWaiting, NotYours, OwnText, ClaimedByAnother, ChangedMeanwhile: nothing changes.
    """
    note = "\n".join([*reasons, comment.strip()]).strip()
    if len(note) < SHORTEST_COMMENT:
        raise ReasonTooShort(SHORTEST_COMMENT)
    item = _locked_item(user, key)
    _refuse_unread_text(item, revision_id)
    if item.is_afterwards:
        close(item, State.SENT_BACK, user, note)
        take_down(user, item.page.specific, note)
        signals.send_on_commit(signals.sent_back, QueueItem, item=item, user=user, comment=note)
        return item
    _locked_task_state(item).reject(user=user, comment=note)
    item.refresh_from_db()
    return item


def approve_several(user, chosen: Sequence[tuple[int, int]]) -> list[Outcome]:
    """Approve texts by key and revision, each by itself; one refusal stops no other."""
    titles = dict(
        QueueItem.everywhere.filter(pk__in=[key for key, _ in chosen]).values_list("pk", "title")
    )
    return [_approve_one(user, key, revision, titles.get(key, "")) for key, revision in chosen]


def decide_task(task_state: TaskState, user, action_name: str, comment: str = "") -> None:
    """Do what Wagtail's own views ask for, with all that the queue asks.

    Raises:
        RefusedDecision: the person may not, or it is too late.
    """
    item = QueueItem.everywhere.filter(task_state_id=task_state.pk).first()
    if item is None:
        raise NoLongerWaiting
    if action_name == "approve":
        approve(user, item.pk, item.revision_id)
    elif action_name == "reject":
        send_back(user, item.pk, item.revision_id, comment=comment)
    else:
        raise NotYours


def _approve_one(user, key: int, revision_id: int, title: str) -> Outcome:
    try:
        with transaction.atomic():
            item = QueueItem.everywhere.filter(pk=key).only("failed_checks").first()
            if item is not None and item.failed_checks:
                raise NotAloneInSeveral
            approve(user, key, revision_id)
    except RefusedDecision as refused:
        return Outcome(key, title, str(refused))
    return Outcome(key, title)


def _locked_item(user, key: int) -> QueueItem:
    """Return the row, which nobody else changes before the transaction ends."""
    _lock_in_order(key)
    rows = QueueItem.everywhere.select_for_update(of=("self",))
    item = rows.select_related("claimed_by").filter(pk=key).first()
    if item is None:
        raise NoLongerWaiting
    if (refused := refusal(user, item)) is not None:
        raise refused
    if not item.is_waiting:
        raise NoLongerWaiting
    if item.is_claimed_by_another(user):
        raise ClaimedByAnother(item)
    return item


def _refuse_unread_text(item: QueueItem, revision_id: int | None) -> None:
    """Accept the revision that waits, and an earlier one that reads the same."""
    if item.revision_id == revision_id:
        return
    read = revisions_of(item.page_id).filter(pk=revision_id).first()
    if read is None or item.revision is None or not is_same_text(read, item.revision):
        raise ChangedMeanwhile


def _lock_in_order(key: int) -> None:
    """Lock page, workflow state and task state: the order in which saving, publishing and Wagtail's
    cancelling take them, so that no two wait for each other.
    """
    wanted = ("page_id", "task_state__workflow_state_id", "task_state_id")
    keys = QueueItem.everywhere.filter(pk=key).values_list(*wanted).first()
    if keys is None:
        raise NoLongerWaiting
    for model, row in zip((Page, WorkflowState, TaskState), keys, strict=True):
        list(model.objects.select_for_update().filter(pk=row).values_list("pk"))


def _locked_task_state(item: QueueItem) -> TaskState:
    task_state = TaskState.objects.select_for_update().filter(pk=item.task_state_id).first()
    if task_state is None or task_state.status != TaskState.STATUS_IN_PROGRESS:
        raise NoLongerWaiting
    if task_state.revision_id != item.revision_id:
        raise ChangedMeanwhile
    return task_state.specific


def _approve_for_commune_too(user, item: QueueItem) -> None:
    """One reading is enough where the province stood in for a commune that has nobody."""
    if item.stage != Stage.COMMUNE or not acts_for_province(user, item.province_id):
        return
    following = QueueItem.everywhere.waiting().filter(
        page_id=item.page_id, stage=Stage.PROVINCE, revision_id=item.revision_id
    )
    for one in following.select_for_update():
        if refusal(user, one) is None:
            _locked_task_state(one).approve(user=user)
