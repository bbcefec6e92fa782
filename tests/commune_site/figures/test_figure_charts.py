"""Which figures are drawn, where, and the words that stand for the drawing."""

from decimal import Decimal
from itertools import pairwise

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from commune_site.figures.charts import MAX_BARS, PLOT_BOTTOM, PLOT_TOP, ChartKind, draw, scale
from commune_site.figures.presentation import shown_figures
from commune_site.figures.table import Column, Kind, Table


def number(name, unit="triệu đồng"):
    return Column(name, Kind.NUMBER, unit)


def table(columns, *rows):
    values = [
        tuple(Decimal(str(v)) if isinstance(v, int | float) and c.kind is Kind.NUMBER else v
              for c, v in zip(columns, row, strict=True))
        for row in rows
    ]  # fmt: skip
    return Table(tuple(columns), tuple(values))


BY_YEAR = table(
    [Column("Năm", Kind.YEAR), number("Dự toán"), number("Quyết toán")],
    (2023, 100, 110),
    (2024, 120, None),
    (2025, 140, 150),
)


@pytest.fixture(autouse=True)
def _vietnamese():
    with translation.override("vi"):
        yield


def test_bars_share_one_scale_and_leave_sums_out():
    chart = draw(
        table(
            [Column("Nội dung"), number("Thu")],
            ("Tổng số", 400),
            ("Thu nội địa", 300),
            ("Thu phí", 100),
        ),
        ChartKind.BARS,
    )
    assert [group.label for group in chart.groups] == ["Thu nội địa", "Thu phí"]
    assert [group.bars[0].length for group in chart.groups] == [100, 33.33]
    assert chart.text == (
        "Thu: lớn nhất là Thu nội địa với 300 triệu đồng, nhỏ nhất là Thu phí với 100 triệu đồng."
    )


def test_negative_bars_run_from_zero_to_the_left():
    chart = draw(table([Column("Mục"), number("Tăng")], ("A", -50), ("B", 150)), ChartKind.BARS)
    first, second = (group.bars[0] for group in chart.groups)
    assert (first.start, first.length) == (0, 25)
    assert (second.start, second.length) == (25, 75)


def test_one_level_of_a_form_is_drawn():
    form = table(
        [Column("STT"), Column("Nội dung"), number("Thu")],
        ("I", "Thu ngân sách", 500),
        ("1", "Thuế", 300),
        ("2", "Phí", 200),
        ("II", "Chi ngân sách", 450),
    )
    labels = [group.label for group in draw(form, ChartKind.BARS).groups]
    assert labels == ["Thu ngân sách", "Chi ngân sách"]


def test_lines_with_other_units_are_not_drawn_together():
    statistics = table(
        [Column("Chỉ tiêu"), Column("Đơn vị tính"), number("Kỳ này", "")],
        ("Dân số", "Người", 3232),
        ("Diện tích", "ha", 412),
        ("Hộ nghèo", "Người", 120),
    )
    labels = [group.label for group in draw(statistics, ChartKind.BARS).groups]
    assert labels == ["Dân số", "Hộ nghèo"]


def test_columns_of_another_unit_are_not_drawn_together():
    mixed = table([Column("Mục"), number("Thu"), number("Tỷ lệ", "%")], ("A", 5, 50), ("B", 7, 70))
    assert draw(mixed, ChartKind.BARS).series == ("Thu",)


def test_of_many_lines_the_largest_are_drawn_and_the_rest_counted():
    many = table([Column("Thôn"), number("Số")], *((f"Thôn {n}", n) for n in range(1, 31)))
    chart = draw(many, ChartKind.BARS)
    assert len(chart.groups) == MAX_BARS
    assert chart.left_out == 30 - MAX_BARS
    assert chart.groups[0].label == "Thôn 19"


def test_a_line_stops_where_a_value_is_missing():
    chart = draw(BY_YEAR, ChartKind.LINES)
    assert [len(line.segments) for line in chart.lines] == [2, 0]
    assert [len(line.points) for line in chart.lines] == [3, 2]
    assert "Dự toán: 2023 là 100 triệu đồng, 2025 là 140 triệu đồng." in chart.text
    assert [label.text for label in chart.labels] == ["2023", "2024", "2025"]


def test_columns_that_are_periods_become_the_way_across():
    quarters = table(
        [Column("Nội dung"), number("Quý I/2026"), number("Quý II/2026"), number("Quý III/2026")],
        ("Thu", 10, 20, 30),
        ("Chi", 5, 15, 25),
    )
    chart = draw(quarters, ChartKind.LINES)
    assert chart.series == ("Thu", "Chi")
    assert chart.lines[0].points[0].text == "Quý I/2026: 10"


@pytest.mark.parametrize("kind", list(ChartKind))
def test_what_cannot_be_compared_is_not_drawn(kind):
    assert draw(table([Column("Tên"), Column("Chức vụ")], ("A", "B")), kind) is None
    assert draw(table([Column("Tên"), number("Số")], ("A", 1)), kind) is None
    assert draw(table([Column("Tên"), number("Số")], ("Tổng cộng", 1)), kind) is None


def test_no_chart_is_drawn_where_none_is_wanted():
    assert draw(BY_YEAR, ChartKind.NONE) is None


values = st.decimals(min_value=-(10**15), max_value=10**15, places=2)


@given(values, values)
def test_every_scale_holds_its_values_in_few_round_steps(one, other):
    low, high = min(one, other), max(one, other)
    steps = scale(low, high)
    assert steps[0] <= low
    assert steps[-1] >= high
    assert 2 <= len(steps) <= 8
    assert len({b - a for a, b in pairwise(steps)}) == 1


@given(st.lists(st.one_of(st.none(), values), min_size=2, max_size=40))
def test_no_figures_break_a_drawing_or_leave_its_frame(column):
    made = table([Column("Mục"), number("Số")], *((f"M{n}", v) for n, v in enumerate(column)))
    for kind in (ChartKind.BARS, ChartKind.LINES):
        chart = draw(made, kind)
        if chart is None:
            continue
        bars = [bar for group in chart.groups for bar in group.bars]
        assert all(0 <= bar.start <= bar.start + bar.length <= 100.02 for bar in bars)
        points = [point for line in chart.lines for point in line.points]
        assert all(PLOT_TOP <= point.y <= PLOT_BOTTOM for point in points)
        assert all(0 <= point.x <= 100 for point in points)


@pytest.mark.parametrize("kind", [ChartKind.BARS, ChartKind.LINES])
def test_page_has_table_chart_and_words(kind):
    shown = shown_figures(BY_YEAR, "Thu <ngân sách>", chart=kind, csv_url="?so-lieu=1.csv")
    html = render_to_string("components/figures.html", {"figures": [shown]})
    assert '<th scope="col" class="is-number">Dự toán</th>' in html
    assert '<th scope="row">2023</th>' in html
    assert "Đơn vị: triệu đồng" in html
    assert 'role="img"' in html
    assert "Bảng bên dưới có đầy đủ số liệu." in html
    assert "Thu &lt;ngân sách&gt;" in html
    assert "style=" not in html
    assert "Tải dữ liệu mở" in html


def test_a_hostile_label_stays_a_text_in_the_drawing():
    hostile = table(
        [Column("Mục"), number("<script>"), number("B"), number("C"), number("D")],
        ('"><script>alert(1)</script>', 1, 2, 3, 4),
        ("B", 2, 3, 4, 5),
    )
    for kind in (ChartKind.BARS, ChartKind.LINES):
        shown = shown_figures(hostile, "Bảng", chart=kind)
        html = render_to_string("components/figures.html", {"figures": [shown]})
        assert "<script" not in html
