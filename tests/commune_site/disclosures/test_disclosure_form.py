"""What an officer fills in, what is refused beside the field, and what goes on record."""

from datetime import date, timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from commune_site.disclosures.lists_of_people import VIEWED
from commune_site.disclosures.models import DisclosurePage
from commune_site.disclosures.profiles import OWN_FIELDS, profile_of, profiled_sections
from commune_site.sections import get_registry
from portal_network.audit.models import AuditEntry
from portal_network.tenancy.models import Role
from tests.commune_site.disclosures.makers import (
    BUDGET,
    REVENUE,
    SUPPORT,
    correct,
    make_disclosure,
)
from tests.commune_site.figures.sheets import budget as budget_file
from tests.commune_site.figures.sheets import workbook
from tests.factories import make_article, make_user, section_page


def form(section=BUDGET, page=None, figures=(), corrections=(), **fields) -> dict:
    """Return what a browser sends; ``page`` is the one that is edited."""
    profile = profile_of(section)
    kept = {
        "title": "Dự toán thu, chi ngân sách năm 2026",
        "slug": "du-toan-2026",
        "summary": "Tóm tắt.",
        "kind": profile.kinds[0].value,
        "decision_number": "",
        "decided_on": "",
        "legal_basis": "",
        "due_on": "",
        "disclosed_on": f"{timezone.localdate():%d/%m/%Y}",
        "expires_on": "",
        "posting_place": "",
        "posted_from": "",
        "posted_until": "",
        "author": "",
        "source": "Văn phòng",
        "approver": "",
        **({"period_kind": "", "period_year": "", "period_number": ""} if profile.periods else {}),
        **dict.fromkeys(profile.fields, ""),
    }
    if page is not None:
        shown = ("title", "slug", "summary", "kind", "period_kind", "period_year", "period_number")
        kept |= {name: getattr(page, name) or "" for name in shown if name in kept}
    rows = {
        "figures": inline_formset(list(figures), initial=sum("id" in row for row in figures)),
        "corrections": inline_formset(
            list(corrections), initial=sum("id" in row for row in corrections)
        ),
        "attachments": inline_formset([]),
        "comments": inline_formset([]),
        "body": streamfield([]),
    }
    return nested_form_data(kept | rows | fields)


def file(content=None, name="bang.xlsx"):
    return SimpleUploadedFile(name, content if content is not None else budget_file())


ROW = {"title": "Cân đối ngân sách", "chart": "bars", "note": "", "data": ""}


def add_url(place, section=BUDGET) -> str:
    return f"/quan-tri/pages/add/disclosures/disclosurepage/{section_page(place, section).pk}/"


def edit_url(page) -> str:
    return f"/quan-tri/pages/{page.pk}/edit/"


def words(answer) -> str:
    return unescape(answer.content.decode())


SECTIONS = (
    "budget-finance", "funds-contributions", "public-assets", "social-support", "relief",
    "military-service", "inspection-results", "anti-corruption", "fees-taxes", "statistics",
    "periodic-reports", "research-results", "recruitment", "internal-rules",
)  # fmt: skip


def test_every_profile_is_tried():
    assert profiled_sections() == SECTIONS


@pytest.mark.parametrize("section", SECTIONS)
def test_form_asks_what_its_section_asks(editor, commune, network, client_for, section):
    if not get_registry().get(section).applies_to("commune"):
        place = network.province
        editor = client_for(place, make_user(Role.PROVINCE_ADMINISTRATOR, place))
    else:
        place = commune
    html = words(editor.get(add_url(place, section)))
    profile = profile_of(section)
    for name in OWN_FIELDS:
        assert (f'name="{name}"' in html) == (name in profile.fields), name
    for texts in profile.fields.values():
        assert texts.label in html
        assert texts.help_text in html
    assert ('name="period_year"' in html) == bool(profile.periods)
    offered = {kind.value for kind in profile.kinds}
    assert all(f'value="{kind}"' in html for kind in offered)
    assert 'enctype="multipart/form-data"' in html


def test_an_editor_uploads_a_budget(editor, commune):
    data = form(figures=[ROW], period_kind="year", period_year="2026", total_revenue="12.345,6")
    answer = editor.post(add_url(commune), data | {"figures-0-data-file": file()})
    assert answer.status_code == 302, words(answer)
    page = DisclosurePage.objects.get(slug="du-toan-2026")
    assert page.section == BUDGET
    assert float(page.total_revenue) == 12345.6
    table = page.figures.get().table
    assert table.columns[2].heading == "Dự toán: Ngân sách nhà nước (triệu đồng)"
    assert len(table.rows) == 3


def test_a_hostile_file_is_told_beside_its_field_and_nothing_typed_is_lost(editor, commune):
    data = form(figures=[ROW], decision_number="45/QĐ-UBND")
    answer = editor.post(
        add_url(commune), data | {"figures-0-data-file": file(b"%PDF-1.7", "a.xlsx")}
    )
    assert answer.status_code == 200
    html = words(answer)
    assert "Đây là tệp PDF." in html
    assert "45/QĐ-UBND" in html
    assert "Cân đối ngân sách" in html
    assert not DisclosurePage.objects.filter(slug="du-toan-2026").exists()


