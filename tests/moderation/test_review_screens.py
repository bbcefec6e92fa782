"""One text under review: what is shown, what the buttons do, what comes too late."""

import pytest
from django.urls import reverse
from wagtail.models import Comment

from portal_network.moderation.models import SendBackReason, State
from portal_network.tenancy.models import Role
from tests.factories import NEWS, make_article, make_user, section_page
from tests.moderation.screens import QUEUE, address, said, shown
from tests.moderation.texts import draft, fresh, save
from tests.networks import HUE, QUOC_KHANH, TAM_THANH, build_network

pytestmark = pytest.mark.django_db


def test_the_review_shows_text_differences_checks_and_comments(
    network, editor, approver, submit, client_for
):
    page = make_article(TAM_THANH, title="Lịch tiếp dân")
    page.save_revision(user=None).publish()
    changed = save(page, editor, title="Lịch tiếp công dân", summary="")
    Comment.objects.create(page=page, user=approver, text="Ghi rõ phòng.", contentpath="title")
    item = submit(changed, editor)
    page = shown(client_for(network.communes[0], user=approver), address(item))
    assert '<span class="addition">công dân</span>' in page
    assert "Chưa có tóm tắt." in page
    assert "Ghi rõ phòng." in page
    preview = reverse("wagtailadmin_pages:revisions_view", args=[item.page_id, item.revision_id])
    assert preview in page
    assert client_for(network.communes[0], user=approver).get(preview).status_code == 200


def test_a_new_page_has_nothing_to_compare_with(network, item, approver, client_for):
    page = shown(client_for(network.communes[0], user=approver), address(item))
    assert "toàn bộ nội dung là mới" in page


def test_who_may_not_decide_reads_why_and_has_no_button(network, item, editor, client_for):
    page = shown(client_for(network.communes[0], user=editor), address(item))
    assert "không chờ Ông/Bà quyết định" in page
    assert address(item, "duyet/") not in page


def test_approving_leads_to_the_next_text(network, item, editor, approver, submit, client_for):
    second = submit(draft(section_page(TAM_THANH, NEWS), editor), editor)
    client = client_for(network.communes[0], user=approver)
    answer = client.post(address(item, "duyet/"), {"revision": item.revision_id}, follow=True)
    assert answer.redirect_chain == [(address(second), 302)]
    assert said(answer) == [f"Đã duyệt “{item.title}”; bài đã công khai."]
    assert fresh(item.page).live


def test_filters_are_kept_from_text_to_text(network, item, approver, client_for):
    client = client_for(network.communes[0], user=approver)
    query = f"?section={NEWS}"
    assert f"{address(item, 'duyet/')}{query}" in shown(client, f"{address(item)}{query}")
    answer = client.post(f"{address(item, 'duyet/')}{query}", {"revision": item.revision_id})
    assert answer["Location"] == f"{QUEUE}{query}"


def test_the_approval_of_a_first_stage_says_that_it_goes_on(
    network, article, editor, approver, needs_province, submit, client_for
):
    item = submit(article, editor)
    client = client_for(network.communes[0], user=approver)
    answer = client.post(address(item, "duyet/"), {"revision": item.revision_id}, follow=True)
    assert said(answer) == [f"Đã duyệt “{item.title}”; bài được chuyển sang bước sau."]
    assert not fresh(article).live


def test_sending_back_with_a_reason_of_the_province(network, item, approver, client_for):
    reason = SendBackReason.objects.create(province=network.province, text="Ảnh mờ.")
    client = client_for(network.communes[0], user=approver)
    assert "Ảnh mờ." in shown(client, address(item))
    data = {"revision": item.revision_id, "reasons": [reason.pk], "comment": "Chụp lại."}
    client.post(address(item, "tra-lai/"), data)
    item.refresh_from_db()
    assert (item.state, item.note) == (State.SENT_BACK, "Ảnh mờ.\nChụp lại.")


def test_reasons_of_another_province_are_refused(network, item, approver, client_for):
    build_network(HUE, 1)
    foreign = SendBackReason.objects.create(province_id=HUE, text="Lý do của tỉnh khác.")
    client = client_for(network.communes[0], user=approver)
    assert foreign.text not in shown(client, address(item))
    data = {"revision": item.revision_id, "reasons": [foreign.pk]}
    client.post(address(item, "tra-lai/"), data)
    item.refresh_from_db()
    assert item.is_waiting


