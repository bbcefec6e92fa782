"""What visitors see of a disclosure: facts, figures, files, corrections, papers."""

import csv
import io
import json
import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from commune_site.disclosures.models import DisclosurePage
from portal_network.tenancy.models import Role
from tests.commune_site.disclosures.makers import (
    BUDGET,
    REVENUE,
    SUPPORT,
    correct,
    make_disclosure,
)
from tests.factories import attach, make_file, make_user, section_page
from tests.pages_as_seen import path_of
from tests.query_counts import uncached_queries

AT_MOST = 9


@pytest.fixture
def budget(commune):
    return make_disclosure(
        commune,
        title="Dự toán thu, chi ngân sách năm 2026",
        decision_number="45/QĐ-UBND",
        decided_on=date(2026, 1, 5),
        period_kind="year",
        period_year=2026,
        total_revenue=Decimal("12345.6"),
        due_on=date(2026, 3, 10),
        posting_place="Trụ sở UBND phường",
        posted_from=date(2026, 3, 15),
        posted_until=date(2026, 4, 14),
        table=REVENUE,
    )


def text_of(client, address) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_page_states_what_the_law_asks(visitor, budget):
    html = text_of(visitor, path_of(budget))
    for text in (
        "Dự toán ngân sách, năm 2026",
        "Khoản 2 Điều 11 Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15",
        "45/QĐ-UBND",
        "05/01/2026",
        "10/03/2026 (đăng chậm 5 ngày)",
        "từ ngày 15/03/2026 đến hết ngày 14/04/2026",
        "Luật Tiếp cận thông tin: Điều 17 khoản 1 điểm đ",
        "12.345,6",
        "1.234,5",
    ):
        assert text in html, text


def test_figures_can_be_taken_away(visitor, budget):
    path = path_of(budget)
    as_csv = visitor.get(f"{path}?so-lieu=1.csv")
    lines = list(csv.reader(io.StringIO(as_csv.content.decode("utf-8-sig"))))
    assert lines[1] == ["Tổng số thu", "1234.5"]
    assert "bang-thu-ngan-sach.csv" in as_csv["Content-Disposition"]
    as_xlsx = visitor.get(f"{path}?so-lieu=1.xlsx")
    assert load_workbook(io.BytesIO(as_xlsx.content)).active["B2"].value == 1234.5


@pytest.mark.parametrize(
    "name", ["2.csv", "0.csv", "1.exe", "x.csv", "1", "-1.csv", "9999.csv", "١.csv", "1.csv\x00"]
)
def test_files_that_do_not_exist_are_not_found(visitor, budget, name):
    assert visitor.get(path_of(budget), {"so-lieu": name}).status_code == 404


def test_machines_read_a_dataset(visitor, budget):
    html = text_of(visitor, path_of(budget))
    found = re.findall(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', html, re.S)
    data = [item for text in found for item in _objects(json.loads(text))]
    dataset = next(item for item in data if item["@type"] == "Dataset")
    assert dataset["name"] == "Bảng thu ngân sách"
    assert dataset["variableMeasured"][0]["unitText"] == "triệu đồng"
    assert dataset["distribution"][0]["contentUrl"].endswith("?so-lieu=1.csv")


def _objects(data):
    if isinstance(data, list):
        return data
    return data.get("@graph", [data])


def test_corrections_stand_above_the_figures(visitor, budget):
    correct(budget, "Sửa số thu khác từ 324,5 thành 234,5.", date(2026, 4, 2))
    html = text_of(visitor, path_of(budget))
    assert html.index("Sửa số thu khác") < html.index("1.234,5")
    assert "Đã đính chính sau khi đăng" in html


def test_print_view_has_figures_and_no_buttons(visitor, budget):
    html = text_of(visitor, f"{path_of(budget)}?ban-in=1")
    assert "1.234,5" in html
    assert "Tải về dạng Excel" not in html
    assert "45/QĐ-UBND" in html
    assert "1.234,5" in text_of(visitor, f"{path_of(budget)}?tai-ve=1")


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("thong-bao", "Về việc niêm yết công khai"),
        ("bien-ban", "BIÊN BẢN"),
        ("ket-thuc", "kết thúc niêm yết"),
        ("phat-thanh", "Kính thưa bà con"),
    ],
)
def test_papers_of_the_posting_state_place_and_days(visitor, budget, key, words):
    html = text_of(visitor, f"{path_of(budget)}?niem-yet={key}")
    assert words in html
    assert "Trụ sở UBND phường" in html
    assert "15/03/2026" in html
    assert 'content="noindex"' in html


