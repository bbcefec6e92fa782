"""Guidance and policies: fields, lists, what is read aloud, bases in the library, bad input."""

import json
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from commune_site.guidance.models import (
    Audience,
    Field,
    GuidanceBasis,
    GuidancePage,
    PolicyBasis,
    PolicyPage,
    Validity,
)
from tests import factories
from tests.factories import make_legal_document, make_user, section_page
from tests.networks import TAM_THANH
from tests.pages_as_seen import elements_of, links_of, main_text_of, path_of, text_of
from tests.query_counts import uncached_queries

pytestmark = pytest.mark.django_db

STEPS = [("step", {"title": "Nộp hồ sơ", "text": ""})]


def make_guidance(**fields) -> GuidancePage:
    """Publish guidance on the site of phường Tam Thanh."""
    return factories.make_guidance(TAM_THANH, **fields)


def make_policy(**fields) -> PolicyPage:
    """Publish a policy on the site of phường Tam Thanh."""
    return factories.make_policy(TAM_THANH, **fields)


@pytest.fixture
def visitor(network, client_for):
    """Somebody who reads the site of phường Tam Thanh."""
    return client_for(network.communes[0])


def test_steps_and_papers_are_lists_under_headings(visitor):
    answer = visitor.get(path_of(make_guidance()))
    text = main_text_of(answer)
    expected = (
        "Đối tượng Trẻ em, học sinh, sinh viên", "Lĩnh vực Hộ tịch", "Các bước thực hiện",
        "Nộp hồ sơ tại quầy số 2 Buổi sáng.", "Nhận kết quả", "Giấy tờ cần mang theo",
        "Giấy chứng sinh : bản chính",
    )  # fmt: skip
    positions = [text.index(part) for part in expected]
    assert positions == sorted(positions)
    assert [tag["class"] for tag in elements_of(answer, "ol") if "class" in tag] == ["steps"]
    levels = [name for name in ("h1", "h2", "h3") for _ in elements_of(answer, name)]
    assert levels.count("h1") == 1


def test_a_policy_says_first_what_it_gives_and_to_whom(visitor):
    page = make_policy(valid_from=date(2025, 7, 1))
    text = main_text_of(visitor.get(path_of(page)))
    order = ["Được hưởng gì", "500.000 đồng/tháng", "Ai được hưởng", "Từ đủ 75 tuổi.",
             "Thời gian áp dụng Đang áp dụng", "01/07/2025", "Các bước thực hiện"]  # fmt: skip
    assert [text.index(part) for part in order] == sorted(text.index(part) for part in order)


@pytest.mark.parametrize(
    "begin, end, validity",
    [
        (None, None, Validity.UNSTATED),
        (1, None, Validity.COMING),
        (0, None, Validity.VALID),
        (-9, 0, Validity.VALID),
        (None, -1, Validity.OVER),
        (-9, -1, Validity.OVER),
    ],
)
def test_validity_follows_from_the_dates(begin, end, validity):
    today = timezone.localdate()
    page = PolicyPage(
        valid_from=None if begin is None else today + timedelta(days=begin),
        valid_until=None if end is None else today + timedelta(days=end),
    )
    assert page.validity is validity


def test_what_is_over_stays_and_says_so(visitor):
    page = make_policy(valid_until=timezone.localdate() - timedelta(days=1))
    assert "Đã hết thời gian áp dụng" in main_text_of(visitor.get(path_of(page)))
    listed = main_text_of(visitor.get(path_of(section_page(TAM_THANH, "policies"))))
    assert "Đã hết thời gian áp dụng" in listed


