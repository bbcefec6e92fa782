"""Two people at the same second: rows are locked, so one is done and the other is told."""

import threading
from collections.abc import Callable

import pytest
from django.db import close_old_connections, connection, transaction
from django_scopes import scopes_disabled
from wagtail.models import TaskState

from portal_network.moderation.errors import RefusedDecision
from portal_network.moderation.models import QueueItem, Route, State
from portal_network.moderation.models.rules import ApprovalRule
from portal_network.moderation.services import decisions, publication
from portal_network.moderation.workflows import ensure_workflows
from portal_network.tenancy.models import Role
from tests.factories import NEWS, make_user, section_page
from tests.moderation.texts import draft, fresh, save
from tests.networks import LANG_SON, TAM_THANH, build_network

REASON = "Cảnh báo lũ ống trong đêm nay, phải báo ngay cho dân."


@pytest.fixture
def ready(transactional_db):
    """A text at the province's stage, and who may decide on it."""
    build_network()
    ensure_workflows()
    ApprovalRule.objects.create(
        province_id=LANG_SON, section=NEWS, route=Route.COMMUNE_THEN_PROVINCE
    )
    editor = make_user(Role.EDITOR, TAM_THANH)
    approver = make_user(Role.APPROVER, TAM_THANH)
    page = draft(section_page(TAM_THANH, NEWS), editor)
    page.get_workflow().start(page, editor)
    first = QueueItem.objects.waiting().get()
    decisions.approve(approver, first.pk, first.revision_id)
    item = QueueItem.objects.waiting().get()
    moderators = [make_user(Role.PROVINCE_MODERATOR, LANG_SON) for _ in range(2)]
    return page, item, editor, approver, moderators


def together(*acts: Callable[[], object]) -> list[object]:
    """Run acts at the same moment, each on a connection of its own; return results or errors."""
    start, outcomes = threading.Barrier(len(acts)), [None] * len(acts)

    def run(index: int, act: Callable[[], object]) -> None:
        close_old_connections()
        start.wait(timeout=20)
        try:
            with scopes_disabled():
                outcomes[index] = act()
        except Exception as error:
            outcomes[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return outcomes


def refusals(outcomes: list[object]) -> list[RefusedDecision]:
    """Return the refusals; any other error fails the test."""
    errors = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert all(isinstance(error, RefusedDecision) for error in errors), errors
    return errors


def test_two_moderators_approve_at_the_same_second(ready):
    page, item, _editor, _approver, (one, two) = ready
    outcomes = together(
        lambda: decisions.approve(one, item.pk, item.revision_id),
        lambda: decisions.approve(two, item.pk, item.revision_id),
    )
    assert len(refusals(outcomes)) == 1
    assert fresh(page).live
    assert QueueItem.objects.filter(page_id=page.pk, state=State.APPROVED).count() == 2
    assert TaskState.objects.filter(status=TaskState.STATUS_APPROVED).count() == 2


def test_approving_and_sending_back_at_the_same_second(ready):
    page, item, _editor, _approver, (one, two) = ready
    outcomes = together(
        lambda: decisions.approve(one, item.pk, item.revision_id),
        lambda: decisions.send_back(two, item.pk, item.revision_id, comment="Sai số liệu."),
    )
    assert len(refusals(outcomes)) == 1
    item.refresh_from_db()
    assert fresh(page).live is (item.state == State.APPROVED)
    assert not QueueItem.objects.waiting().exists()


def test_two_claims_at_the_same_second_have_one_holder(ready):
    _page, item, _editor, _approver, (one, two) = ready
    outcomes = together(
        lambda: decisions.claim(one, item.pk), lambda: decisions.claim(two, item.pk)
    )
    assert len(refusals(outcomes)) == 1
    item.refresh_from_db()
    assert item.claimed_by in (one, two)


def test_a_text_that_is_withdrawn_while_it_is_approved(ready):
    page, item, editor, _approver, (one, _two) = ready

    def withdraw_from_queue() -> None:
        with transaction.atomic():
            state = fresh(page).current_workflow_state
            if state is not None:
                state.cancel(user=editor)

    outcomes = together(
        lambda: decisions.approve(one, item.pk, item.revision_id), withdraw_from_queue
    )
    assert [error for error in outcomes if isinstance(error, Exception)] == refusals(outcomes)
    item.refresh_from_db()
    assert not item.is_waiting
    state = item.task_state.workflow_state
    # Whoever was last, page and workflow tell the same story.
    if state.status == "approved":
        assert fresh(page).live


def test_a_text_that_is_changed_while_it_is_approved_is_public_as_it_was_read(ready):
    page, item, editor, _approver, (one, _two) = ready
    read = item.title
    outcomes = together(
        lambda: decisions.approve(one, item.pk, item.revision_id),
        lambda: save(page, editor, title="Đổi vào phút chót"),
    )
    refusals(outcomes)
    found = fresh(page)
    if found.live:
        assert found.title == read
    else:
        item.refresh_from_db()
        assert item.is_waiting


def test_an_emergency_at_the_same_second_as_an_approval(ready):
    page, item, _editor, approver, (one, _two) = ready
    outcomes = together(
        lambda: decisions.approve(one, item.pk, item.revision_id),
        lambda: publication.publish_at_once(approver, fresh(page), REASON),
    )
    assert len(refusals(outcomes)) == 1
    assert fresh(page).live
    item.refresh_from_db()
    assert not item.is_waiting


def test_a_page_that_is_deleted_while_it_is_approved(ready):
    page, item, _editor, _approver, (one, _two) = ready
    outcomes = together(
        lambda: decisions.approve(one, item.pk, item.revision_id),
        lambda: fresh(page).delete() and None,
    )
    refusals(outcomes)
    assert not QueueItem.objects.filter(page_id=page.pk).exists()