def test_an_error_elsewhere_keeps_the_table_that_was_read(editor, commune):
    data = form(figures=[ROW], period_kind="quarter", period_year="2026", period_number="5")
    answer = editor.post(add_url(commune), data | {"figures-0-data-file": file()})
    html = words(answer)
    assert "Hãy ghi số từ 1 đến 4." in html
    assert "Bảng có 3 dòng, 6 cột." in html
    kept = answer.context["form"].formsets["figures"].forms[0]["data"].value()
    assert len(kept["rows"]) == 3


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"period_year": "2026"}, "Hãy chọn kỳ của số liệu."),
        ({"period_kind": "year", "period_year": "26"}, "Hãy ghi năm bằng bốn chữ số"),
        ({"total_revenue": "nhiều"}, "Hãy ghi số theo kiểu 1.234.567,89."),
        ({"decided_on": "01/01/2999"}, "Ngày của quyết định ở trong tương lai."),
        ({"posted_from": "01/03/2026"}, "Hãy ghi nơi niêm yết."),
        ({"posting_place": "A", "posted_until": "01/03/2026"}, "Hãy ghi ngày bắt đầu niêm yết."),
        (
            {"posting_place": "A", "posted_from": "01/03/2026", "posted_until": "15/03/2026"},
            "Thời gian niêm yết phải ít nhất 30 ngày liên tục.",
        ),
        (
            {"posting_place": "A", "posted_from": "02/03/2026", "posted_until": "01/03/2026"},
            "Ngày kết thúc niêm yết trước ngày bắt đầu.",
        ),
        ({"kind": "fee"}, "fee"),
    ],
)
def test_what_cannot_be_is_told_beside_the_field(editor, commune, fields, message):
    answer = editor.post(add_url(commune), form(**fields))
    assert answer.status_code == 200
    errors = answer.context["form"].errors
    assert any(message in text for texts in errors.values() for text in texts), errors


def test_deadline_and_end_of_the_posting_are_counted(editor, commune):
    data = form(
        "funds-contributions",
        kind="result",
        decided_on="13/03/2026",
        posting_place="Nhà văn hóa",
        posted_from="16/03/2026",
    )
    answer = editor.post(add_url(commune, "funds-contributions"), data)
    assert answer.status_code == 302, words(answer)
    page = DisclosurePage.objects.get(slug="du-toan-2026")
    # Five working days after a Friday end on the next Friday.
    assert page.due_on == date(2026, 3, 20)
    assert page.posted_until == date(2026, 4, 15)


# lists that name people


def people_form(rows=None, **fields) -> dict:
    expires = f"{timezone.localdate() + timedelta(days=30):%d/%m/%Y}"
    data = form(SUPPORT, figures=[ROW], kind="named_list", **({"expires_on": expires} | fields))
    content = workbook(rows or [["Họ và tên", "Năm sinh", "Thôn"], ["Người Ví Dụ", 1970, "Thôn 1"]])
    return data | {"figures-0-data-file": file(content)}


def test_a_list_of_people_proposes_its_end_and_must_have_one(editor, commune):
    proposed = timezone.localdate() + timedelta(days=30)
    assert f'value="{proposed:%d/%m/%Y}"' in words(editor.get(add_url(commune, SUPPORT)))
    answer = editor.post(add_url(commune, SUPPORT), people_form(expires_on=""))
    assert "Danh sách nêu tên người phải ghi ngày hết hạn đăng." in words(answer)
    far = f"{timezone.localdate() + timedelta(days=91):%d/%m/%Y}"
    answer = editor.post(add_url(commune, SUPPORT), people_form(expires_on=far))
    assert "chỉ được đăng tối đa 90 ngày" in words(answer)
    assert editor.post(add_url(commune, SUPPORT), people_form()).status_code == 302


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([["Họ tên", "Số CCCD"], ["A", "001099012345"]], "Không được công khai cột “Số CCCD”"),
        ([["Họ tên", "Số điện thoại"], ["A", "x"]], "Không được công khai cột “Số điện thoại”"),
        ([["Họ tên", "Dân tộc"], ["A", "Tày"]], "Không được công khai cột “Dân tộc”"),
        ([["Họ tên", "Bệnh"], ["A", "b"]], "Không được công khai cột “Bệnh”"),
        ([["Họ tên", "Ngày sinh"], ["A", date(1970, 1, 2)]], "chỉ ghi năm sinh"),
        ([["Họ tên", "Ghi chú"], ["A", "số 001099012345"]], "có số căn cước hoặc số điện thoại"),
        ([["Họ tên", "Liên hệ"], ["A", "0912345678"]], "có số căn cước hoặc số điện thoại"),
    ],
)
def test_lists_of_people_say_no_more_than_they_must(editor, commune, rows, message):
    answer = editor.post(add_url(commune, SUPPORT), people_form(rows))
    assert answer.status_code == 200
    assert message in words(answer)


