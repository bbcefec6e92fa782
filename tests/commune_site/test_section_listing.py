"""A section lists its items newest first, in pages and by year; every wrong number is a 404."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from commune_site.listings import Listing, page_items
from commune_site.models import PortalPage
from commune_site.pagination import Pager, paginate
from tests.factories import make_article, make_image, make_legal_document, section_page
from tests.pages_as_seen import elements_of, links_of, main_text_of, path_of

NOT_FOUND = "Không tìm thấy trang"


@pytest.fixture
def news_path(commune):
    """The address of the section of news."""
    return path_of(section_page(commune, "news"))


@pytest.fixture
def pages_of_three(monkeypatch):
    """Lists three items to a page."""
    monkeypatch.setattr(Listing, "page_size", 3)


def titles(response):
    """Return the titles of the cards in their order."""
    return [card.title for card in response.context["pager"].items]


def test_items_stand_newest_first(visitor, commune, news_path):
    for month in (2, 5, 1):
        make_article(commune, title=f"Tháng {month}", disclosed_on=date(2026, month, 1))
    assert titles(visitor.get(news_path)) == ["Tháng 5", "Tháng 2", "Tháng 1"]


def test_items_of_one_day_stand_in_the_order_in_which_they_came(visitor, commune, news_path):
    for title in ("Tin sáng", "Tin chiều"):
        make_article(commune, title=title, disclosed_on=date(2026, 5, 1))
    assert titles(visitor.get(news_path)) == ["Tin chiều", "Tin sáng"]


def test_a_section_lists_only_its_own_items_of_its_own_site(
    visitor, commune, neighbour, network, news_path
):
    make_article(commune, title="Của phường")
    make_article(commune, "campaigns", title="Mục khác")
    make_article(neighbour, title="Xã khác")
    make_article(network.province, title="Của tỉnh")
    assert titles(visitor.get(news_path)) == ["Của phường"]


def test_a_section_mixes_the_types_of_its_items_by_date(commune):
    make_article(commune, "plans-results", title="Bài", disclosed_on=date(2026, 1, 2))
    make_legal_document(commune, "plans-results", title="Văn bản", disclosed_on=date(2026, 1, 3))
    items = page_items(section_page(commune, "plans-results"))
    assert [item.title for item in items] == ["Văn bản", "Bài"]


@pytest.mark.usefixtures("pages_of_three")
def test_a_long_list_is_cut_into_pages_that_lead_to_one_another(visitor, commune, news_path):
    for day in range(1, 8):
        make_article(commune, title=f"Ngày {day}", disclosed_on=date(2026, 5, day))
    first = visitor.get(news_path)
    assert titles(first) == ["Ngày 7", "Ngày 6", "Ngày 5"]
    assert f"{news_path}?trang=2" in links_of(first)
    assert "trang 1/3" in main_text_of(first)
    last = visitor.get(news_path, {"trang": "3"})
    assert titles(last) == ["Ngày 1"]
    assert last.context["pager"].next_url == ""
    second = visitor.get(news_path, {"trang": "2"})
    assert second.context["pager"].previous_url == news_path


@pytest.mark.usefixtures("pages_of_three")
def test_late_pages_are_sought_by_their_day_and_leave_nothing_out(visitor, commune, news_path):
    """OFFSET reads all that it passes over; the day leads there by the index."""
    days = [date(2026, 5, 3)] * 4 + [date(2026, 5, 2)] + [date(2025, 12, 31)] * 5
    days += [date(2024, 1, 1)] * 3
    for number, day in enumerate(days):
        make_article(commune, title=f"Bài {len(days) - number}", disclosed_on=day)
    shown = []
    for number in range(1, 6):
        with CaptureQueriesContext(connection) as asked:
            shown += titles(visitor.get(news_path, {"trang": str(number)}))
        passed_over = [int(n) for one in asked for n in re.findall(r"OFFSET (\d+)", one["sql"])]
        assert max(passed_over, default=0) < 5
    expected = sorted(range(len(days)), key=lambda n: (days[n], n), reverse=True)
    assert shown == [f"Bài {len(days) - number}" for number in expected]
    second = visitor.get(news_path, {"nam": "2025", "trang": "2"})
    assert titles(second) == [shown[8], shown[9]]


@pytest.mark.usefixtures("pages_of_three")
def test_year_and_page_go_together(visitor, commune, news_path):
    for day in range(1, 5):
        make_article(commune, title=f"2025 {day}", disclosed_on=date(2025, 5, day))
        make_article(commune, title=f"2026 {day}", disclosed_on=date(2026, 5, day))
    response = visitor.get(news_path, {"nam": "2025", "trang": "2"})
    assert titles(response) == ["2025 1"]
    assert response.context["pager"].previous_url == f"{news_path}?nam=2025"


def test_the_years_are_listed_with_their_counts_and_without_a_page_number(
    visitor, commune, news_path
):
    for year in (2024, 2026, 2026):
        make_article(commune, disclosed_on=date(year, 12, 31))
    response = visitor.get(news_path, {"nam": "2026", "trang": "1"})
    years = response.context["years"]
    assert [(year.year, year.count, year.is_current) for year in years] == [
        (2026, 2, True),
        (2024, 1, False),
    ]
    assert years[1].url == f"{news_path}?nam=2024"
    assert len(titles(response)) == 2


def test_first_and_last_day_belong_to_their_year(visitor, commune, news_path):
    for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1)):
        make_article(commune, title=day.isoformat(), disclosed_on=day)
    found = titles(visitor.get(news_path, {"nam": "2026"}))
    assert found == ["2026-12-31", "2026-01-01"]


WRONG_NUMBERS = [
    "", "0", "-1", "+1", "1.0", "1e3", "0x1", "mot", "１", "٢", "9" * 6, "9" * 5000, " 1", "1 ",
    "\x00", "1\x00", "²", "%", "null", "1,2", "999999999999999999999",
]  # fmt: skip


@pytest.mark.parametrize("key", ["trang", "nam"])
def test_a_wrong_page_number_or_year_is_404_in_vietnamese(visitor, commune, news_path, key):
    make_article(commune)
    for number in WRONG_NUMBERS:
        response = visitor.get(news_path, {key: number})
        assert response.status_code == 404, repr(number)
        assert NOT_FOUND in main_text_of(response)


def test_a_page_behind_the_last_one_is_404(visitor, commune, news_path):
    make_article(commune)
    assert visitor.get(news_path, {"trang": "1"}).status_code == 200
    assert visitor.get(news_path, {"trang": "2"}).status_code == 404
    assert visitor.get(news_path, {"trang": "10000"}).status_code == 404


def test_a_year_without_items_is_404(visitor, commune, news_path):
    make_article(commune, disclosed_on=date(2026, 1, 1))
    for year in ("2025", "1944", "1945", "9998", "9999"):
        assert visitor.get(news_path, {"nam": year}).status_code == 404


def test_an_unknown_key_is_left_alone(visitor, commune, news_path):
    make_article(commune)
    assert visitor.get(news_path + "?utm_source=zalo&trang=1&trang=1").status_code == 200


def test_the_section_names_its_feed_in_head_and_page(visitor, commune, news_path):
    make_article(commune)
    response = visitor.get(news_path)
    feed = f"{news_path}feed.xml"
    assert feed in links_of(response)
    alternates = [e for e in elements_of(response, "link") if e.get("rel") == "alternate"]
    assert [(e["type"], e["href"]) for e in alternates] == [("application/atom+xml", feed)]


def test_a_group_lists_its_filled_sections_with_their_counts(visitor, commune):
    make_article(commune, "news")
    make_article(commune, "news")
    make_article(commune, "campaigns")
    group = section_page(commune, "news").get_parent().specific
    response = visitor.get(path_of(group))
    subsections = response.context["subsections"]
    assert {(section.url, section.count) for section in subsections} == {
        (path_of(section_page(commune, "news")), 2),
        (path_of(section_page(commune, "campaigns")), 1),
    }


def test_an_expired_item_leaves_the_lists_the_day_after(visitor, commune, news_path):
    today = timezone.localdate()
    make_article(commune, title="Còn hạn", disclosed_on=today, expires_on=today)
    yesterday = today - timedelta(days=1)
    make_article(commune, title="Hết hạn", disclosed_on=yesterday, expires_on=yesterday)
    assert titles(visitor.get(news_path)) == ["Còn hạn"]
    assert "Hết hạn" not in main_text_of(visitor.get("/"))


def test_a_card_shows_picture_date_and_number(visitor, commune):
    make_article(
        commune,
        "news",
        lead_image=make_image(commune),
        lead_image_alt="Trụ sở",
        disclosed_on=date(2026, 3, 15),
    )
    make_legal_document(commune, "news", number="206/KH-UBND")
    response = visitor.get(path_of(section_page(commune, "news")))
    (picture,) = [e for e in elements_of(response, "img") if "/images/" in e["src"]]
    assert (picture["width"], picture["height"]) == ("480", "270")
    assert picture["src"].endswith(".webp")
    text = main_text_of(response)
    assert "15/03/2026" in text
    assert "206/KH-UBND" in text
    assert "Kế hoạch" in text


def test_sample_items_carry_their_badge_and_real_ones_do_not(visitor, commune, news_path):
    make_article(commune, is_sample=False)
    assert "Dữ liệu mẫu" not in main_text_of(visitor.get(news_path))
    sample = make_article(commune, is_sample=True)
    assert "Dữ liệu mẫu" in main_text_of(visitor.get(news_path))
    assert "Dữ liệu mẫu" in main_text_of(visitor.get(path_of(sample)))


@pytest.mark.parametrize(
    ("total", "number", "shown"),
    [
        (1, 1, []),
        (3, 2, [1, 2, 3]),
        (5, 3, [1, 2, 3, 4, 5]),
        (9, 1, [1, 2, None, 9]),
        (9, 5, [1, None, 4, 5, 6, None, 9]),
        (9, 9, [1, None, 8, 9]),
    ],
)
def test_the_row_of_pages_shows_ends_and_neighbours(rf, total, number, shown):
    request = rf.get("/", {"trang": str(number)})
    pager = paginate(request, PortalPage.objects.none(), 1, total)
    assert isinstance(pager, Pager)
    assert [None if link.gap else link.number for link in pager.pages] == shown
    assert [link.number for link in pager.pages if link.is_current] == ([number] if shown else [])
