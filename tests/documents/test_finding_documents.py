"""Documents are found by facets, words, order and number, and every list can be taken away."""

import csv
import io
import json
import re
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import PageViewRestriction

from documents import exports
from documents.files.reader import PageOfFile
from documents.files.services import keep_pages
from documents.models import LegalDocumentPage, PortalDocument
from documents.record.shelves import refresh_shelves
from tests.factories import attach, make_file, make_legal_document, section_page
from tests.networks import LANG_SON
from tests.pages_as_seen import links_of, main_text_of, path_of
from tests.query_counts import queries_of

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def commune(network):
    """Phường Tam Thanh."""
    return network.communes[0]


@pytest.fixture
def visitor(commune, client_for):
    """Somebody who reads the site of Tam Thanh without an account."""
    return client_for(commune)


@pytest.fixture
def path(commune):
    """The section with three documents that differ in everything."""
    today = timezone.localdate()
    rows = (
        ("Một", "10/2026/NQ-HĐND", "nghi-quyet", "HĐND phường Tam Thanh", date(2026, 1, 5),
         {"effective_on": date(2026, 1, 15), "field": "dat-dai"}),
        ("Hai", "9/QĐ-UBND", "quyet-dinh", "UBND phường Tam Thanh", date(2026, 2, 5),
         {"effective_on": today + timedelta(days=30), "field": "dat-dai"}),
        ("Ba", "100/QĐ-UBND", "quyet-dinh", "Ủy ban nhân dân phường Tam Thanh", date(2025, 2, 5),
         {"field": "y-te"}),
    )  # fmt: skip
    for title, number, kind, issuer, day, others in rows:
        make_legal_document(
            commune, title=title, number=number, document_type=kind, issuer=issuer, issued_on=day,
            **others,
        )  # fmt: skip
    return path_of(section_page(commune, "legal-documents"))


def titles(response):
    """Return the titles of the rows in their order."""
    return [row.document.title for row in response.context["pager"].items]


def options(response, parameter):
    """Return label and count of the values of a facet."""
    (facet,) = [one for one in response.context["facets"] if one.parameter == parameter]
    return [(option.label, option.count) for option in facet.options]


def test_each_facet_tells_how_many_documents_each_value_leaves(visitor, path):
    response = visitor.get(path)
    assert titles(response) == ["Hai", "Một", "Ba"]
    assert options(response, "loai") == [("Nghị quyết", 1), ("Quyết định", 2)]
    assert options(response, "nam") == [("2026", 2), ("2025", 1)]
    # However the body is written, it is one.
    assert options(response, "co-quan") == [
        ("HĐND phường Tam Thanh", 1), ("Ủy ban nhân dân phường Tam Thanh", 2),
    ]  # fmt: skip
    assert options(response, "linh-vuc") == [("Đất đai, nhà ở", 2), ("Y tế, dân số", 1)]
    assert options(response, "hieu-luc") == [
        ("Chưa xác định", 1), ("Chưa có hiệu lực", 1), ("Còn hiệu lực", 1),
    ]  # fmt: skip
    assert "Quyết định (2)" in main_text_of(response)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("loai=quyet-dinh", ["Hai", "Ba"]),
        ("loai=quyet-dinh&nam=2025", ["Ba"]),
        ("linh-vuc=dat-dai&hieu-luc=con-hieu-luc", ["Một"]),
        ("hieu-luc=chua-xac-dinh", ["Ba"]),
        ("co-quan=uy-ban-nhan-dan-phuong-tam-thanh&thu-tu=cu-nhat", ["Ba", "Hai"]),
        ("thu-tu=so-hieu", ["Hai", "Một", "Ba"]),
        ("cap=xa&nhom=quy-pham-phap-luat", ["Hai", "Một", "Ba"]),
        ("nam=2024", []),
        ("tu-khoa=100/QĐ-UBND", ["Ba"]),
        ("tu-khoa=9", ["Hai"]),
    ],
)
def test_choices_narrow_and_order_the_list(visitor, path, query, found):
    assert titles(visitor.get(f"{path}?{query}")) == found


def test_a_choice_narrows_the_counts_of_the_others_and_not_its_own(visitor, path):
    response = visitor.get(f"{path}?loai=quyet-dinh")
    assert options(response, "loai") == [("Nghị quyết", 1), ("Quyết định", 2)]
    assert options(response, "linh-vuc") == [("Đất đai, nhà ở", 1), ("Y tế, dân số", 1)]


