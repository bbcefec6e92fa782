"""Who is told what of a text: once, nobody who acted, nobody who works elsewhere."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Comment, CommentReply
from wagtail.signals import workflow_approved, workflow_rejected, workflow_submitted

from portal_network.moderation.models import QueueItem
from portal_network.moderation.services import decisions, publication
from portal_network.notices import events
from portal_network.notices.models import Kind, Notice
from portal_network.tenancy.models import Membership, Role
from portal_network.tenancy.screens.pages import OwnEditView, commented
from tests.factories import give_role, make_user, section_page
from tests.moderation.texts import draft, fresh, save
from tests.networks import LANG_SON, QUOC_KHANH, TAM_THANH
from tests.query_counts import queries_of

pytestmark = pytest.mark.django_db
REASON = "Cảnh báo lũ ống trong đêm nay, phải báo ngay cho dân."


@pytest.fixture
def item(article, editor, approver, submit, committed) -> QueueItem:
    """A text that waits for the commune's approver, who was told so."""
    return committed(submit, article, editor)


def test_the_approver_learns_that_a_text_waits_and_nobody_else_does(
    item, editor, approver, moderator, kinds_of
):
    neighbour = make_user(Role.APPROVER, QUOC_KHANH)
    assert kinds_of(approver) == [Kind.WAITING]
    assert not kinds_of(editor) + kinds_of(moderator) + kinds_of(neighbour)


def test_administrators_are_told_where_there_is_no_approver(
    article, editor, submit, committed, kinds_of
):
    administrator = make_user(Role.SITE_ADMINISTRATOR, TAM_THANH)
    committed(submit, article, editor)
    assert kinds_of(administrator) == [Kind.WAITING]


def test_administrators_are_left_in_peace_where_there_is_an_approver(
    network, article, editor, approver, submit, committed, kinds_of
):
    administrator = make_user(Role.SITE_ADMINISTRATOR, TAM_THANH)
    committed(submit, article, editor)
    assert (kinds_of(approver), kinds_of(administrator)) == ([Kind.WAITING], [])


@pytest.mark.parametrize("why", ["left", "disabled", "wrote it"])
def test_the_province_is_told_where_the_commune_has_nobody(
    network, editor, approver, moderator, submit, committed, kinds_of, why
):
    writer = approver if why == "wrote it" else editor
    if why == "left":
        Membership.objects.filter(user=approver).delete()
    if why == "disabled":
        approver.is_active = False
        approver.save()
    committed(submit, draft(section_page(TAM_THANH, "news"), writer), writer)
    assert (kinds_of(approver), kinds_of(moderator)) == ([], [Kind.WAITING])


def test_from_commune_to_province_to_the_public(
    article, editor, approver, moderator, needs_province, submit, committed, kinds_of
):
    first = committed(submit, article, editor)
    committed(decisions.approve, approver, first.pk, first.revision_id)
    assert (kinds_of(editor), kinds_of(moderator)) == ([Kind.PASSED_ON], [Kind.WAITING])
    second = QueueItem.objects.waiting().get()
    committed(decisions.approve, moderator, second.pk, second.revision_id)
    assert kinds_of(editor) == [Kind.PASSED_ON, Kind.PUBLISHED]
    assert kinds_of(approver) == [Kind.WAITING]


def test_sent_back_comes_with_the_reason(item, editor, approver, committed, kinds_of):
    committed(decisions.send_back, approver, item.pk, item.revision_id, comment="Thiếu nguồn.")
    assert kinds_of(editor) == [Kind.SENT_BACK]
    assert Notice.everywhere.get(user=editor).text == "Thiếu nguồn."


def test_what_was_decided_is_no_unread_request_any_more(
    network, article, editor, approver, submit, committed
):
    second = make_user(Role.APPROVER, TAM_THANH)
    item = committed(submit, article, editor)
    committed(decisions.approve, approver, item.pk, item.revision_id)
    assert Notice.everywhere.get(user=second).is_read


def test_a_text_with_a_time_set_is_told_of_twice(
    article, editor, approver, submit, committed, kinds_of
):
    soon = timezone.now() + timedelta(hours=1)
    item = committed(submit, save(article, editor, go_live_at=soon), editor)
    committed(decisions.approve, approver, item.pk, item.revision_id)
    assert kinds_of(editor) == [Kind.SCHEDULED]
    # The hour has come.
    past = timezone.now() - timedelta(minutes=1)
    revision = fresh(article).latest_revision
    revision.content["go_live_at"] = past.isoformat()
    revision.approved_go_live_at = past
    revision.save()
    committed(call_command, "publish_scheduled")
    assert fresh(article).live
    assert kinds_of(editor) == [Kind.SCHEDULED, Kind.PUBLISHED]


