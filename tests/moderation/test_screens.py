"""The screens of the queue: who sees what, what the buttons do, what bad input gets."""

import json

import pytest
from django.core.cache import cache
from django.urls import reverse
from wagtail.models import Comment

from portal_network.moderation.deadlines import due_after
from portal_network.moderation.models import QueueItem, Route, SendBackReason, Stage, State
from portal_network.moderation.models.rules import ApprovalRule
from portal_network.moderation.services import decisions
from portal_network.tenancy.directory import directory
from portal_network.tenancy.models import Role
from tests.factories import NEWS, give_role, make_article, make_user, section_page
from tests.moderation.texts import draft, fresh, save
from tests.networks import HUE, LANG_SON, QUOC_KHANH, TAM_THANH, build_network
from tests.query_counts import queries_of, writes_among

pytestmark = pytest.mark.django_db

QUEUE = "/quan-tri/hang-doi-duyet/"
TRACKING = f"{QUEUE}theo-doi/"
REASON = "Cảnh báo lũ ống trong đêm nay, phải báo ngay cho dân."


def address(item, step=""):
    """Return the address of a text, or of a step of its work."""
    return f"{QUEUE}{item.pk}/{step}"


def shown(client, path=QUEUE, **query):
    """Return the text of a screen."""
    answer = client.get(path, query)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def said(answer):
    """Return the messages after a redirect."""
    return [str(message) for message in answer.context["messages"]]


@pytest.fixture
def item(article, editor, approver, submit):
    """A text that waits for the commune's approver."""
    return submit(article, editor)


@pytest.fixture
def at_province(article, editor, approver, needs_province, submit):
    """A text that the commune approved and that waits for the province."""
    first = submit(article, editor)
    decisions.approve(approver, first.pk, first.revision_id)
    return QueueItem.objects.waiting().get()


# the list


def test_the_approver_finds_the_text_with_its_deadline(network, item, approver, client_for):
    page = shown(client_for(network.communes[0], user=approver))
    assert item.title in page
    assert f"{item.due_on:%d/%m/%Y}" in page
    assert "Chờ tôi duyệt" in page


def test_the_moderator_sees_what_waits_for_the_province_and_nothing_else(
    network, at_province, editor, moderator, submit, client_for
):
    other = submit(draft(section_page(TAM_THANH, "policies"), editor), editor)
    page = shown(client_for(network.province, user=moderator))
    assert at_province.title in page
    assert other.title not in page


def test_the_own_text_stands_among_ones_own_and_not_in_the_queue(
    network, approver, submit, client_for
):
    item = submit(draft(section_page(TAM_THANH, NEWS), approver), approver)
    client = client_for(network.communes[0], user=approver)
    assert item.title not in shown(client)
    assert item.title in shown(client, TRACKING)
    assert item.title in shown(client, "/quan-tri/")


def test_an_editor_sees_where_the_text_is_and_since_when(network, at_province, editor, client_for):
    client = client_for(network.communes[0], user=editor)
    answer = client.get(QUEUE)
    assert (answer.status_code, answer["Location"]) == (302, TRACKING)
    page = shown(client, TRACKING)
    assert at_province.title in page
    assert "Ở cấp tỉnh" in page
    assert "Bài của tôi đang chờ" in shown(client, "/quan-tri/")


def test_a_stranger_sees_nothing_of_it(network, at_province, client_for):
    stranger = make_user(Role.APPROVER, QUOC_KHANH)
    client = client_for(network.communes[1], user=stranger)
    assert at_province.title not in shown(client)
    assert at_province.title not in shown(client, TRACKING)


def test_another_provinces_moderator_sees_and_decides_nothing(at_province, client_for):
    hue = build_network(HUE, 1)
    client = client_for(hue.province, user=make_user(Role.PROVINCE_MODERATOR, hue.province))
    assert at_province.title not in shown(client)
    assert client.get(address(at_province)).status_code == 404
    data = {"revision": at_province.revision_id}
    for step in ("duyet/", "tra-lai/", "nhan/", "nha/"):
        assert client.post(address(at_province, step), data).status_code == 404
    at_province.refresh_from_db()
    assert at_province.is_waiting


def test_what_an_abandoned_commune_sends_is_flagged(network, item, approver, moderator, client_for):
    approver.memberships.all().delete()
    page = shown(client_for(network.province, user=moderator))
    assert item.title in page
    assert "Xã không còn ai duyệt được bài này" in page


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ({"commune": TAM_THANH}, True),
        ({"commune": QUOC_KHANH}, False),
        ({"section": NEWS}, True),
        ({"section": "policies"}, False),
        ({"due": "later"}, True),
        ({"due": "overdue"}, False),
        ({"days": "7"}, False),
        ({"stage": "province"}, True),
        ({"stage": "afterwards"}, False),
        ({"free": "on"}, True),
    ],
)
def test_filters(network, at_province, moderator, client_for, query, is_found):
    page = shown(client_for(network.province, user=moderator), **query)
    assert (at_province.title in page) is is_found