def test_a_basis_leads_to_the_library_else_to_its_address_else_nowhere(visitor):
    page, document = make_guidance(), make_legal_document(TAM_THANH)
    hidden = make_legal_document(TAM_THANH)
    hidden.unpublish()
    rows = [
        {"citation": "Luật Hộ tịch", "provision": "Điều 13", "document": document},
        {"citation": "Nghị định 123", "url": "https://vbpl.vn/nd-123"},
        {"citation": "Thông tư 04", "document": hidden},
    ]
    for order, row in enumerate(rows):
        GuidanceBasis.everywhere.create(page=page, sort_order=order, **row)
    answer = visitor.get(path_of(page))
    assert "Luật Hộ tịch, Điều 13" in main_text_of(answer)
    assert {document.full_url, "https://vbpl.vn/nd-123"} <= set(links_of(answer))
    assert "Thông tư 04" in main_text_of(answer)
    assert hidden.full_url not in links_of(answer)


def test_what_people_came_for_stands_before_what_it_rests_on(visitor):
    page = make_guidance(body=[("paragraph", "<p>Lời dặn thêm cho gia đình.</p>")])
    GuidanceBasis.everywhere.create(page=page, citation="Luật Hộ tịch")
    for query in ({}, {"ban-in": "1"}):
        text = main_text_of(visitor.get(path_of(page), query))
        assert (
            text.index("Lời dặn thêm") < text.index("Căn cứ pháp lý") < text.index("Luật Hộ tịch")
        )


@pytest.mark.parametrize("make", [factories.make_guidance, factories.make_policy])
def test_a_text_leads_on_to_the_others_of_its_section(visitor, make):
    page, other = make(TAM_THANH), make(TAM_THANH, title="Bài khác cùng mục")
    answer = visitor.get(path_of(page))
    below = answer.content.decode().partition('id="lien-quan"')[2]
    assert f'<a href="{path_of(other)}">Bài khác cùng mục</a>' in below
    assert "" not in links_of(answer)


def test_lists_filter_by_audience_and_field_and_show_the_amount(visitor):
    other = make_policy()
    make_policy(audience=Audience.POOR, field=Field.HEALTH, title="Bảo hiểm y tế")
    path = path_of(section_page(TAM_THANH, "policies"))
    text = main_text_of(visitor.get(path))
    assert "500.000 đồng/tháng" in text
    assert "Người cao tuổi (1)" in text
    narrowed = main_text_of(visitor.get(path, {"doi-tuong": "ho-ngheo", "linh-vuc": "y-te"}))
    assert "Bảo hiểm y tế" in narrowed
    assert other.title not in narrowed
    assert visitor.get(path, {"doi-tuong": "khong-co"}).status_code == 404


def test_lists_and_texts_cost_the_same_with_2_and_with_60(visitor):
    page = make_guidance()
    make_guidance()
    GuidanceBasis.everywhere.create(page=page, citation="Luật Hộ tịch")
    listing = path_of(section_page(TAM_THANH, "legal-guidance"))
    few = [len(uncached_queries(visitor, path)) for path in (listing, path_of(page))]
    for number in range(58):
        make_guidance()
        document = make_legal_document(TAM_THANH)
        GuidanceBasis.everywhere.create(page=page, citation=f"Luật {number}", document=document)
    assert [len(uncached_queries(visitor, path)) for path in (listing, path_of(page))] == few
    assert few[0] <= 9
    assert few[1] <= 7


def test_search_engines_read_steps_and_benefits(visitor):
    how_to = visitor.get(path_of(make_guidance())).content.decode()
    assert '"@type": "HowTo"' in how_to
    assert '"name": "Nhận kết quả"' in how_to
    service = make_policy(valid_from=date(2025, 7, 1)).structured_data()[-1]
    assert service["@type"] == "GovernmentService"
    assert service["audience"]["audienceType"] == "Người cao tuổi"
    assert json.dumps(service["provider"]["url"]) == '"http://tamthanh.langson.localhost"'


def test_both_can_be_printed(visitor):
    for page in (make_guidance(), make_policy()):
        text = text_of(visitor.get(path_of(page), {"ban-in": "1"}))
        assert "Nộp hồ sơ tại quầy số 2" in text