def test_an_emergency_is_told_to_the_province_and_to_the_writer(
    article, editor, approver, moderator, committed, kinds_of
):
    item = committed(publication.publish_at_once, approver, article, REASON)
    assert (kinds_of(moderator), kinds_of(editor)) == ([Kind.REVIEW], [Kind.PUBLISHED])
    assert not kinds_of(approver)
    committed(decisions.send_back, moderator, item.pk, item.revision_id, comment="Không khẩn cấp.")
    assert kinds_of(approver) == [Kind.TAKEN_DOWN]
    assert kinds_of(editor) == [Kind.PUBLISHED, Kind.TAKEN_DOWN]


def test_a_confirmed_emergency_is_told_to_who_published_it(
    article, approver, moderator, committed, kinds_of
):
    item = committed(publication.publish_at_once, approver, article, REASON)
    committed(decisions.approve, moderator, item.pk, item.revision_id)
    assert kinds_of(approver) == [Kind.CONFIRMED]


def test_a_page_taken_down_is_told_with_the_reason_each_time(
    article, editor, approver, submit, committed, kinds_of
):
    item = submit(article, editor)
    decisions.approve(approver, item.pk, item.revision_id)
    for _ in range(2):
        committed(publication.withdraw, approver, fresh(article), REASON)
        publication.restore(approver, fresh(article), REASON)
    assert kinds_of(editor) == [Kind.TAKEN_DOWN, Kind.TAKEN_DOWN]
    assert Notice.everywhere.filter(user=editor).last().text == REASON


def test_a_comment_is_told_to_the_writer_and_to_who_took_part(
    network, article, editor, approver, committed, kinds_of
):
    second = make_user(Role.APPROVER, TAM_THANH)
    stranger = make_user(Role.APPROVER, QUOC_KHANH)
    comment = Comment.objects.create(
        page=article, user=second, text="Xin ghi rõ số liệu.", contentpath="body"
    )
    CommentReply.objects.create(comment=comment, user=stranger, text="Người ngoài.")
    reply = CommentReply.objects.create(comment=comment, user=approver, text="Tôi cũng thấy vậy.")
    committed(commented.send, OwnEditView, page=article, user=approver, comments=[(comment, reply)])
    assert (kinds_of(editor), kinds_of(second)) == ([Kind.COMMENT], [Kind.COMMENT])
    assert not kinds_of(approver) + kinds_of(stranger)
    assert Notice.everywhere.get(user=editor).text == "Tôi cũng thấy vậy."


def test_what_was_never_told_is_told_by_the_next_run_and_nothing_twice(
    article, editor, approver, submit, kinds_of
):
    # The process ended between the commit and what follows it.
    item = submit(article, editor)
    assert events.catch_up(timezone.now()) == 1
    decisions.approve(approver, item.pk, item.revision_id)
    assert events.catch_up(timezone.now()) == 1
    assert events.catch_up(timezone.now()) == 0
    assert (kinds_of(approver), kinds_of(editor)) == ([Kind.WAITING], [Kind.PUBLISHED])


def test_a_failure_in_telling_blocks_no_decision(
    article, editor, approver, submit, committed, monkeypatch
):
    monkeypatch.setattr(events, "tell", lambda notices: 1 / 0)
    item = committed(submit, article, editor)
    committed(decisions.approve, approver, item.pk, item.revision_id)
    assert fresh(article).live


def test_telling_costs_the_same_however_many_are_told(network, article, editor, submit):
    def cost(people: int) -> int:
        Notice.everywhere.all().delete()
        for _ in range(people):
            give_role(make_user(Role.PROVINCE_MODERATOR, LANG_SON), Role.APPROVER, TAM_THANH)
        with queries_of() as statements:
            events.tell(events.requests([item]))
        return len(statements)

    item = submit(article, editor)
    few = cost(2)
    assert cost(60) == few
    assert few <= 12


def test_wagtail_sends_no_mails_of_the_same_events():
    for signal in (workflow_submitted, workflow_approved, workflow_rejected):
        uids = {str(receiver[0][0]) for receiver in signal.receivers}
        assert not any("email_notification" in uid for uid in uids)
