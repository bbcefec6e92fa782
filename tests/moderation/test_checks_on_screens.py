"""The same checks in the editor, in the review and in every way to publication."""

import pytest
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from commune_site.checks import Level
from commune_site.models import ArticlePage
from portal_network.moderation.errors import StoppedByChecks
from portal_network.moderation.models import CheckRule, QueueItem, State
from portal_network.moderation.services import decisions, publication
from portal_network.tenancy.models import Role
from tests.factories import make_article, make_file, make_user, section_page
from tests.moderation.texts import BODY, draft, fresh, save
from tests.networks import HUE, QUOC_KHANH, TAM_THANH, build_network
from tests.query_counts import queries_of, uncached_queries

pytestmark = pytest.mark.django_db

REASON = "Cảnh báo lũ ống trong đêm nay, phải báo ngay cho dân."


@pytest.fixture
def summary_needed(network):
    """A province in which nothing is published without a summary."""
    return CheckRule.objects.create(
        province=network.province, check_code="summary", level=Level.BLOCK
    )


def edit(page):
    """Return where a page is edited."""
    return f"/quan-tri/pages/{page.pk}/edit/"


def filled_in(**changes):
    """Return the form of an article as a browser sends it."""
    fields = {
        "title": "Lịch tiếp công dân", "slug": "lich-tiep", "summary": "", "author": "Văn phòng",
        "source": "Ủy ban nhân dân", "approver": "", "disclosed_on": "2026-03-15",
        "expires_on": "", "lead_image": "", "lead_image_alt": "", "lead_image_caption": "",
        "body": streamfield([("paragraph", rich_text(BODY))]), "gallery": streamfield([]),
        "attachments": inline_formset([]), "comments": inline_formset([]),
    }  # fmt: skip
    return nested_form_data(fields | changes)


def test_a_block_stops_the_submission_beside_its_field_and_keeps_what_was_typed(
    network, article, editor, client_for, summary_needed
):
    client = client_for(network.communes[0], user=editor)
    answer = client.post(edit(article), filled_in() | {"action-submit": "1"})
    assert answer.status_code == 200
    form = answer.context["form"]
    assert "Chưa có tóm tắt." in form.errors["summary"][0]
    assert "Lịch tiếp công dân" in answer.content.decode()
    assert not QueueItem.objects.exists()
    answer = client.post(edit(article), filled_in(summary="Có.") | {"action-submit": "1"})
    assert answer.status_code == 302
    assert QueueItem.objects.waiting().count() == 1


def test_a_draft_may_lack_what_a_publication_needs(
    network, article, editor, client_for, summary_needed
):
    client = client_for(network.communes[0], user=editor)
    assert client.post(edit(article), filled_in()).status_code == 302
    assert fresh(article).get_latest_revision_as_object().title == "Lịch tiếp công dân"


def test_files_chosen_in_the_same_form_count(network, editor, client_for):
    CheckRule.objects.create(province=network.province, check_code="file", level=Level.BLOCK)
    page = draft(section_page(TAM_THANH, "recruitment"), editor)
    client = client_for(network.communes[0], user=editor)
    data = filled_in(summary="Có.") | {"action-submit": "1"}
    answer = client.post(edit(page), data)
    assert answer.status_code == 200
    assert "Văn bản chưa có tệp đính kèm." in str(answer.context["form"].non_field_errors())
    chosen = inline_formset([{"document": str(make_file(TAM_THANH).pk), "title": ""}])
    data = filled_in(summary="Có.", attachments=chosen) | {"action-submit": "1"}
    assert client.post(edit(page), data).status_code == 302
    assert fresh(page).get_latest_revision_as_object().attachments.count() == 1


def test_no_way_to_publication_passes_a_block(
    network, editor, approver, moderator, submit, client_for
):
    page = draft(section_page(TAM_THANH, "news"), editor, summary="")
    item = submit(page, editor)
    rule = CheckRule.objects.create(
        province=network.province, check_code="summary", level=Level.BLOCK
    )
    with pytest.raises(StoppedByChecks, match="tóm tắt"):
        decisions.approve(approver, item.pk, item.revision_id)
    item.refresh_from_db()
    assert item.state == State.WAITING
    with pytest.raises(StoppedByChecks):
        publication.publish_at_once(moderator, fresh(page), REASON)
    assert not fresh(page).live
    client = client_for(network.communes[0], user=approver)
    answer = client.post(
        f"/quan-tri/hang-doi-duyet/{item.pk}/duyet/", {"revision": item.revision_id}, follow=True
    )
    assert "Chưa đăng được, phải sửa trước: Chưa có tóm tắt." in answer.content.decode()
    rule.delete()
    decisions.approve(approver, item.pk, item.revision_id)
    assert fresh(page).live


def test_what_was_public_does_not_come_back_against_a_block(network, article, approver, submit):
    save(article, article.owner, summary="")
    item = submit(fresh(article), article.owner)
    decisions.approve(approver, item.pk, item.revision_id)
    publication.withdraw(approver, fresh(article), REASON)
    CheckRule.objects.create(province=network.province, check_code="summary", level=Level.BLOCK)
    with pytest.raises(StoppedByChecks):
        publication.restore(approver, fresh(article), REASON)
    assert not fresh(article).live


