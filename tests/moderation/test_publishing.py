"""Nothing reaches the public past the rules; what does in an emergency stays on record."""

import pytest
from wagtail.models import PageLogEntry

from portal_network.moderation.errors import (
    CannotPublish,
    NeverApproved,
    NothingToPublish,
    OwnText,
    ReasonTooShort,
    WithdrawnByProvince,
)
from portal_network.moderation.models import QueueItem, Stage, State
from portal_network.moderation.services import decisions, publication
from portal_network.tenancy.models import Role
from tests.factories import NEWS, make_article, make_user, section_page
from tests.moderation.texts import draft, fresh, save
from tests.networks import LANG_SON, QUOC_KHANH, TAM_THANH

pytestmark = pytest.mark.django_db

REASON = "Cảnh báo lũ ống trong đêm nay, phải báo ngay cho dân."


def may_publish(user, page):
    """Tell whether Wagtail's own screens let a person publish."""
    return fresh(page).permissions_for_user(user).can_publish()


def logged(page, action):
    """Return the records of an action."""
    return PageLogEntry.objects.filter(page=page.pk, action=action)


# publishing past the queue


def test_an_approver_publishes_what_another_wrote_and_nothing_of_their_own(
    article, editor, approver
):
    assert may_publish(approver, article)
    save(article, approver, title="Người duyệt tự sửa")
    assert not may_publish(approver, article)
    save(article, editor, title="Biên tập viên sửa lại")
    assert may_publish(approver, article)


def test_a_page_that_one_began_is_for_another_to_publish(network, approver, editor):
    page = save(draft(section_page(TAM_THANH, NEWS), approver), editor, title="Sửa")
    assert not may_publish(approver, page)


def test_an_editor_publishes_nothing(article, editor):
    assert not may_publish(editor, article)


def test_nobody_of_the_commune_publishes_past_the_province(
    article, approver, moderator, needs_province
):
    assert not may_publish(approver, article)
    assert not may_publish(make_user(Role.SITE_ADMINISTRATOR, TAM_THANH), article)
    assert may_publish(moderator, article)


def test_what_waits_in_the_queue_is_decided_there(article, editor, approver, submit):
    submit(article, editor)
    assert not may_publish(approver, article)


def test_a_new_page_is_never_public_before_anybody_has_read_it(network, approver, admin_user):
    section = section_page(TAM_THANH, NEWS)
    assert not section.permissions_for_user(approver).can_publish_subpage()
    assert section.permissions_for_user(admin_user).can_publish_subpage()


def test_what_is_public_does_not_move_to_where_the_province_would_have_approved_it(
    network, approver, moderator, needs_province
):
    page = make_article(TAM_THANH, "policies")
    there = section_page(TAM_THANH, NEWS)
    assert not page.permissions_for_user(approver).can_move_to(there)
    page.unpublish()
    assert page.permissions_for_user(approver).can_move_to(there)


def test_publishing_asks_few_queries(article, approver, django_assert_max_num_queries):
    page = fresh(article)
    with django_assert_max_num_queries(8):
        assert page.permissions_for_user(approver).can_publish()


# first published, then reviewed


def test_an_emergency_is_published_at_once_and_reviewed_afterwards(
    article, approver, moderator, needs_province
):
    item = publication.publish_at_once(approver, fresh(article), f"  {REASON}\n")
    assert fresh(article).live
    assert (item.stage, item.state, item.note) == (Stage.AFTERWARDS, State.WAITING, REASON)
    entry = logged(article, "moderation.publish_at_once").get()
    assert (entry.user, entry.data["reason"]) == (approver, REASON)
    decisions.approve(moderator, item.pk, item.revision_id)
    item.refresh_from_db()
    assert (item.state, item.decided_by) == (State.APPROVED, moderator)
    assert fresh(article).live


def test_an_emergency_that_was_none_is_taken_down_by_the_review(article, approver, moderator):
    item = publication.publish_at_once(approver, fresh(article), REASON)
    decisions.send_back(moderator, item.pk, item.revision_id, comment="Không có gì khẩn cấp.")
    assert not fresh(article).live
    item.refresh_from_db()
    assert item.state == State.SENT_BACK
    with pytest.raises(WithdrawnByProvince):
        publication.restore(approver, fresh(article), REASON)


def test_an_emergency_ends_the_way_through_the_queue(article, editor, approver, submit):
    first = submit(article, editor)
    publication.publish_at_once(approver, fresh(article), REASON)
    first.refresh_from_db()
    assert first.state == State.WITHDRAWN
    assert QueueItem.objects.waiting().get().stage == Stage.AFTERWARDS


def test_nobody_reviews_the_own_emergency(network, moderator, second_moderator):
    page = draft(section_page(LANG_SON, NEWS), moderator)
    item = publication.publish_at_once(moderator, page, REASON)
    with pytest.raises(OwnText):
        decisions.approve(moderator, item.pk, item.revision_id)
    decisions.approve(second_moderator, item.pk, item.revision_id)


@pytest.mark.parametrize("reason", ["", "   ", "khẩn", "x" * 19, " x" * 9])
def test_a_reason_that_says_nothing_publishes_nothing(article, approver, reason):
    with pytest.raises(ReasonTooShort):
        publication.publish_at_once(approver, fresh(article), reason)
    assert not fresh(article).live
    assert not QueueItem.objects.exists()


