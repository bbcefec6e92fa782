"""Dates, sizes, names and icons look as a Vietnamese reader expects."""

import gzip
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils import timezone

from commune_site.templatetags import portal_ui
from commune_site.templatetags.portal_icons import ICONS

TEMPLATES = Path(__file__).parents[2] / "templates"
STATIC = Path(portal_ui.__file__).parents[1] / "static" / "commune_site"


@dataclass
class Unit:
    name: str


@dataclass
class Picture:
    image: str | None


@pytest.fixture(autouse=True)
def _vietnamese_time():
    with timezone.override("Asia/Ho_Chi_Minh"):
        yield


def test_date_is_day_month_and_four_digit_year():
    assert portal_ui.date_vi(date(2026, 3, 4)) == "04/03/2026"


def test_moment_is_shown_in_vietnamese_time():
    moment = datetime(2026, 11, 30, 18, 5, 0, 123456, tzinfo=UTC)
    assert portal_ui.date_vi(moment) == "01/12/2026"
    assert portal_ui.datetime_vi(moment) == "01:05, 01/12/2026"
    assert portal_ui.iso(moment) == "2026-12-01T01:05:00+07:00"


@pytest.mark.parametrize("shown", [portal_ui.date_vi, portal_ui.datetime_vi, portal_ui.iso])
def test_missing_date_shows_nothing(shown):
    assert shown(None) == ""
    assert shown("") == ""


@pytest.mark.parametrize(
    ("size_bytes", "text"),
    [
        (0, "0 B"),
        (850, "850 B"),
        (1000, "1 KB"),
        (12_400, "12 KB"),
        (1_258_291, "1,2 MB"),
        (2 * 1024**2, "2 MB"),
        (250 * 1024**2, "250 MB"),
        (3_650_722_201, "3,4 GB"),
        (5 * 1024**4, "5120 GB"),
        (None, ""),
        ("", ""),
    ],
)
def test_file_size_has_a_decimal_comma_and_a_fitting_unit(size_bytes, text):
    assert portal_ui.file_size(size_bytes) == text