def test_they_are_found_by_words_of_their_steps_without_marks(visitor):
    page = make_guidance()
    assert "nop ho so tai quay so 2" in page.folded_text
    assert "tu du 75 tuoi" in make_policy().folded_text


@pytest.mark.parametrize("model", [GuidancePage, PolicyPage])
def test_the_last_day_must_not_lie_before_the_first(model):
    page = model(title="x", author="A", source="B", valid_from=date(2026, 2, 2),
                 valid_until=date(2026, 2, 1), steps=STEPS)  # fmt: skip
    with pytest.raises(ValidationError) as caught:
        page.clean()
    assert "valid_until" in caught.value.message_dict


def test_letters_and_marks_are_composed():
    page = PolicyPage(title="Trơ\u0323 cấp", author="A", source="B", benefit="Mơ\u0301i")
    page.clean()
    assert (page.title, page.benefit) == ("Trợ cấp", "Mới")


def form_data(**fields) -> dict:
    """Return the form of a policy as a browser sends it."""
    empty = streamfield([])
    rich = json.dumps({"blocks": [], "entityMap": {}})
    data = {
        "title": "Trợ cấp hưu trí", "slug": "tro-cap", "summary": "", "author": "A", "source": "B",
        "approver": "", "disclosed_on": "01/11/2026", "expires_on": "", "field": "an-sinh",
        "audience": "nguoi-cao-tuoi", "valid_from": "", "valid_until": "", "where": "",
        "benefit": "Nhận tiền", "amount": "", "beneficiaries": "Người già",
        "steps": streamfield([("step", {"title": "Nộp hồ sơ", "text": rich})]),
        "papers": empty, "body": empty, "attachments": inline_formset([]),
        "legal_bases": inline_formset(
            [{"citation": "Luật BHXH", "provision": "Điều 21", "document": "", "url": ""}]
        ),
        "comments": inline_formset([]), "lead_image": "", "lead_image_alt": "",
    } | fields  # fmt: skip
    return nested_form_data(data)


@pytest.fixture
def add_form(network, client_for):
    """The client of an editor, and the address of the form of a new policy."""
    client = client_for(network.communes[0], make_user("editor", TAM_THANH))
    parent = section_page(TAM_THANH, "policies").pk
    return client, reverse("wagtailadmin_pages:add", args=["guidance", "policypage", parent])


def test_an_editor_writes_a_policy_with_steps_and_basis(add_form):
    client, path = add_form
    assert client.post(path, form_data()).status_code == 302
    page = PolicyPage.everywhere.get()
    content = page.get_latest_revision_as_object()
    assert content.steps[0].value["title"] == "Nộp hồ sơ"
    assert [row.citation for row in content.legal_bases.all()] == ["Luật BHXH"]
    assert page.section == "policies"


@pytest.mark.parametrize(
    "changed, message",
    [
        ({"benefit": ""}, "Trường này là bắt buộc"),
        ({"field": "khong-co"}, "khong-co"),
        ({"valid_from": "31/12/2026", "valid_until": "01/01/2026"}, "không được trước ngày"),
        ({"author": ""}, "Hãy ghi tên tác giả hoặc đơn vị cung cấp bài."),
    ],
)
def test_bad_input_is_answered_beside_the_field_and_nothing_is_lost(add_form, changed, message):
    client, path = add_form
    answer = client.post(path, form_data(**changed) | {"action-submit": "1"})
    assert answer.status_code == 200
    html = answer.content.decode()
    assert message in html
    assert "Người già" in html
    assert not PolicyPage.everywhere.exists()


def test_the_library_of_another_commune_cannot_be_a_basis(network, add_form):
    client, path = add_form
    foreign = make_legal_document(network.communes[1])
    basis = {"citation": "x", "provision": "", "document": str(foreign.pk), "url": ""}
    client.post(path, form_data(legal_bases=inline_formset([basis])))
    assert not PolicyBasis.everywhere.filter(document=foreign).exists()
    assert not PolicyPage.everywhere.exists()
