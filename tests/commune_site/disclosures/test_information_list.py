"""The list of information that must be disclosed makes itself (R43, R44, R45)."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from tests.commune_site.disclosures.makers import SUPPORT, make_disclosure
from tests.factories import make_article, make_legal_document, section_page
from tests.pages_as_seen import main_text_of, path_of
from tests.query_counts import uncached_queries


@pytest.fixture
def access(commune):
    return path_of(section_page(commune, "information-access"))


@pytest.fixture
def disclosed(commune):
    return make_disclosure(
        commune,
        title="Dự toán năm 2026",
        decision_number="45/QĐ-UBND",
        decided_on=date(2026, 1, 5),
        disclosed_on=date(2026, 1, 9),
        posting_place="Nhà văn hóa",
        posted_from=date(2026, 1, 9),
    )


def test_page_says_whom_to_ask_and_leads_to_the_list(visitor, commune, access):
    answer = visitor.get(access)
    text = main_text_of(answer)
    assert answer.status_code == 200
    assert "Đầu mối cung cấp thông tin" in text
    assert "3 ngày làm việc" in text
    assert 'href="danh-muc/"' in answer.content.decode()
    assert visitor.get(f"{access}danh-muc").status_code == 301


def test_list_says_what_the_law_demands_and_what_was_published(visitor, access, disclosed):
    text = main_text_of(visitor.get(f"{access}danh-muc/"))
    for words in (
        "Ngân sách, tài chính",
        "Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15: Điều 11 khoản 2",
        "Dự toán năm 2026",
        "45/QĐ-UBND",
        "05/01/2026",
        "Đăng trên trang thông tin điện tử; niêm yết tại Nhà văn hóa",
        "09/01/2026",
    ):
        assert words in text, words


def test_empty_sections_are_named_without_a_link(visitor, access, commune):
    html = visitor.get(f"{access}danh-muc/").content.decode()
    assert "Quản lý, sử dụng tài sản công" in html
    assert path_of(section_page(commune, "public-assets")) not in html


def test_list_follows_what_is_published(visitor, access, commune, disclosed):
    make_legal_document(commune, title="Nghị quyết mới", number="7/NQ-HĐND")
    over = make_disclosure(commune, SUPPORT, title="Danh sách đã hết hạn", kind="named_list",
                           disclosed_on=timezone.localdate() - timedelta(days=40),
                           expires_on=timezone.localdate() - timedelta(days=1))  # fmt: skip
    make_article(commune, "news", title="Tin không thuộc danh mục")
    text = main_text_of(visitor.get(f"{access}danh-muc/"))
    assert "7/NQ-HĐND" in text
    assert over.title not in text
    assert "Tin không thuộc danh mục" not in text


def test_list_of_a_quarter(visitor, access, commune, disclosed):
    make_disclosure(commune, title="Của quý hai", disclosed_on=date(2026, 5, 2))
    first = main_text_of(visitor.get(f"{access}danh-muc/?nam=2026&quy=1"))
    assert "Dự toán năm 2026" in first
    assert "Của quý hai" not in first
    for query in ("quy=1", "nam=abc", "nam=2026&quy=5", "trang=99"):
        assert visitor.get(f"{access}danh-muc/?{query}").status_code == 404, query


def test_list_can_be_taken_away(visitor, access, disclosed):
    as_csv = visitor.get(f"{access}danh-muc.csv?nam=2026&quy=1")
    [_head, row] = csv.reader(io.StringIO(as_csv.content.decode("utf-8-sig")))
    assert row[0] == "Dự toán năm 2026"
    assert row[3] == "2026-01-05"
    assert row[7] == disclosed.full_url
    as_xlsx = visitor.get(f"{access}danh-muc.xlsx")
    assert load_workbook(io.BytesIO(as_xlsx.content)).active["A2"].value == "Dự toán năm 2026"


@pytest.mark.parametrize("path", ["khac/", "danh-muc.exe", "danh-muc/khac/", "danh-muc.csv/x/"])
def test_nothing_else_is_below_the_section(visitor, access, path):
    assert visitor.get(f"{access}{path}").status_code == 404


def test_each_site_lists_its_own(visitor, access, network, neighbour):
    make_disclosure(neighbour, title="Của xã bên")
    make_disclosure(network.province, title="Của tỉnh")
    text = main_text_of(visitor.get(f"{access}danh-muc/"))
    assert "Của xã bên" not in text
    assert "Của tỉnh" not in text


def test_queries_do_not_grow_with_the_list(visitor, access, commune):
    make_disclosure(commune)
    few = len(uncached_queries(visitor, f"{access}danh-muc/"))
    for _more in range(40):
        make_disclosure(commune)
    assert len(uncached_queries(visitor, f"{access}danh-muc/")) == few
    assert few <= 8