def test_words_find_what_the_text_says(visitor, commune, path):
    make_legal_document(commune, title="Hiến máu nhân đạo", number="77/KH-UBND")
    assert titles(visitor.get(f"{path}?tu-khoa=hien+mau")) == ["Hiến máu nhân đạo"]
    assert titles(visitor.get(f"{path}?tu-khoa=khong+co+dau+het")) == []


@pytest.mark.parametrize(
    "query",
    ["loai=khong-co", "nam=mot", "nam=12", "nam=%00", "co-quan=a%00", "co-quan=' OR 1=1",
     "hieu-luc=x", "thu-tu=x", "trang=99", "nam=99999999999999999999"],
)  # fmt: skip
def test_a_value_that_does_not_exist_is_not_found(visitor, path, query):
    assert visitor.get(f"{path}?{query}").status_code == 404


def test_counts_follow_every_change(visitor, commune, path, django_capture_on_commit_callbacks):
    visitor.get(path)
    with django_capture_on_commit_callbacks(execute=True):
        page = make_legal_document(commune, document_type="quyet-dinh")
    assert ("Quyết định", 3) in options(visitor.get(path), "loai")
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    response = visitor.get(path)
    assert ("Quyết định", 2) in options(response, "loai")
    assert response.context["pager"].total_items == 3


def test_a_moved_document_is_found_where_it_went(visitor, commune, path):
    page = LegalDocumentPage.objects.get(title="Một")
    page.move(section_page(commune, "admin-documents"), pos="last-child")
    cache.clear()
    assert titles(visitor.get(path)) == ["Hai", "Ba"]
    assert titles(visitor.get(path_of(section_page(commune, "admin-documents")))) == ["Một"]


def test_shelves_that_fell_out_of_step_are_put_right(path):
    LegalDocumentPage.objects.update(shelf="", place_code="")
    assert refresh_shelves(LegalDocumentPage.objects.all()) == 3
    assert refresh_shelves(LegalDocumentPage.objects.all()) == 0


def test_what_is_not_public_is_neither_listed_nor_counted_nor_exported(visitor, commune, path):
    today = timezone.localdate()
    make_legal_document(commune, title="Nháp", live=False)
    make_legal_document(
        commune, title="Quá hạn", disclosed_on=today - timedelta(days=9),
        expires_on=today - timedelta(days=1),
    )  # fmt: skip
    closed = make_legal_document(commune, title="Kín")
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    response = visitor.get(path)
    assert titles(response) == ["Hai", "Một", "Ba"]
    assert response.context["pager"].total_items == 3
    exported = b"".join(visitor.get(f"{path}van-ban.json")).decode()
    assert not {"Nháp", "Quá hạn", "Kín"} & {
        one["title"] for one in json.loads(exported)["documents"]
    }


def test_whether_a_section_is_restricted_is_asked_of_the_few_restrictions(visitor, path):
    with queries_of() as asked:
        visitor.get(path)
    mentioned = [sql for sql in asked if "pageviewrestriction" in sql]
    question = next(sql for sql in mentioned if sql.startswith("SELECT 1"))
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
            cursor.execute(f"EXPLAIN QUERY PLAN {question}")
            plan = [step[-1] for step in cursor.fetchall()]
        # The pages below the section are never walked through.
        assert any(step.startswith("SCAN wagtailcore_pageviewrestriction") for step in plan)
        assert not [step for step in plan if "path" in step]


@pytest.mark.parametrize("number", [2, 60])
def test_a_list_costs_the_same_with_2_and_with_60_documents(visitor, commune, path, number):
    for _ in range(number):
        make_legal_document(commune)
    visitor.get(path)
    with queries_of() as known:
        visitor.get(path)
    assert len(known) <= 5
    cache.clear()
    visitor.get("/so-do-trang/")
    with queries_of() as unknown:
        visitor.get(path)
    assert len(unknown) <= 15