def test_every_view_of_the_form_of_a_list_is_audited(editor, commune):
    page = make_disclosure(commune, SUPPORT, kind="named_list", disclosed_on=timezone.localdate())
    before = AuditEntry.objects.filter(action=VIEWED).count()
    for _view in range(2):
        assert editor.get(edit_url(page)).status_code == 200
    entries = AuditEntry.objects.filter(action=VIEWED)
    assert entries.count() == before + 2
    assert entries.latest("pk").actor_name
    editor.get(edit_url(make_disclosure(commune)))
    editor.get(edit_url(make_article(commune)))
    assert entries.count() == before + 2


# corrections


@pytest.fixture
def published(commune):
    return make_disclosure(
        commune, title="Dự toán thu, chi ngân sách năm 2026", slug="du-toan-2026", table=REVENUE,
        disclosed_on=timezone.localdate(), source="Văn phòng", summary="Tóm tắt.",
    )  # fmt: skip


def kept_row(page) -> dict:
    import json

    row = page.figures.get()
    return {
        "id": str(row.pk),
        "title": row.title,
        "chart": row.chart,
        "note": row.note,
        "data": json.dumps(row.data),
    }


SUBMIT = {"action-submit": "1"}


def test_published_figures_change_with_a_reason_only(editor, published):
    new = {"figures-0-data-file": file()}
    silent = form(page=published, figures=[kept_row(published)])
    answer = editor.post(edit_url(published), silent | new | SUBMIT)
    assert answer.status_code == 200
    assert "Hãy thêm một đính chính để người đọc biết" in words(answer)
    told = form(
        page=published,
        figures=[kept_row(published)],
        corrections=[{"corrected_on": "20/11/2026", "reason": "Nhập nhầm số thu."}],
    )
    answer = editor.post(edit_url(published), told | {"figures-0-data-file": file()} | SUBMIT)
    assert answer.status_code == 302, words(answer)
    newest = DisclosurePage.objects.get(pk=published.pk).get_latest_revision_as_object()
    assert [entry.reason for entry in newest.corrections.all()] == ["Nhập nhầm số thu."]


def test_a_draft_may_wait_with_its_reason(editor, published):
    data = form(page=published, figures=[kept_row(published)], title="Tên khác")
    assert editor.post(edit_url(published), data).status_code == 302


def test_a_new_summary_is_no_correction(editor, published):
    data = form(page=published, figures=[kept_row(published)], summary="Tóm tắt rõ hơn.")
    assert editor.post(edit_url(published), data | SUBMIT).status_code == 302


def test_a_published_correction_cannot_be_taken_back(editor, published):
    entry = correct(published, "Sửa số thu.", date(2026, 11, 2))
    row = {"id": str(entry.pk), "corrected_on": "02/11/2026", "reason": "Sửa số thu."}
    for change in ({"reason": "Chỉ sửa lỗi chính tả."}, {"DELETE": "1"}):
        data = form(page=published, figures=[kept_row(published)], corrections=[row | change])
        answer = editor.post(edit_url(published), data)
        assert answer.status_code == 200, change
        assert "Nội dung đính chính đã công khai phải giữ nguyên." in words(answer)


def test_a_change_past_the_form_leaves_its_mark(published):
    published.decision_number = "46/QĐ-UBND"
    published.save()
    entry = DisclosurePage.objects.get(pk=published.pk).corrections.get()
    assert entry.corrected_on == timezone.localdate()
    published.refresh_from_db()
    published.summary = "Khác."
    published.save()
    assert published.corrections.count() == 1


def test_publishing_a_silent_draft_leaves_its_mark(published):
    published.title = "Tên khác"
    published.save_revision().publish()
    fresh = DisclosurePage.objects.get(pk=published.pk)
    assert fresh.title == "Tên khác"
    assert fresh.corrections.count() == 1


@pytest.mark.parametrize(("typed", "follows"), [("", True), ("20/12/2026", False)])
def test_a_counted_deadline_follows_its_day_and_a_typed_one_stays(editor, commune, typed, follows):
    day = date(2026, 11, 2)
    sent = form("public-assets", decided_on=f"{day:%d/%m/%Y}", due_on=typed)
    assert editor.post(add_url(commune, "public-assets"), sent).status_code == 302
    page = DisclosurePage.objects.get(slug="du-toan-2026")
    first = page.due_on
    kept = {"due_on": f"{first:%d/%m/%Y}", "decided_on": "09/11/2026"}
    sent = form("public-assets", page, **kept)
    assert editor.post(edit_url(page), sent).status_code == 302
    page.refresh_from_db()
    later = page.get_latest_revision_as_object().due_on
    assert (later == first + timedelta(days=7)) if follows else (later == first)