@pytest.mark.parametrize(
    "query",
    [
        {"commune": "99999"}, {"commune": "' OR 1=1"}, {"section": "khong-co"}, {"due": "hôm qua"},
        {"days": "-1"}, {"days": "nhiều"}, {"page_type": "1e9"}, {"p": "0"}, {"p": "cuối"},
        {"p": "999"}, {"stage": "\x00"},
    ],
)  # fmt: skip
def test_a_filter_that_makes_no_sense_filters_nothing(
    network, at_province, moderator, client_for, query
):
    assert at_province.title in shown(client_for(network.province, user=moderator), **query)


def test_figures_stand_above_the_queue(network, at_province, moderator, client_for):
    at_province.due_on = at_province.due_on.replace(year=2025)
    at_province.save()
    answer = client_for(network.province, user=moderator).get(QUEUE)
    figures = answer.context["figures"]
    assert (figures.waiting, figures.overdue) == (1, 1)
    assert figures.communes[0].name == "Phường Tam Thanh"
    # The commune's own stage was decided a moment ago.
    assert figures.median_hours < 1


def test_the_menu_tells_how_many_wait(network, at_province, moderator, editor, client_for):
    # The menu is drawn by a script from what stands here as JSON.
    label = json.dumps("Hàng đợi duyệt")[1:-1]
    assert f"{label} (1)" in shown(client_for(network.province, user=moderator), "/quan-tri/")
    page = shown(client_for(network.communes[0], user=editor), "/quan-tri/")
    assert label in page
    assert f"{label} (" not in page


@pytest.mark.parametrize("communes", [2, 60])
def test_a_page_of_the_queue_costs_the_same_in_small_and_large_networks(
    network, editor, moderator, needs_province, client_for, communes, settings
):
    # However slow the machine is on which this runs.
    settings.TENANT_DIRECTORY_MAX_AGE = 3600
    large = build_network(LANG_SON, communes)
    for commune in large.communes:
        page = make_article(commune)
        page.get_workflow().start(page, editor) if page.save_revision(user=editor) else None
    QueueItem.objects.update(stage=Stage.PROVINCE)
    client = client_for(network.province, user=moderator)
    assert len(client.get(QUEUE).context["page"].object_list) == min(communes, 20)
    for path in (QUEUE, f"{QUEUE}?stage=province", TRACKING):
        cache.clear()
        # What a process knows for minutes: tenants and the calendar.
        directory.snapshot()
        due_after(1)
        with queries_of() as statements:
            assert client.get(path).status_code == 200
        assert len(statements) <= 12, (path, statements)
        assert not writes_among(statements)


# one text


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
    assert "không chờ bạn quyết định" in page
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
    assert said(answer) == ["Hãy đánh dấu những bài bạn duyệt."]


def test_ticking_what_is_anothers_approves_nothing(network, at_province, client_for):
    stranger = make_user(Role.APPROVER, QUOC_KHANH)
    client = client_for(network.communes[1], user=stranger)
    ticked = f"{at_province.pk}-{at_province.revision_id}"
    client.post(f"{QUEUE}duyet-nhieu/", {"item": ticked})
    at_province.refresh_from_db()
    assert at_province.is_waiting


# past the queue


def page_address(page, step):
    """Return the address of what is done to a page past the queue."""
    return f"{QUEUE}trang/{page.pk}/{step}/"


def test_an_emergency_needs_a_reason_and_enters_the_provinces_queue(
    network, article, approver, moderator, client_for
):
    client = client_for(network.communes[0], user=approver)
    there = page_address(article, "dang-khan-cap")
    assert there in shown(client, f"/quan-tri/pages/{article.pk}/edit/")
    refused = client.post(there, {"reason": "gấp"})
    assert refused.status_code == 200
    assert not fresh(article).live
    assert client.post(there, {"reason": REASON}).status_code == 302
    assert fresh(article).live
    page = shown(client_for(network.province, user=moderator))
    assert article.title in page
    assert "hậu kiểm" in page


