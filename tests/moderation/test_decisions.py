"""A text passes through the hands that the rules name, and through nobody's own."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal_network.moderation.errors import (
    ChangedMeanwhile,
    ClaimedByAnother,
    NoLongerWaiting,
    NotYours,
    OwnText,
    ReasonTooShort,
)
from portal_network.moderation.models import QueueItem, Stage, State
from portal_network.moderation.services import decisions
from portal_network.tenancy.models import Role
from tests.factories import NEWS, give_role, make_user, section_page
from tests.moderation.texts import draft, fresh, save
from tests.networks import LANG_SON, QUOC_KHANH, TAM_THANH

pytestmark = pytest.mark.django_db


def waiting(page):
    """Return the row of a page that waits."""
    return QueueItem.objects.waiting().get(page_id=page.pk)


def approve(user, item):
    """Approve a text as it stands in the queue."""
    return decisions.approve(user, item.pk, item.revision_id)


def test_the_commune_alone_approves_where_no_rule_says_otherwise(article, editor, approver, submit):
    item = submit(article, editor)
    assert item.stage == Stage.COMMUNE
    approve(approver, item)
    assert fresh(article).live
    item.refresh_from_db()
    assert (item.state, item.decided_by) == (State.APPROVED, approver)
    assert not QueueItem.objects.waiting().exists()


def test_commune_then_province_needs_both(
    article, editor, approver, moderator, needs_province, submit
):
    approve(approver, submit(article, editor))
    assert not fresh(article).live
    item = waiting(article)
    assert item.stage == Stage.PROVINCE
    assert item.submitted_by == editor
    approve(moderator, item)
    assert fresh(article).live


def test_a_page_of_the_province_is_approved_by_another_moderator(
    network, moderator, second_moderator, submit
):
    page = draft(section_page(LANG_SON, NEWS), moderator)
    item = submit(page, moderator)
    assert item.stage == Stage.PROVINCE
    with pytest.raises(OwnText):
        approve(moderator, item)
    approve(second_moderator, item)
    assert fresh(page).live


# four eyes


def test_nobody_approves_what_they_submitted(article, editor, approver, submit):
    item = submit(article, approver)
    with pytest.raises(OwnText):
        approve(approver, item)
    assert not fresh(article).live


def test_nobody_approves_a_page_that_they_began(editor, approver, submit):
    page = draft(section_page(TAM_THANH, NEWS), approver)
    item = submit(save(page, editor, title="Sửa lại"), editor)
    with pytest.raises(OwnText):
        approve(approver, item)


def test_the_last_editor_does_not_approve(article, editor, approver, submit):
    item = submit(article, editor)
    save(article, approver, title="Sửa trong lúc duyệt")
    item.refresh_from_db()
    assert (item.title, item.last_editor) == ("Sửa trong lúc duyệt", approver)
    with pytest.raises(OwnText):
        approve(approver, item)


def test_saving_a_comment_makes_nobody_the_author(article, editor, approver, submit):
    item = submit(article, editor)
    save(article, approver)
    item.refresh_from_db()
    assert item.last_editor == editor
    approve(approver, item)
    assert fresh(article).live


def test_what_was_read_before_a_comment_was_saved_is_still_what_was_read(
    article, editor, approver, submit
):
    item = submit(article, editor)
    read = item.revision_id
    save(article, approver)
    decisions.approve(approver, item.pk, read)
    assert fresh(article).live


def test_a_revision_of_another_page_is_not_what_was_read(network, editor, approver, submit):
    section = section_page(TAM_THANH, NEWS)
    item, other = (submit(draft(section, editor), editor) for _ in range(2))
    with pytest.raises(ChangedMeanwhile):
        decisions.approve(approver, item.pk, other.revision_id)


def test_a_text_with_a_time_set_becomes_public_then(article, editor, approver, submit):
    later = timezone.now() + timedelta(days=2)
    item = submit(save(article, editor, go_live_at=later), editor)
    approve(approver, item)
    page = fresh(article)
    assert not page.live
    assert page.approved_schedule
    item.refresh_from_db()
    assert item.state == State.APPROVED


def test_an_operator_does_not_approve_the_own_text_either(article, editor, admin_user, submit):
    item = submit(article, editor)
    save(article, admin_user, title="Người vận hành sửa")
    item.refresh_from_db()
    with pytest.raises(OwnText):
        approve(admin_user, item)


# whose turn


@pytest.mark.parametrize(
    ("role", "place"),
    [
        (Role.EDITOR, TAM_THANH),
        (Role.RESPONDER, TAM_THANH),
        (Role.APPROVER, QUOC_KHANH),
        (Role.SITE_ADMINISTRATOR, QUOC_KHANH),
        (Role.PROVINCE_MODERATOR, LANG_SON),
        (Role.PROVINCE_OBSERVER, LANG_SON),
    ],
)
def test_whoever_is_not_asked_decides_nothing(article, editor, approver, submit, role, place):
    item = submit(article, editor)
    stranger = make_user(role, place)
    with pytest.raises(NotYours):
        approve(stranger, item)
    with pytest.raises(NotYours):
        decisions.send_back(stranger, item.pk, item.revision_id, comment="Thiếu nguồn tin.")
    with pytest.raises(NotYours):
        decisions.claim(stranger, item.pk)
    assert waiting(article) == item


def test_an_approver_who_was_disabled_decides_nothing(article, editor, approver, submit):
    item = submit(article, editor)
    approver.is_active = False
    approver.save()
    with pytest.raises(NotYours):
        approve(approver, item)


def test_the_administrator_of_a_commune_approves_like_its_approver(article, editor, submit):
    item = submit(article, editor)
    approve(make_user(Role.SITE_ADMINISTRATOR, TAM_THANH), item)
    assert fresh(article).live


def test_the_province_decides_for_a_commune_whose_approver_left(
    article, editor, approver, moderator, submit
):
    item = submit(article, editor)
    with pytest.raises(NotYours):
        approve(moderator, item)
    approver.memberships.all().delete()
    approve(moderator, item)
    assert fresh(article).live


def test_one_reading_is_enough_where_the_province_stands_in_for_the_commune(
    article, editor, moderator, needs_province, submit
):
    approve(moderator, submit(article, editor))
    assert fresh(article).live
    states = QueueItem.objects.filter(page_id=article.pk).values_list("stage", "state")
    assert set(states) == {(Stage.COMMUNE, State.APPROVED), (Stage.PROVINCE, State.APPROVED)}


def test_a_commune_whose_only_approver_wrote_the_text_is_helped_by_the_province(
    network, approver, moderator, submit
):
    page = draft(section_page(TAM_THANH, NEWS), approver)
    item = submit(page, approver)
    approve(moderator, item)
    assert fresh(page).live


# sent back and submitted again


def test_a_text_is_sent_back_with_reasons_and_comes_again(article, editor, approver, submit):
    item = submit(article, editor)
    decisions.send_back(
        approver, item.pk, item.revision_id, reasons=["Thiếu nguồn tin."], comment="Ghi rõ."
    )
    item.refresh_from_db()
    assert (item.state, item.note) == (State.SENT_BACK, "Thiếu nguồn tin.\nGhi rõ.")
    page = fresh(article)
    assert page.current_workflow_state.status == "needs_changes"
    page = save(page, editor, source="Khối 5")
    page.current_workflow_state.resume(editor)
    again = waiting(article)
    assert again.pk != item.pk
    approve(approver, again)
    assert fresh(article).live


def test_sending_back_says_why(article, editor, approver, submit):
    item = submit(article, editor)
    with pytest.raises(ReasonTooShort):
        decisions.send_back(approver, item.pk, item.revision_id, comment="  ")
    assert waiting(article) == item


def test_what_the_province_sent_back_is_read_by_the_commune_again(
    article, editor, approver, moderator, needs_province, submit
):
    approve(approver, submit(article, editor))
    item = waiting(article)
    decisions.send_back(moderator, item.pk, item.revision_id, comment="Sai số liệu.")
    page = save(article, editor, summary="Số liệu đã sửa.")
    page.current_workflow_state.resume(editor)
    assert waiting(article).stage == Stage.COMMUNE
    approve(approver, waiting(article))
    assert waiting(article).stage == Stage.PROVINCE
    approve(moderator, waiting(article))
    assert fresh(article).live


def test_an_unchanged_text_returns_to_the_province_at_once(
    article, editor, approver, moderator, needs_province, submit
):
    approve(approver, submit(article, editor))
    item = waiting(article)
    decisions.send_back(moderator, item.pk, item.revision_id, comment="Xin giải trình.")
    fresh(article).current_workflow_state.resume(editor)
    assert waiting(article).stage == Stage.PROVINCE


# too late, or another text


def test_a_text_whose_revision_is_gone_is_not_approved(article, editor, approver, submit):
    item = submit(article, editor)
    QueueItem.everywhere.filter(pk=item.pk).update(revision=None)
    with pytest.raises(ChangedMeanwhile):
        decisions.approve(approver, item.pk, None)
    assert QueueItem.everywhere.get(pk=item.pk).state == State.WAITING


def test_a_text_that_changed_meanwhile_is_not_approved(article, editor, approver, submit):
    item = submit(article, editor)
    read = item.revision_id
    save(article, editor, title="Đổi sau khi mở")
    with pytest.raises(ChangedMeanwhile):
        decisions.approve(approver, item.pk, read)
    with pytest.raises(ChangedMeanwhile):
        decisions.send_back(approver, item.pk, read, comment="Sai tiêu đề.")
    assert not fresh(article).live


def test_a_text_that_was_withdrawn_from_the_queue_is_not_approved(
    article, editor, approver, submit
):
    item = submit(article, editor)
    fresh(article).current_workflow_state.cancel(user=editor)
    with pytest.raises(NoLongerWaiting):
        approve(approver, item)
    item.refresh_from_db()
    assert item.state == State.WITHDRAWN


def test_a_text_that_was_deleted_is_not_approved(article, editor, approver, submit):
    item = submit(article, editor)
    fresh(article).delete()
    with pytest.raises(NoLongerWaiting):
        approve(approver, item)


def test_a_decision_is_made_once(article, editor, approver, submit):
    item = submit(article, editor)
    approve(approver, item)
    second = make_user(Role.APPROVER, TAM_THANH)
    with pytest.raises(NoLongerWaiting):
        approve(second, item)


def test_a_page_that_moved_is_found_under_its_new_place_and_keeps_its_route(
    article, editor, approver, moderator, needs_province, submit
):
    item = submit(article, editor)
    fresh(article).move(section_page(QUOC_KHANH, "policies"), pos="last-child")
    item.refresh_from_db()
    assert (item.commune_id, item.section) == (QUOC_KHANH, "policies")
    with pytest.raises(NotYours):
        approve(approver, item)
    approve(make_user(Role.APPROVER, QUOC_KHANH), item)
    assert waiting(article).stage == Stage.PROVINCE
    approve(moderator, waiting(article))
    page = fresh(article)
    assert (page.live, page.commune_id, page.section) == (True, QUOC_KHANH, "policies")


# claims


def test_what_one_has_claimed_another_leaves_alone(
    article, editor, approver, moderator, second_moderator, needs_province, submit
):
    approve(approver, submit(article, editor))
    item = decisions.claim(moderator, waiting(article).pk)
    with pytest.raises(ClaimedByAnother, match="Nông Kiểm"):
        approve(second_moderator, item)
    with pytest.raises(ClaimedByAnother):
        decisions.claim(second_moderator, item.pk)
    decisions.release(second_moderator, item.pk)
    with pytest.raises(ClaimedByAnother):
        approve(second_moderator, item)
    decisions.release(moderator, item.pk)
    approve(second_moderator, item)
    assert fresh(article).live


def test_a_forgotten_claim_ends_by_itself(
    article, editor, approver, moderator, second_moderator, needs_province, submit
):
    approve(approver, submit(article, editor))
    item = decisions.claim(moderator, waiting(article).pk)
    item.claimed_at -= decisions_timeout()
    item.save()
    approve(second_moderator, item)
    assert fresh(article).live


def decisions_timeout():
    """Return how long a claim lasts."""
    from portal_network.moderation.models.queue import CLAIM_LASTS

    return CLAIM_LASTS


# several at once


def test_one_refusal_stops_no_other(network, editor, approver, submit):
    section = section_page(TAM_THANH, NEWS)
    good = submit(draft(section, editor), editor)
    own = submit(draft(section, approver), approver)
    poor = submit(draft(section, editor, summary=""), editor)
    gone = submit(draft(section, editor), editor)
    gone.page.specific.current_workflow_state.cancel(user=editor)
    chosen = [(item.pk, item.revision_id) for item in (good, own, poor, gone)]
    outcomes = decisions.approve_several(approver, [*chosen, (10**9, 1)])
    assert [bool(outcome.refused) for outcome in outcomes] == [False, True, True, True, True]
    assert outcomes[0].title == good.title
    assert [fresh(item.page).live for item in (good, own, poor, gone)] == [True] + 3 * [False]


def test_somebody_with_roles_in_two_communes_decides_in_both(network, editor, approver, submit):
    give_role(approver, Role.APPROVER, QUOC_KHANH)
    other = make_user(Role.EDITOR, QUOC_KHANH)
    item = submit(draft(section_page(QUOC_KHANH, NEWS), other), other)
    approve(approver, item)
    assert fresh(item.page).live
