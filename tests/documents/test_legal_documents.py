"""A legal document shows what it states, and what it does not state stays unknown (R70)."""

import re
from datetime import date, timedelta

import pytest
import segno
from django.core.exceptions import ValidationError
from django.utils import timezone

from documents.models import DocumentType, LegalDocumentPage, SigningForm
from tests.factories import attach, make_file, make_legal_document, section_page
from tests.pages_as_seen import elements_of, links_of, main_text_of, path_of

# A page, even an unsaved one, asks for its content type.
pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 15)


@pytest.fixture
def commune(network):
    """Phường Tam Thanh."""
    return network.communes[0]


@pytest.fixture
def visitor(commune, client_for):
    """Somebody who reads the site of Tam Thanh without an account."""
    return client_for(commune)


def faults(page, **changes):
    """Return the faults that the check of a document names once it is changed so, by field."""
    for name, value in changes.items():
        setattr(page, name, value)
    try:
        page.full_clean()
    except ValidationError as error:
        return error.message_dict
    return {}


@pytest.mark.parametrize(
    ("effective_on", "expired_on", "label"),
    [
        (None, None, "Chưa xác định"),
        (date(2026, 6, 15), None, "Còn hiệu lực"),
        (date(2026, 6, 16), None, "Chưa có hiệu lực"),
        (date(2020, 1, 1), date(2026, 6, 15), "Hết hiệu lực toàn bộ"),
        (date(2020, 1, 1), date(2026, 6, 16), "Còn hiệu lực"),
        (None, date(2026, 6, 15), "Hết hiệu lực toàn bộ"),
        (None, date(2026, 6, 16), "Chưa xác định"),
    ],
)
def test_the_state_of_effect_follows_from_the_dates_and_unknown_stays_unknown(
    effective_on, expired_on, label
):
    document = LegalDocumentPage(effective_on=effective_on, expired_on=expired_on)
    assert document.status_label(TODAY) == label


def test_without_a_day_the_state_is_that_of_today():
    today = timezone.localdate()
    assert LegalDocumentPage(effective_on=today).status_label() == "Còn hiệu lực"
    tomorrow = today + timedelta(days=1)
    assert LegalDocumentPage(effective_on=tomorrow).status_label() == "Chưa có hiệu lực"


def test_a_date_of_issue_in_the_future_is_refused(commune):
    tomorrow = timezone.localdate() + timedelta(days=1)
    document = make_legal_document(commune)
    assert faults(document, issued_on=timezone.localdate()) == {}
    assert faults(document, issued_on=tomorrow) == {
        "issued_on": ["Ngày ban hành không được sau ngày hôm nay."]
    }


def test_an_end_before_the_beginning_is_refused(commune):
    document = make_legal_document(commune)
    found = faults(document, effective_on=date(2026, 2, 1), expired_on=date(2026, 1, 31))
    assert found == {"expired_on": ["Ngày hết hiệu lực không được trước ngày có hiệu lực."]}
    assert faults(document, expired_on=date(2026, 2, 1)) == {}


@pytest.mark.parametrize("name", ["document_type", "issuer"])
def test_type_and_issuer_are_required(commune, name):
    assert name in faults(make_legal_document(commune), **{name: ""})


def test_an_unknown_type_or_form_of_signing_is_refused(commune):
    document = make_legal_document(commune)
    assert set(faults(document, document_type="thong-tu-la", signing_form="XX")) == {
        "document_type",
        "signing_form",
    }


def test_what_a_document_does_not_state_may_stay_empty(commune):
    document = make_legal_document(
        commune, number="", issued_on=None, effective_on=None, signatory="", full_text=""
    )
    assert faults(document) == {}


def test_the_page_shows_every_attribute_in_vietnamese_form(visitor, commune):
    document = make_legal_document(
        commune,
        number="206/KH-UBND",
        document_type=DocumentType.PLAN,
        issuer="Ủy ban nhân dân phường Tam Thanh",
        issued_on=date(2026, 2, 3),
        effective_on=date(2026, 2, 5),
        signatory="Người ký mẫu",
        signatory_post="Chủ tịch",
        signing_form=SigningForm.TM,
    )
    document.place = "Lạng Sơn"
    document.save()
    text = main_text_of(visitor.get(path_of(document)))
    for words in (
        "Lạng Sơn", "206/KH-UBND", "Kế hoạch", "Ủy ban nhân dân phường Tam Thanh", "03/02/2026",
        "05/02/2026", "Người ký mẫu", "Chủ tịch", "TM. (thay mặt)", "Còn hiệu lực",
        "Toàn văn kế hoạch.",
    ):  # fmt: skip
        assert words in text


def test_the_page_leaves_out_what_the_document_does_not_state(visitor, commune):
    document = make_legal_document(commune, issued_on=None, signatory="", full_text="")
    response = visitor.get(path_of(document))
    text = main_text_of(response)
    for words in ("Ngày ban hành", "Người ký", "Ngày có hiệu lực", "Toàn văn"):
        assert words not in text
    assert "Chưa xác định" in text
    assert "None" not in text