def test_unpublishing_asks_for_a_reason(network, approver, client_for):
    page = make_article(TAM_THANH)
    client = client_for(network.communes[0], user=approver)
    there = page_address(page, "go")
    for ask in (client.get, client.post):
        answer = ask(f"/quan-tri/pages/{page.pk}/unpublish/")
        assert (answer.status_code, answer["Location"]) == (302, there)
    client.post(f"/quan-tri/bulk/wagtailcore/page/unpublish/?id={page.pk}")
    assert fresh(page).live
    client.post(there, {"reason": "Sai tên người được khen thưởng."})
    assert not fresh(page).live
    client.post(page_address(page, "khoi-phuc"), {"reason": "Đã kiểm tra, tên người là đúng."})
    assert fresh(page).live
    history = shown(client, f"/quan-tri/pages/{page.pk}/history/")
    assert "Sai tên người được khen thưởng." in history


def test_the_interface_for_programs_takes_nothing_down_without_a_reason(
    network, approver, client_for
):
    page = make_article(TAM_THANH)
    client = client_for(network.communes[0], user=approver)
    client.post(f"/quan-tri/api/main/pages/{page.pk}/action/unpublish/")
    assert fresh(page).live


def test_the_interface_for_programs_publishes_nobodys_own_text(
    network, article, editor, approver, client_for
):
    save(article, approver, title="Tự sửa, tự đăng")
    client = client_for(network.communes[0], user=approver)
    client.post(f"/quan-tri/api/main/pages/{article.pk}/action/publish/")
    assert not fresh(article).live


def test_an_earlier_version_is_chosen_and_comes_back(
    network, article, editor, approver, submit, client_for
):
    for title in ("Bản một", "Bản hai"):
        page = save(article, editor, title=title)
        item = submit(page, editor)
        decisions.approve(approver, item.pk, item.revision_id)
    client = client_for(network.communes[0], user=approver)
    there = page_address(article, "phien-ban")
    answer = client.get(there)
    versions = list(answer.context["form"].fields["version"].queryset)
    assert [version.object_str for version in versions] == ["Bản một"]
    assert client.post(there, {"version": 0, "reason": REASON}).status_code == 200
    client.post(there, {"version": versions[0].pk, "reason": "Bản mới sai số liệu thu chi."})
    assert fresh(article).title == "Bản một"


@pytest.mark.parametrize("step", ["dang-khan-cap", "go", "khoi-phuc", "phien-ban"])
def test_past_the_queue_is_for_whose_role_publishes(network, article, editor, client_for, step):
    client = client_for(network.communes[0], user=editor)
    assert client.get(page_address(article, step)).status_code == 404
    assert client.post(page_address(article, step), {"reason": REASON}).status_code == 404
    stranger = client_for(network.communes[1], user=make_user(Role.APPROVER, QUOC_KHANH))
    assert stranger.post(page_address(article, step), {"reason": REASON}).status_code == 404
    assert not fresh(article).live


# the page editor


def form_of(page, **fields):
    """Return what the editor's form sends for a page."""
    from wagtail.test.utils.form_data import (
        inline_formset,
        nested_form_data,
        rich_text,
        streamfield,
    )

    newest = fresh(page).get_latest_revision_as_object()
    block = newest.body[0]
    body = streamfield([("paragraph", rich_text(block.value.source))])
    body["0"]["id"] = block.id
    return nested_form_data(
        {
            "title": newest.title, "slug": newest.slug, "summary": newest.summary,
            "author": newest.author, "source": newest.source, "approver": "",
            "disclosed_on": "2026-03-15", "expires_on": "", "lead_image": "",
            "lead_image_alt": "", "lead_image_caption": "",
            "body": body,
            "gallery": streamfield([]), "attachments": inline_formset([]),
            "comments": inline_formset([]),
        }
        | fields
    )  # fmt: skip


def test_an_editor_submits_from_the_form(network, article, editor, approver, client_for):
    client = client_for(network.communes[0], user=editor)
    data = form_of(article) | {"action-submit": "1"}
    client.post(f"/quan-tri/pages/{article.pk}/edit/", data)
    item = QueueItem.objects.waiting().get()
    assert (item.page_id, item.submitted_by, item.last_editor) == (article.pk, editor, editor)
    assert "Đang chờ ở cấp xã" in shown(client, f"/quan-tri/pages/{article.pk}/edit/")


def test_publishing_with_changes_of_ones_own_becomes_a_submission(
    network, article, editor, approver, client_for
):
    client = client_for(network.communes[0], user=approver)
    data = form_of(article, title="Người duyệt sửa rồi đăng") | {"action-publish": "1"}
    answer = client.post(f"/quan-tri/pages/{article.pk}/edit/", data, follow=True)
    assert "người sửa bài không tự đăng" in said(answer)[0]
    assert not fresh(article).live
    assert QueueItem.objects.waiting().get().last_editor == approver