@pytest.mark.parametrize(("role", "place"), [(Role.EDITOR, TAM_THANH), (Role.APPROVER, QUOC_KHANH)])
def test_an_emergency_is_for_whose_role_publishes_here(article, role, place):
    with pytest.raises(CannotPublish):
        publication.publish_at_once(make_user(role, place), fresh(article), REASON)
    assert not fresh(article).live


def test_what_is_public_already_needs_no_emergency(article, approver):
    publication.publish_at_once(approver, fresh(article), REASON)
    with pytest.raises(NothingToPublish):
        publication.publish_at_once(approver, fresh(article), REASON)
    assert QueueItem.objects.waiting().count() == 1


# taken down, put back


def test_a_page_is_withdrawn_and_restored_with_reasons_on_record(article, editor, approver, submit):
    item = submit(article, editor)
    decisions.approve(approver, item.pk, item.revision_id)
    publication.withdraw(approver, fresh(article), "Sai tên người được khen thưởng.")
    assert not fresh(article).live
    entry = logged(article, "moderation.withdraw").get()
    assert entry.data["reason"] == "Sai tên người được khen thưởng."
    publication.restore(approver, fresh(article), "Đã kiểm tra lại, tên người là đúng.")
    assert fresh(article).live
    assert logged(article, "moderation.restore").count() == 1


def test_what_comes_back_is_what_was_public_and_not_a_draft(article, editor, approver, submit):
    item = submit(article, editor)
    decisions.approve(approver, item.pk, item.revision_id)
    public_title = fresh(article).title
    save(article, editor, title="Bản nháp chưa ai duyệt")
    publication.withdraw(approver, fresh(article), "Gỡ để rà soát lại số liệu.")
    publication.restore(approver, fresh(article), "Đã rà soát xong, số liệu đúng.")
    assert (fresh(article).live, fresh(article).title) == (True, public_title)


def test_a_page_without_revisions_comes_back_too_and_its_draft_stays(network, editor, approver):
    page = make_article(TAM_THANH, title="Bài có sẵn")
    save_draft = page.specific
    save_draft.title = "Bản nháp"
    save_draft.save_revision(user=editor)
    publication.withdraw(approver, fresh(page), "Gỡ để rà soát lại số liệu.")
    assert fresh(page).get_latest_revision_as_object().title == "Bản nháp"
    publication.restore(approver, fresh(page), "Đã rà soát xong, số liệu đúng.")
    assert (fresh(page).live, fresh(page).title) == (True, "Bài có sẵn")


def test_the_mandated_tree_is_not_withdrawn(network, approver):
    with pytest.raises(CannotPublish):
        publication.withdraw(approver, section_page(TAM_THANH, NEWS), REASON)
    assert section_page(TAM_THANH, NEWS).live


def test_an_editor_withdraws_and_restores_nothing(network, editor):
    page = make_article(TAM_THANH)
    with pytest.raises(CannotPublish):
        publication.withdraw(editor, fresh(page), REASON)
    page.unpublish()
    with pytest.raises(CannotPublish):
        publication.restore(editor, fresh(page), REASON)


def test_a_page_that_was_never_public_is_not_restored(article, approver):
    with pytest.raises(NothingToPublish):
        publication.restore(approver, fresh(article), REASON)


def test_an_emergency_that_nobody_confirmed_does_not_come_back_by_itself(article, approver):
    publication.publish_at_once(approver, fresh(article), REASON)
    publication.withdraw(approver, fresh(article), REASON)
    assert not QueueItem.objects.waiting().exists()
    with pytest.raises(NeverApproved):
        publication.restore(approver, fresh(article), REASON)
    assert not fresh(article).live


# an earlier version


@pytest.fixture
def twice_published(article, editor, approver, submit):
    """A page with two versions that were public."""
    for title in ("Bản một", "Bản hai"):
        page = save(article, editor, title=title)
        item = submit(page, editor)
        decisions.approve(approver, item.pk, item.revision_id)
    return fresh(article)


def first_public_revision(page):
    """Return the version that was public first."""
    return logged(page, "wagtail.publish").earliest("timestamp").revision


def test_an_earlier_public_version_comes_back(twice_published, approver):
    earlier = first_public_revision(twice_published)
    publication.revert(approver, twice_published, earlier.pk, "Bản mới sai số liệu thu chi.")
    page = fresh(twice_published)
    assert (page.live, page.title) == (True, "Bản một")
    entry = logged(page, "moderation.revert").get()
    assert entry.data["reason"] == "Bản mới sai số liệu thu chi."


def test_a_version_that_nobody_approved_does_not_come_back(twice_published, editor, approver):
    page = save(twice_published, editor, title="Chưa duyệt")
    unread = page.get_latest_revision()
    with pytest.raises(NeverApproved):
        publication.revert(approver, page, unread.pk, REASON)
    assert fresh(page).title == "Bản hai"


def test_a_version_of_another_page_does_not_come_back(twice_published, approver):
    other = make_article(TAM_THANH)
    foreign = other.specific.save_revision()
    foreign.publish()
    with pytest.raises(NeverApproved):
        publication.revert(approver, twice_published, foreign.pk, REASON)