def test_lists_show_number_and_type(commune):
    document = make_legal_document(commune, number="15/NQ-HĐND", document_type="nghi-quyet")
    document.refresh_from_db()
    assert (document.reference, document.kind_label) == ("15/NQ-HĐND", "Nghị quyết")


def test_a_changed_number_changes_in_lists(visitor, commune):
    document = make_legal_document(commune, number="15/NQ-HĐND")
    document.number = "16/NQ-HĐND"
    document.save_revision().publish()
    text = main_text_of(visitor.get(path_of(section_page(commune, "legal-documents"))))
    assert "16/NQ-HĐND" in text
    assert "15/NQ-HĐND" not in text


def test_the_signed_file_is_offered_and_fetched(visitor, commune):
    document = make_legal_document(commune)
    attach(document, make_file(commune, b"%PDF-1.7 ky so", "ke-hoach-206.pdf"), "Bản ký số")
    response = visitor.get(path_of(document))
    (file,) = response.context["attachments"]
    assert (file.title, file.extension) == ("Bản ký số", "pdf")
    assert file.url in links_of(response)
    fetched = visitor.get(file.url)
    assert fetched.status_code == 200
    assert b"".join(fetched) == b"%PDF-1.7 ky so"


def test_a_document_offers_print_save_and_share(visitor, commune):
    document = make_legal_document(commune)
    response = visitor.get(path_of(document))
    links = links_of(response)
    assert {f"{path_of(document)}?ban-in=1", f"{path_of(document)}?tai-ve=1"} <= set(links)
    assert [link.key for link in response.context["share_links"]] == [
        "facebook", "zalo", "x", "email",
    ]  # fmt: skip
    assert len(elements_of(response, "h1")) == 1


def drawn(svg: str) -> str:
    """Return the dark squares of a QR code."""
    return re.search(
        r'<path[^>]* d="([^"]+)"[^>]*stroke="#000"|stroke="#000"[^>]* d="([^"]+)"', svg
    )[0]


def test_the_code_of_a_document_holds_the_address_that_stays(visitor, commune):
    page = make_legal_document(commune, number="206/KH-UBND", issued_on=date(2021, 11, 5))
    shown = visitor.get(path_of(page)).content.decode()
    (code,) = re.findall(r"<svg[^>]*class=\"qr\".*?</svg>", shown, re.DOTALL)
    address = f"{page.tenant.root_url}/van-ban/so/206-KH-UBND-2021/"
    wanted = segno.make(address, error="m", micro=False)
    assert drawn(code) == drawn(wanted.svg_inline(border=4, light="#fff", dark="#000"))
    assert drawn(code) != drawn(segno.make(address + "x", error="m").svg_inline(dark="#000"))
    assert "<title>Địa chỉ của văn bản này</title>" in code
    # Where it leads there is the document.
    assert visitor.get("/van-ban/so/206-KH-UBND-2021/")["Location"] == path_of(page)
    # Without a number the address of the page itself stays.
    bare = make_legal_document(commune, number="")
    (code,) = re.findall(
        r"<svg[^>]*class=\"qr\".*?</svg>", visitor.get(path_of(bare)).content.decode(), re.DOTALL
    )
    wanted = segno.make(bare.full_url, error="m", micro=False)
    assert drawn(code) == drawn(wanted.svg_inline(border=4, light="#fff", dark="#000"))


def test_a_document_says_how_it_is_cited_and_nothing_that_it_does_not_state(visitor, commune):
    page = make_legal_document(
        commune, number="206/KH-UBND", document_type=DocumentType.PLAN, title="Chuyển đổi số",
        issuer="Ủy ban nhân dân phường Tam Thanh", issued_on=date(2021, 11, 5),
    )  # fmt: skip
    text = main_text_of(visitor.get(path_of(page)))
    assert "Cách trích dẫn" in text
    assert (
        "Kế hoạch số 206/KH-UBND ngày 05/11/2021 của Ủy ban nhân dân phường Tam Thanh,"
        f" “Chuyển đổi số”, {page.tenant.root_url}/van-ban/so/206-KH-UBND-2021/"
    ) in text
    bare = make_legal_document(commune, title="Không số", number="", issued_on=None)
    text = main_text_of(visitor.get(path_of(bare)))
    assert f"Kế hoạch của Ủy ban nhân dân xã, “Không số”, {bare.full_url}" in text


def test_related_documents_are_others_of_the_same_section(visitor, commune):
    document = make_legal_document(commune, title="Chính nó")
    make_legal_document(commune, title="Cùng mục")
    make_legal_document(commune, "admin-documents", title="Mục khác")
    related = visitor.get(path_of(document)).context["related"]
    assert [card.title for card in related] == ["Cùng mục"]
