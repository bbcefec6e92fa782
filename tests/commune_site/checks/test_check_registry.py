"""One registry of checks: what it knows, what a province changes, what it costs."""

import io
from datetime import date

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone
from pypdfium2 import PdfDocument

from commune_site.checks import CHECKS, Level, blocks_of, examine, failures_of, register_check
from commune_site.checks.duties import MOBILE_NUMBER, masked
from documents.scans import is_scan
from portal_network.moderation.models import CheckRule
from tests.factories import attach, make_article, make_file, make_legal_document
from tests.networks import HUE, LANG_SON, TAM_THANH, build_network
from tests.query_counts import queries_of

pytestmark = pytest.mark.django_db


def codes_of(page):
    """Return the codes of the checks that fail."""
    return {result.check.code for result in examine(page) if not result.is_passed}


def blank_pdf() -> bytes:
    """Return a file of one empty page, as a scanner without recognition of text makes it."""
    pdf = PdfDocument.new()
    pdf.new_page(200, 200)
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def pdf_with_text() -> bytes:
    """Return a file of one page with a word on it, written by hand."""
    stream = b"BT /F1 24 Tf 20 100 Td (Thong bao so 12) Tj ET"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = len(out)
    rows = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    head = b"xref\n0 6\n0000000000 65535 f \n"
    tail = b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % table
    return out + head + rows + tail


def test_every_check_says_what_it_wants_and_why():
    assert len(CHECKS) >= 15
    for code, check in CHECKS.items():
        assert code == check.code
        assert len(code) <= 40
        assert str(check.label)
        assert len(str(check.reason)) > 20
        assert check.level in Level.values


def test_a_code_is_given_once():
    with pytest.raises(ImproperlyConfigured):
        register_check("summary", label="x", reason="y")(lambda page: ())


def test_lists_of_people_show_no_identity_numbers(network):
    page = make_article(
        TAM_THANH, "social-support",
        paragraph="<p>Danh sách hộ được hỗ trợ: Nguyễn Văn Mẫu, số 020085001234, 0912 345 678.</p>",
    )  # fmt: skip
    assert {"identity-in-lists", "phones-in-lists", "expiry"} <= codes_of(page)
    assert [result.check.code for result in blocks_of(page)] == ["identity-in-lists"]
    assert not any("020085001234" in fault for fault in failures_of(page))


def test_tables_are_read_for_identity_numbers_too(network):
    table = {"data": [["Họ tên", "Số"], ["Nguyễn Văn Mẫu", "020085001234"]]}
    page = make_article(TAM_THANH, "military-service", body=[("table", table)])
    assert "identity-in-lists" in codes_of(page)


def test_numbers_elsewhere_are_only_pointed_out(network):
    page = make_article(TAM_THANH, paragraph="<p>Tài khoản thu: 001188002233, xin cảm ơn.</p>")
    assert "identity" in codes_of(page)
    assert blocks_of(page) == []


@pytest.mark.parametrize(
    "text", ["0912345678", "0912 345 678", "091.234.5678", "+84 912 345 678", "84912345678"]
)
def test_mobile_numbers_are_known_as_people_write_them(text):
    assert MOBILE_NUMBER.search(f"ĐT: {text}, xin liên hệ")


@pytest.mark.parametrize("text", ["02053 812 345", "1.912.345.678", "Số 12/2026", "2026"])
def test_what_is_no_mobile_number_is_left_alone(text):
    assert not MOBILE_NUMBER.search(text)


def test_a_message_repeats_nobodys_number():
    assert masked("020 085 001 234") == "020…34"


def test_a_section_may_want_a_file_from_every_item(network):
    page = make_article(TAM_THANH, "recruitment")
    assert "file" in codes_of(page)
    assert "file" not in codes_of(make_article(TAM_THANH))
    attach(page, make_file(TAM_THANH))
    assert "file" not in codes_of(type(page).objects.get(pk=page.pk))


def test_a_scan_without_text_is_pointed_out_and_one_with_text_is_not(network):
    silent = make_file(TAM_THANH, blank_pdf(), "scan.pdf")
    speaking = make_file(TAM_THANH, pdf_with_text(), "text.pdf")
    assert is_scan(silent)
    assert not is_scan(speaking)
    assert not is_scan(make_file(TAM_THANH, b"%PDF-1.7 broken", "broken.pdf"))
    assert not is_scan(make_file(TAM_THANH, b"PK", "bang.docx"))
    document = make_legal_document(TAM_THANH, full_text="")
    attach(document, silent)
    attach(document, speaking)
    document = type(document).objects.get(pk=document.pk)
    faults = [r.faults for r in examine(document) if r.check.code == "scan"]
    assert len(faults[0]) == 1
    assert silent.title in faults[0][0]


def test_the_foot_of_the_site_counts_against_no_text_unless_a_province_says_so(network):
    page = make_article(TAM_THANH, paragraph="<p>Hội nghị bàn việc thu gom rác tại khối phố.</p>")
    assert codes_of(page) == {"letterhead"}
    assert failures_of(page) == []
    CheckRule.objects.create(province=network.province, check_code="letterhead", level=Level.BLOCK)
    page = type(page).objects.get(pk=page.pk)
    assert len(failures_of(page)) == 1


def test_a_province_changes_levels_for_itself_alone(network):
    page = make_article(TAM_THANH, summary="")
    assert "summary" in codes_of(page)
    CheckRule.objects.create(province=network.province, check_code="summary", level=Level.OFF)
    assert "summary" not in codes_of(type(page).objects.get(pk=page.pk))
    hue = build_network(HUE, 1)
    other = make_article(hue.communes[0], summary="")
    assert "summary" in codes_of(other)
    assert CheckRule.objects.get().province_id == LANG_SON


@pytest.mark.parametrize("number", [0, 12])
def test_checks_ask_few_queries_however_many_files_there_are(network, number):
    page = make_legal_document(TAM_THANH, full_text="")
    for _one in range(number):
        attach(page, make_file(TAM_THANH))
    page = type(page).objects.get(pk=page.pk)
    with queries_of() as statements:
        examine(page)
    # Levels, rows of files, the files themselves, days off.
    assert len(statements) <= 5


def test_a_document_that_comes_too_late_is_told_until_it_is_public(network):
    page = make_legal_document(TAM_THANH, issued_on=date(2026, 2, 3))
    page.first_published_at = None
    late = [r.faults for r in examine(page) if r.check.code == "deadline"]
    assert late == [("Lẽ ra phải đăng trước hoặc trong ngày 05/02/2026.",)]
    page.issued_on = timezone.localdate()
    assert "deadline" not in codes_of(page)
    page.first_published_at = timezone.now()
    assert not [r for r in examine(page) if r.check.code == "deadline"]