def test_publishing_several_at_once_stops_at_a_block(
    network, article, operator_client, summary_needed
):
    save(article, article.owner, summary="")
    client = operator_client(network.communes[0])
    address = f"/quan-tri/bulk/wagtailcore/page/publish/?id={article.pk}"
    answer = client.post(address, follow=True)
    assert "Chưa có tóm tắt." in answer.content.decode()
    assert not fresh(article).live


def test_the_editor_lists_what_is_missing_and_which_law_wants_it(network, editor, client_for):
    page = draft(section_page(TAM_THANH, "social-support"), editor, summary="")
    client = client_for(network.communes[0], user=editor)
    shown = client.get(edit(page)).content.decode()
    for said in (
        "Chưa có tóm tắt.", "Thông tư 24/2011/TT-BTTTT", "Hãy ghi ngày hết hiển thị",
        "Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15", "Căn cứ pháp luật của chuyên mục",
        "Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15: Điều 11 khoản 7",
    ):  # fmt: skip
        assert said in shown, said


def test_the_form_of_a_new_page_says_what_it_will_need(network, editor, client_for):
    parent = section_page(TAM_THANH, "recruitment")
    client = client_for(network.communes[0], user=editor)
    answer = client.get(f"/quan-tri/pages/add/commune_site/articlepage/{parent.pk}/")
    shown = answer.content.decode()
    assert "Trang này cần có" in shown
    assert "Tệp văn bản đã ký" in shown
    assert "Chưa có tóm tắt." not in shown


def test_the_checklist_follows_the_newest_version(network, article, editor, client_for):
    client = client_for(network.communes[0], user=editor)
    address = f"/quan-tri/soan-thao/kiem-tra/{article.pk}/"
    assert "Chưa có tóm tắt." not in client.get(address).content.decode()
    save(article, editor, summary="")
    with queries_of() as statements:
        shown = client.get(address).content.decode()
    assert "Chưa có tóm tắt." in shown
    assert "không cho đăng" not in shown
    assert len(statements) <= 20


def test_the_checklist_of_others_does_not_exist(network, article, client_for):
    stranger = make_user(Role.EDITOR, QUOC_KHANH)
    client = client_for(network.communes[1], user=stranger)
    assert client.get(f"/quan-tri/soan-thao/kiem-tra/{article.pk}/").status_code == 404


def test_the_review_says_what_fails_and_what_stops(network, editor, approver, submit, client_for):
    page = draft(section_page(TAM_THANH, "news"), editor, summary="")
    item = submit(page, editor)
    CheckRule.objects.create(province=network.province, check_code="summary", level=Level.BLOCK)
    client = client_for(network.communes[0], user=approver)
    shown = client.get(f"/quan-tri/hang-doi-duyet/{item.pk}/").content.decode()
    assert "Chưa có tóm tắt." in shown
    assert "Không cho đăng." in shown


def test_a_province_s_administrator_sets_what_a_check_does(network, client_for):
    administrator = make_user(Role.PROVINCE_ADMINISTRATOR, network.province)
    client = client_for(network.province, user=administrator)
    new = "/quan-tri/kiem-tra-bai/new/"
    shown = client.get(new).content.decode()
    assert "Mô tả hình ảnh" in shown
    data = {"province": network.province.pk, "check_code": "alternative-texts", "level": "block"}
    assert client.post(new, data).status_code == 302
    assert CheckRule.objects.get().level == Level.BLOCK
    answer = client.post(new, data)
    assert answer.status_code == 200
    assert "Nội dung này đã có quy định." in answer.content.decode()
    assert "Mô tả hình ảnh" in client.get("/quan-tri/kiem-tra-bai/").content.decode()


def test_the_section_of_a_rule_is_chosen_not_typed(network, client_for):
    administrator = make_user(Role.PROVINCE_ADMINISTRATOR, network.province)
    client = client_for(network.province, user=administrator)
    shown = client.get("/quan-tri/quy-tac-duyet/new/").content.decode()
    assert '<select name="section"' in shown
    assert 'value="legal-documents"' in shown


def test_rules_of_another_province_do_not_exist(network, client_for):
    other = build_network(HUE, 1)
    rule = CheckRule.objects.create(province=other.province, check_code="links", level=Level.OFF)
    client = client_for(
        network.province, user=make_user(Role.PROVINCE_ADMINISTRATOR, network.province)
    )
    assert client.get(f"/quan-tri/kiem-tra-bai/edit/{rule.pk}/").status_code == 404


def test_the_public_site_asks_nothing_more(network, client_for):
    page = make_article(TAM_THANH)
    assert isinstance(page, ArticlePage)
    asked = uncached_queries(client_for(network.communes[0]), page.url)
    assert not [sql for sql in asked if "checkrule" in sql]