@pytest.mark.parametrize("order", ["moi-nhat", "cu-nhat", "so-hieu"])
def test_late_pages_are_sought_by_marks_and_leave_nothing_out(
    visitor, commune, path, order, monkeypatch
):
    for number in range(40):
        make_legal_document(
            commune, title=f"Số {number}", number=f"{number % 13 + 1}/KH-UBND",
            issued_on=date(2025, 3, 1 + number % 17),
        )  # fmt: skip
    monkeypatch.setattr("commune_site.listings.Listing.page_size", 5)
    whole = [title for page in range(1, 10) for title in titles(visitor.get(
        path, {"thu-tu": order, "trang": page}
    ))]  # fmt: skip
    for module in ("documents.marks", "documents.listing"):
        monkeypatch.setattr(f"{module}.STEP", 6)
    cache.clear()
    found = []
    for page in range(1, 10):
        visitor.get(path, {"thu-tu": order, "trang": page})
        with queries_of() as asked:
            found += titles(visitor.get(path, {"thu-tu": order, "trang": page}))
        # No more rows are passed over than lie between two marks, and those of one value.
        skipped = [int(hit) for one in asked for hit in re.findall(r"OFFSET (\d+)", one)]
        assert all(number < 6 + 4 for number in skipped)
    assert found == whole
    assert len(set(found)) == 43


def test_words_in_a_file_are_told_with_their_page_and_open_it_there(visitor, commune, path):
    document = LegalDocumentPage.objects.get(title="Hai")
    for number in range(2):
        file = make_file(commune, title=f"Tệp {number}")
        attach(document, file)
        first, found = "Hồ chứa", "Điều 9. Hồ chứa nước Nà Tâm"
        keep_pages(file, (PageOfFile(1, first, False), PageOfFile(7, found, False)))
    answer = visitor.get(path, {"tu-khoa": "ho na tam"})
    (row,) = answer.context["pager"].items
    assert row.document == document and row.found_on.number == 7
    text = answer.content.decode()
    assert f'href="{row.found_on.url}"' in text and row.found_on.url.endswith("#page=7")
    assert "Tìm thấy ở trang 7 của tệp" in text and "Điều 9. Hồ chứa nước" in text
    # No page holds all words, though the first of them stands on many.
    answer = visitor.get(path, {"tu-khoa": "hồ chứa hai"})
    assert all(row.found_on is None for row in answer.context["pager"].items)
    # What the public may not have is not told of either.
    PortalDocument.everywhere.update(examination="refused")
    (row,) = visitor.get(path, {"tu-khoa": "hai"}).context["pager"].items
    assert row.found_on is None