def test_papers_need_a_posting(visitor, commune, budget):
    assert visitor.get(f"{path_of(budget)}?niem-yet=khac").status_code == 404
    plain = make_disclosure(commune)
    assert visitor.get(f"{path_of(plain)}?niem-yet=thong-bao").status_code == 404


def test_staff_find_the_papers_on_the_page(visitor, editor, budget):
    assert "?niem-yet=bien-ban" in text_of(editor, path_of(budget))
    assert "?niem-yet=" not in text_of(visitor, path_of(budget))


def test_list_narrows_by_kind_and_year(visitor, commune, budget):
    make_disclosure(commune, title="Quyết toán cũ", kind="final_accounts", period_kind="year",
                    period_year=2024)  # fmt: skip
    path = path_of(section_page(commune, BUDGET))
    shown = text_of(visitor, f"{path}?loai=estimate")
    assert "Dự toán thu, chi ngân sách năm 2026" in shown
    listing = shown[shown.index("list-tools") :]
    assert "Quyết toán cũ" not in listing
    older = text_of(visitor, f"{path}?nam-so-lieu=2024")
    assert "Quyết toán cũ" in older[older.index("list-tools") :]


@pytest.mark.parametrize(
    "query", ["loai=abc", "nam-so-lieu=abc", "nam-so-lieu=3000", "nam-so-lieu=1%00", "loai=%F0"]
)
def test_a_list_of_what_does_not_exist_is_not_found(visitor, commune, budget, query):
    assert visitor.get(f"{path_of(section_page(commune, BUDGET))}?{query}").status_code == 404


def test_a_copy_begins_a_log_of_its_own(commune, budget):
    correct(budget, "Sửa số thu.")
    copy = DisclosurePage.objects.get(pk=budget.pk).copy(
        update_attrs={"slug": "ban-sao", "title": "Bản sao"}, keep_live=False
    )
    fresh = DisclosurePage.objects.get(pk=copy.pk)
    assert fresh.corrections.count() == 0
    assert fresh.due_on is None
    assert fresh.figures.get().table == REVENUE


def make_cycle(commune, year, estimate, executed, settled=None):
    # Reports on the execution count from the first of January.
    quarters = [Decimal(executed) * quarter / 4 for quarter in (1, 2, 3, 4)]
    make_disclosure(commune, kind="estimate", period_kind="year", period_year=year,
                    total_revenue=estimate, total_expenditure=estimate)  # fmt: skip
    for number, amount in enumerate(quarters, start=1):
        make_disclosure(commune, kind="execution", period_kind="quarter", period_year=year,
                        period_number=number, total_revenue=amount)  # fmt: skip
    if settled:
        make_disclosure(commune, kind="final_accounts", period_kind="year", period_year=year,
                        total_revenue=settled)  # fmt: skip