def test_claiming_keeps_others_away_until_it_is_given_back(
    network, at_province, moderator, second_moderator, client_for
):
    mine = client_for(network.province, user=moderator)
    other = client_for(network.province, user=second_moderator)
    assert mine.post(address(at_province, "nhan/")).status_code == 302
    page = shown(other, address(at_province))
    assert "Nông Kiểm đang xử lý bài này" in page
    assert address(at_province, "duyet/") not in page
    data = {"revision": at_province.revision_id}
    answer = other.post(address(at_province, "duyet/"), data, follow=True)
    assert "Nông Kiểm đang xử lý bài này" in said(answer)[0]
    assert "Nông Kiểm đang xử lý" in shown(other)
    mine.post(address(at_province, "nha/"))
    other.post(address(at_province, "duyet/"), data)
    assert fresh(at_province.page).live


# too late, or wrong


@pytest.mark.parametrize("step", ["duyet/", "tra-lai/"])
@pytest.mark.parametrize("revision", ["", "0", "999999", "abc", "1e3", str(10**30)])
def test_another_revision_than_the_one_in_the_queue_decides_nothing(
    network, item, approver, client_for, step, revision
):
    data = {"revision": revision, "comment": "Thiếu nguồn tin."}
    answer = client_for(network.communes[0], user=approver).post(address(item, step), data)
    assert (answer.status_code, answer["Location"]) == (302, address(item))
    item.refresh_from_db()
    assert item.is_waiting


def test_a_text_that_was_withdrawn_meanwhile_is_told_of(
    network, item, editor, approver, client_for
):
    client = client_for(network.communes[0], user=approver)
    shown(client, address(item))
    fresh(item.page).current_workflow_state.cancel(user=editor)
    answer = client.post(address(item, "duyet/"), {"revision": item.revision_id}, follow=True)
    assert answer.redirect_chain == [(QUEUE, 302)]
    assert "không còn chờ duyệt" in said(answer)[0]
    answer = client.get(address(item), follow=True)
    assert "không còn chờ duyệt" in said(answer)[0]


def test_a_text_that_was_deleted_meanwhile_is_no_error(network, item, approver, client_for):
    client = client_for(network.communes[0], user=approver)
    fresh(item.page).delete()
    assert client.post(address(item, "duyet/"), {"revision": 1}).status_code == 404
    assert client.get(address(item)).status_code == 404


def test_the_steps_of_the_work_take_no_get(network, item, approver, client_for):
    client = client_for(network.communes[0], user=approver)
    for step in ("duyet/", "tra-lai/", "nhan/", "nha/"):
        assert client.get(address(item, step)).status_code == 405
    assert client.get(f"{QUEUE}duyet-nhieu/").status_code == 405


# several at once


def test_several_are_approved_and_each_refusal_is_named(
    network, editor, approver, submit, client_for
):
    section = section_page(TAM_THANH, NEWS)
    good = [submit(draft(section, editor), editor) for _ in range(2)]
    poor = submit(draft(section, editor, summary=""), editor)
    client = client_for(network.communes[0], user=approver)
    page = shown(client)
    assert f'value="{good[0].pk}-{good[0].revision_id}"' in page
    assert f'value="{poor.pk}-{poor.revision_id}"' not in page
    ticked = [f"{one.pk}-{one.revision_id}" for one in [*good, poor]] + ["x-1", "5", "-", ""]
    answer = client.post(f"{QUEUE}duyet-nhieu/", {"item": ticked}, follow=True)
    messages = said(answer)
    assert messages[0] == "Đã duyệt 2 bài."
    assert poor.title in messages[1]
    assert len(messages) == 2
    assert [fresh(one.page).live for one in [*good, poor]] == [True, True, False]


def test_nothing_ticked_is_told(network, item, approver, client_for):
    client = client_for(network.communes[0], user=approver)
    answer = client.post(f"{QUEUE}duyet-nhieu/", follow=True)
    assert said(answer) == ["Hãy đánh dấu những bài Ông/Bà duyệt."]


def test_ticking_what_is_anothers_approves_nothing(network, at_province, client_for):
    stranger = make_user(Role.APPROVER, QUOC_KHANH)
    client = client_for(network.communes[1], user=stranger)
    ticked = f"{at_province.pk}-{at_province.revision_id}"
    client.post(f"{QUEUE}duyet-nhieu/", {"item": ticked})
    at_province.refresh_from_db()
    assert at_province.is_waiting