@pytest.mark.parametrize(
    ("number", "address"),
    [
        ("(0205) 3 810 123", "tel:02053810123"),
        ("+84 205 3.810.123", "tel:+842053810123"),
        ("1022 (tổng đài)", "tel:1022"),
        ("02053810123 hoặc 02053810124", "tel:02053810123"),
        ("đang cập nhật", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_first_telephone_number_can_be_dialled(number, address):
    assert portal_ui.phone_href(number) == address


def test_name_of_a_unit_fits_into_a_sentence():
    assert portal_ui.lower_first("Tỉnh Lạng Sơn") == "tỉnh Lạng Sơn"
    assert portal_ui.lower_first("") == ""


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("Phường Tam Thanh", "Tam Thanh"),
        ("Xã Ba Sơn", "Ba Sơn"),
        ("Đặc khu Côn Đảo", "Côn Đảo"),
        ("Thành phố Huế", "Huế"),
        ("Tam Thanh", "Tam Thanh"),
    ],
)
def test_kind_of_a_unit_is_left_out_of_its_proper_name(unit, name):
    assert portal_ui.proper_name(unit) == name


def test_units_are_grouped_in_the_order_of_the_vietnamese_alphabet():
    names = ["Xã Đình Lập", "Xã Ba Sơn", "Phường Đông Kinh", "Xã Ân Thi", "Xã An Hà", "Xã Ái Quốc"]
    groups = portal_ui.by_initial(Unit(name) for name in names)
    assert [(group["letter"], [unit.name for unit in group["units"]]) for group in groups] == [
        ("A", ["Xã Ái Quốc", "Xã An Hà"]),
        ("Â", ["Xã Ân Thi"]),
        ("B", ["Xã Ba Sơn"]),
        ("Đ", ["Xã Đình Lập", "Phường Đông Kinh"]),
    ]


def test_units_may_be_dicts_and_decomposed_letters():
    groups = portal_ui.by_initial([{"name": "Xã Đào Xá".replace("à", "a\u0300")}])
    assert groups[0]["letter"] == "Đ"


def test_no_units_make_no_groups():
    assert portal_ui.by_initial([]) == []


def test_tones_break_ties_between_equal_letters():
    assert portal_ui.vietnamese_key("Ba") < portal_ui.vietnamese_key("Bá")
    assert portal_ui.vietnamese_key("Bá") < portal_ui.vietnamese_key("Bắc")


@pytest.mark.parametrize("name", sorted(ICONS))
def test_icon_is_decoration_unless_it_has_a_label(name):
    assert 'aria-hidden="true"' in portal_ui.icon(name)
    labelled = portal_ui.icon(name, 'In "nhanh"')
    assert 'role="img" aria-label="In &quot;nhanh&quot;"' in labelled
    assert "aria-hidden" not in labelled


def test_unknown_icon_is_an_error_and_has_a_fallback():
    with pytest.raises(KeyError):
        portal_ui.icon("no-such-icon")
    assert portal_ui.icon_or("no-such-icon", "next") == "next"
    assert portal_ui.icon_or("search", "next") == "search"


def test_current_link_is_found_among_links():
    assert portal_ui.any_current([{"is_current": False}, {"is_current": True}])
    assert not portal_ui.any_current([])


def test_newest_card_with_a_picture_leads_the_news():
    plain, pictured, other = (Picture(image) for image in (None, "a.webp", "b.webp"))
    assert portal_ui.pictured_first([plain, pictured, other]) == [pictured, plain, other]
    assert portal_ui.pictured_first([pictured, plain]) == [pictured, plain]
    assert portal_ui.pictured_first([plain]) == [plain]
    assert portal_ui.pictured_first([]) == []


def test_theme_colour_comes_from_the_palette():
    assert portal_ui.palette_colour("cham", "brand") == "#323a7c"


def test_saved_page_carries_the_print_styles():
    styles = Template("{% load portal_ui %}{% print_styles %}").render(Context())
    assert "@media print" in styles
    assert "</style" not in styles


# Screens of the administration, whose policy allows the inline scripts of Wagtail and allauth.
OF_THE_ADMINISTRATION = {
    "account", "accounts", "audit", "mfa", "moderation", "oversight", "people", "wagtailadmin",
}  # fmt: skip


def public_templates() -> list[Path]:
    return sorted(
        path
        for path in TEMPLATES.rglob("*.html")
        if path.relative_to(TEMPLATES).parts[0] not in OF_THE_ADMINISTRATION
    )


@pytest.mark.parametrize("path", public_templates(), ids=lambda path: path.name)
def test_template_obeys_the_content_security_policy(path):
    source = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=|\son[a-z]+=|javascript:", source)
    assert not re.search(r"<script(?![^>]*\ssrc=)", source)
    if path.name != "print.html":  # its styles travel inside the saved file
        assert "<style" not in source


def test_templates_name_only_icons_of_the_set():
    named = {
        name
        for path in public_templates()
        for name in re.findall(r'{% icon "([\w-]+)"', path.read_text(encoding="utf-8"))
    }
    assert named <= ICONS.keys()


def test_pictures_in_templates_reserve_their_place():
    for path in public_templates():
        for tag in re.findall(r"<img\b[^>]*>", path.read_text(encoding="utf-8")):
            assert "width=" in tag and "height=" in tag and "alt=" in tag, (path.name, tag)


def test_error_page_needs_neither_context_nor_tags():
    source = (TEMPLATES / "500.html").read_text(encoding="utf-8")
    assert "{%" not in source and "{{" not in source


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("css/portal.css", 46_000),
        ("js/appearance.js", 1_000),
        ("js/portal.js", 4_096),
        ("img/quoc-huy.svg", 8_000),
        ("img/trong-dong.svg", 8_000),
    ],
)
def test_asset_stays_within_its_budget(name, most):
    assert (STATIC / name).stat().st_size <= most


def test_stylesheet_is_small_on_the_wire():
    assert len(gzip.compress((STATIC / "css" / "portal.css").read_bytes(), 9)) <= 10_000


def test_fonts_stay_within_their_budget():
    assert sum(path.stat().st_size for path in (STATIC / "fonts").glob("*.woff2")) <= 60_000


def test_assets_ask_no_other_host():
    foreign = re.compile(r"(?:url\(|@import|src=|href=)\s*[\"']?(?:https?:)?//")
    for path in [*STATIC.rglob("*.css"), *STATIC.rglob("*.svg"), *STATIC.rglob("*.js")]:
        assert not foreign.search(path.read_text(encoding="utf-8")), path.name