def test_budgets_follow_their_cycle_and_are_drawn_over_years(visitor, commune):
    make_cycle(commune, 2024, 10_000, 9_600, 9_800)
    make_cycle(commune, 2025, 11_000, 11_400)
    html = text_of(visitor, path_of(section_page(commune, BUDGET)))
    assert "Thu ngân sách qua các năm" in html
    assert "Dự toán ngân sách: 2024 là 10.000 triệu đồng, 2025 là 11.000 triệu đồng." in html
    assert "Thực hiện dự toán: 2024 là 9.600 triệu đồng, 2025 là 11.400 triệu đồng." in html
    assert "Chi ngân sách qua các năm" in html
    rows = html[html.index("Từng năm") :]
    order = [rows.index(word) for word in ("Dự toán ngân sách, năm 2025", "quý I năm 2025",
                                           "quý IV năm 2025", "Dự toán ngân sách, năm 2024",
                                           "Quyết toán ngân sách, năm 2024")]  # fmt: skip
    assert order == sorted(order)


def test_a_budget_leads_to_the_other_steps_of_its_year(visitor, commune):
    make_cycle(commune, 2024, 10_000, 9_600, 9_800)
    estimate = DisclosurePage.objects.get(kind="estimate")
    html = text_of(visitor, path_of(estimate))
    assert "Ngân sách năm 2024: từ dự toán đến quyết toán" in html
    assert '<strong aria-current="page">Dự toán ngân sách, năm 2024</strong>' in html


@pytest.fixture
def people(commune):
    page = make_disclosure(commune, SUPPORT, kind="named_list", title="Danh sách hộ nghèo",
                           disclosed_on=timezone.localdate(), table=REVENUE)  # fmt: skip
    attach(page, make_file(commune), "Danh sách")
    return page


def test_lists_of_people_hide_from_robots_and_are_not_handed_out(visitor, people):
    path = path_of(people)
    html = text_of(visitor, path)
    assert '<meta name="robots" content="noindex">' in html
    assert "so-lieu=1" not in html
    assert '"Dataset"' not in html
    assert visitor.get(f"{path}?so-lieu=1.csv").status_code == 404
    assert path not in visitor.get("/sitemap.xml").content.decode()
    assert path not in visitor.get("/feed.xml").content.decode()
    assert (
        "Danh sách hộ nghèo"
        not in text_of(visitor, "/tim-kiem/?q=danh+sach+ho+ngheo")
        .replace('value="danh sach ho ngheo"', "")
        .split("<main")[1]
    )


def test_lists_of_people_leave_the_site_with_their_files(visitor, client_for, commune, people):
    path, file = path_of(people), people.attachments.get().document
    address = file.url.removeprefix(people.tenant.root_url)
    assert visitor.get(address).status_code == 200
    DisclosurePage.objects.filter(pk=people.pk).update(
        expires_on=timezone.localdate() - timedelta(days=1)
    )
    assert visitor.get(path).status_code == 404
    assert visitor.get(address).status_code == 404
    staff = client_for(commune, make_user(Role.EDITOR, commune))
    assert staff.get(path).status_code == 200
    assert staff.get(address).status_code == 200


def test_a_file_that_stands_elsewhere_stays(visitor, commune, people):
    file = people.attachments.get().document
    attach(make_disclosure(commune), file)
    DisclosurePage.objects.filter(pk=people.pk).update(
        expires_on=timezone.localdate() - timedelta(days=1)
    )
    assert visitor.get(file.url.removeprefix(people.tenant.root_url)).status_code == 200


def test_queries_do_not_grow(visitor, commune):
    page = make_disclosure(commune, period_kind="year", period_year=2026, table=REVENUE)
    correct(page, "Sửa.")
    attach(page, make_file(commune))
    section = path_of(section_page(commune, BUDGET))
    few = len(uncached_queries(visitor, path_of(page))), len(uncached_queries(visitor, section))
    for number in range(60):
        make_disclosure(commune, kind="execution", period_kind="month", period_year=2026,
                        period_number=number % 12 + 1, table=REVENUE)  # fmt: skip
    many = len(uncached_queries(visitor, path_of(page))), len(uncached_queries(visitor, section))
    assert many == few
    assert few[0] <= AT_MOST
    assert few[1] <= AT_MOST + 3