def test_publishing_without_a_change_publishes_what_another_wrote(
    network, article, editor, approver, client_for
):
    data = form_of(article)
    # As the editor's form would save it, so that the second form changes nothing.
    client_for(network.communes[0], user=editor).post(f"/quan-tri/pages/{article.pk}/edit/", data)
    client = client_for(network.communes[0], user=approver)
    client.post(f"/quan-tri/pages/{article.pk}/edit/", form_of(article) | {"action-publish": "1"})
    assert fresh(article).live


def test_a_waiting_text_is_locked_for_its_author_and_open_for_its_approver(
    network, item, editor, approver
):
    page = fresh(item.page)
    assert page.permissions_for_user(editor).page_locked()
    assert not page.permissions_for_user(approver).page_locked()


def test_the_editor_of_a_waiting_text_leads_to_the_review_and_decides_nothing_itself(
    network, item, approver, client_for
):
    client = client_for(network.communes[0], user=approver)
    page = shown(client, f"/quan-tri/pages/{item.page_id}/edit/")
    assert "Xem xét và duyệt" in page
    assert "data-workflow-action-name" not in page


def test_wagtails_own_action_asks_the_same_questions(network, item, editor, approver, client_for):
    save(item.page, approver, title="Người duyệt sửa")
    action = reverse(
        "wagtailadmin_pages:workflow_action", args=[item.page_id, "approve", item.task_state_id]
    )
    client = client_for(network.communes[0], user=approver)
    client.post(action)
    assert not fresh(item.page).live
    second = make_user(Role.APPROVER, TAM_THANH)
    client_for(network.communes[0], user=second).post(action)
    assert fresh(item.page).live


# rules


@pytest.fixture
def administrator(network):
    """An administrator of Lạng Sơn."""
    return make_user(Role.PROVINCE_ADMINISTRATOR, LANG_SON)


def test_the_province_writes_a_rule(network, administrator, client_for):
    client = client_for(network.province, user=administrator)
    assert shown(client, "/quan-tri/quy-tac-duyet/")
    data = {
        "province": LANG_SON, "commune": "", "section": NEWS, "route": "commune_then_province",
        "commune_days": "1", "province_days": "2",
    }  # fmt: skip
    assert client.post("/quan-tri/quy-tac-duyet/new/", data).status_code == 302
    rule = ApprovalRule.objects.get()
    assert (rule.route, rule.province_days) == (Route.COMMUNE_THEN_PROVINCE, 2)
    assert "xã duyệt, sau đó tỉnh duyệt" in shown(client, "/quan-tri/quy-tac-duyet/")
    form = shown(client, "/quan-tri/quy-tac-duyet/new/")
    assert '<select name="section"' in form
    assert f'<option value="{NEWS}">Hoạt động của đơn vị</option>' in form
    again = client.post("/quan-tri/quy-tac-duyet/new/", data)
    assert again.status_code == 200
    assert "Đã có quy tắc cho chuyên mục này" in again.content.decode()


@pytest.mark.parametrize("prefix", ["quy-tac-duyet", "giam-sat", "ly-do-tra-lai"])
def test_rules_are_for_administrators_of_the_province(network, client_for, prefix):
    for role, place in (
        (Role.PROVINCE_MODERATOR, LANG_SON),
        (Role.PROVINCE_OBSERVER, LANG_SON),
        (Role.SITE_ADMINISTRATOR, TAM_THANH),
        (Role.APPROVER, TAM_THANH),
    ):
        client = client_for(network.province, user=make_user(role, place))
        assert client.get(f"/quan-tri/{prefix}/").status_code in (302, 403, 404)
        assert client.get(f"/quan-tri/{prefix}/new/").status_code in (302, 403, 404)


def test_a_rule_of_another_province_can_neither_be_seen_nor_made(
    network, administrator, client_for
):
    build_network(HUE, 1)
    foreign = ApprovalRule.objects.create(province_id=HUE, route=Route.COMMUNE)
    client = client_for(network.province, user=administrator)
    for step in ("edit", "delete", "history", "usage"):
        assert client.get(f"/quan-tri/quy-tac-duyet/{step}/{foreign.pk}/").status_code == 404
    data = {"province": HUE, "route": "commune", "commune_days": "1", "province_days": "1"}
    assert client.post("/quan-tri/quy-tac-duyet/new/", data).status_code == 200
    assert ApprovalRule.objects.count() == 1


def test_an_observer_elsewhere_administers_nothing_there(network, administrator, client_for):
    build_network(HUE, 1)
    give_role(administrator, Role.PROVINCE_OBSERVER, HUE)
    foreign = ApprovalRule.objects.create(province_id=HUE, route=Route.COMMUNE)
    client = client_for(network.province, user=administrator)
    for step in ("edit", "delete"):
        assert client.get(f"/quan-tri/quy-tac-duyet/{step}/{foreign.pk}/").status_code == 404