def test_the_feed_follows_the_choice(visitor, path):
    address = f"{path}feed.xml?loai=quyet-dinh"
    assert address in links_of(visitor.get(f"{path}?loai=quyet-dinh"))
    root = ElementTree.fromstring(visitor.get(address).content)
    found = [entry.findtext(f"{ATOM}title") for entry in root.iter(f"{ATOM}entry")]
    assert found == ["9/QĐ-UBND: Hai", "100/QĐ-UBND: Ba"]
    (own,) = [link.get("href") for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert own.endswith("feed.xml?loai=quyet-dinh")
    assert visitor.get(f"{path}feed.xml?loai=x").status_code == 404


def test_csv_holds_the_choice_and_no_formula(visitor, commune, path):
    make_legal_document(commune, title='=HYPERLINK("http://x")', number="+1/KH", summary="@x")
    assert f"{path}van-ban.csv?loai=ke-hoach" in links_of(visitor.get(f"{path}?loai=ke-hoach"))
    response = visitor.get(f"{path}van-ban.csv?loai=ke-hoach")
    content = b"".join(response)
    assert content.startswith(b"\xef\xbb\xbf")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    heading, row = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    assert heading[:4] == ["Số, ký hiệu", "Loại văn bản", "Nhóm văn bản", "Tiêu đề"]
    assert row[0] == "'+1/KH"
    assert row[3].startswith("'=")
    assert "2026-02-03" in row


def test_a_workbook_holds_texts_and_dates_and_no_formula(visitor, commune, path):
    make_legal_document(commune, title="=1+1", document_type="bao-cao")
    response = visitor.get(f"{path}van-ban.xlsx?loai=bao-cao")
    sheet = load_workbook(io.BytesIO(response.content)).active
    cells = {sheet.cell(1, column).value: sheet.cell(2, column) for column in range(1, 17)}
    assert (cells["Tiêu đề"].value, cells["Tiêu đề"].data_type) == ("=1+1", "s")
    assert cells["Ngày ban hành"].value.date() == date(2026, 2, 3)


def test_json_names_each_document_with_its_addresses(visitor, commune, path):
    read = json.loads(b"".join(visitor.get(f"{path}van-ban.json?nam=2025")))
    assert read["count"] == 1
    (row,) = read["documents"]
    assert (row["number"], row["issued_on"], row["effect"]) == (
        "100/QĐ-UBND", "2025-02-05", "Chưa xác định",
    )  # fmt: skip
    assert row["permanent_url"].endswith("/van-ban/so/100-QD-UBND-2025/")


@pytest.mark.parametrize("kind", ["csv", "json", "xlsx"])
def test_an_export_asks_no_query_per_row(visitor, commune, path, kind):
    def queries():
        visitor.get(path)
        with queries_of() as statements:
            response = visitor.get(f"{path}van-ban.{kind}")
            b"".join(response)
        return len(statements)

    few = queries()
    for _ in range(30):
        make_legal_document(commune)
    assert queries() == few


def test_a_list_too_long_for_one_file_says_how_to_narrow_it(visitor, path, monkeypatch):
    monkeypatch.setitem(exports.MOST_ROWS, "csv", 2)
    response = visitor.get(f"{path}van-ban.csv")
    assert response.status_code == 413
    assert "tối đa 2 văn bản" in main_text_of(response)
    assert visitor.get(f"{path}van-ban.csv?nam=2025").status_code == 200


def test_only_lists_of_documents_are_exported(visitor, commune, path):
    for address in (path_of(section_page(commune, "news")), "/khong-co/", "/van-ban/"):
        assert visitor.get(f"{address}van-ban.csv").status_code == 404
    assert visitor.get(f"{path}van-ban.exe").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "10-2026-NQ-HDND",
        "10/2026/NQ-HĐND",
        "10-2026-nq-hđnd",
        "010-2026-NQ-HDND",
        "số 10/2026/NQ-HĐND",
    ],
)
def test_a_number_leads_to_its_document_however_it_is_typed(visitor, path, address):
    page = LegalDocumentPage.objects.get(title="Một")
    response = visitor.get(f"/van-ban/so/{address}/")
    assert (response.status_code, response["Location"]) == (302, path_of(page))


def test_the_permanent_address_of_a_page_leads_back_to_it(visitor, path):
    for page in LegalDocumentPage.objects.exclude(shelf=""):
        assert visitor.get(page.permanent_path)["Location"] == path_of(page)
        assert page.permanent_path in main_text_of(visitor.get(path_of(page)))


def test_the_year_tells_documents_of_one_number_apart(visitor, commune):
    for year in (2024, 2025):
        make_legal_document(
            commune, title=f"Năm {year}", number="1/KH-UBND", issued_on=date(year, 1, 3)
        )
    response = visitor.get("/van-ban/so/1-KH-UBND/")
    assert response.status_code == 200
    text = main_text_of(response)
    assert "Năm 2024" in text and "Năm 2025" in text
    assert visitor.get("/van-ban/so/1-KH-UBND-2024/").status_code == 302


def test_an_unknown_number_is_not_found_and_helps_on(visitor, network, path):
    response = visitor.get("/van-ban/so/9-KH-UBND-2026/")
    assert response.status_code == 404
    text = main_text_of(response)
    assert "không đăng văn bản nào có số, ký hiệu “9-KH-UBND-2026”" in text
    assert "9/QĐ-UBND" in text
    assert any("/van-ban/so/" in link and "http" in link for link in links_of(response))


@pytest.mark.parametrize("address", ["%00", "x" * 200, "…", "%2e%2e/"])
def test_an_odd_number_is_not_found(visitor, path, address):
    assert visitor.get(f"/van-ban/so/{address}/").status_code == 404


def test_the_form_for_a_number_leads_to_its_address(visitor, path):
    assert visitor.get("/van-ban/so/").status_code == 200
    response = visitor.get("/van-ban/so/", {"so-van-ban": "9/QĐ-UBND"})
    assert visitor.get(response["Location"]).status_code == 302


def test_numbers_of_other_places_are_unknown(network, client_for, path):
    for place in (network.communes[1], network.province):
        assert client_for(place).get("/van-ban/so/9-QD-UBND/").status_code == 404
    make_legal_document(LANG_SON, number="9/QĐ-UBND")
    assert client_for(network.province).get("/van-ban/so/9-QD-UBND/").status_code == 302
