"""Strategies, plans with results, programmes: what the public reads, and what is refused."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from commune_site.plans.models import PlanPage, PlanTarget
from commune_site.plans.targets import Pair, attainment_chart, targets_table
from tests.commune_site.plans.records import make_plan
from tests.factories import section_page
from tests.pages_as_seen import main_text_of, path_of
from tests.query_counts import uncached_queries

pytestmark = pytest.mark.django_db

TARGETS = [
    ("Thu ngân sách", "triệu đồng", 2026, Decimal("4250.000"), Decimal("3690.000")),
    ("Diện tích chuyển đổi", "ha", 2026, Decimal(45), Decimal(48)),
    ("Nhà tạm được xóa", "nhà", 2026, Decimal(18), None),
]


def three_years(name, unit, *pairs):
    return [
        (name, unit, 2023 + place, Decimal(target), Decimal(result))
        for place, (target, result) in enumerate(pairs)
    ]


def rows_of(targets):
    return [
        PlanTarget(name=name, unit=unit, year=year, target=target, result=result)
        for name, unit, year, target, result in targets
    ]


def test_targets_stand_beside_results_and_their_share(visitor, commune):
    text = main_text_of(visitor.get(path_of(make_plan(commune, targets=TARGETS))))
    assert "Thu ngân sách triệu đồng 4.250 3.690 86,8" in text
    assert "Nhà tạm được xóa nhà 18" in text


def test_the_chart_compares_what_all_targets_share_and_says_so_in_words(visitor, commune):
    html = visitor.get(path_of(make_plan(commune, targets=TARGETS))).content.decode()
    assert "lớn nhất là Diện tích chuyển đổi với 106,7 %" in html
    assert 'class="chart__bar"' in html


def test_three_years_are_drawn_as_a_course(visitor, commune):
    targets = three_years("Thu ngân sách", "triệu đồng", (3100, 3240), (3500, 3610), (3900, 3700))
    targets += three_years("Trồng rừng", "ha", (120, 96), (130, 118), (140, 139))
    chart = attainment_chart(rows_of(targets))
    assert (chart.kind, chart.series) == ("lines", ("Thu ngân sách", "Trồng rừng"))
    html = visitor.get(path_of(make_plan(commune, targets=targets))).content.decode()
    assert "chart__plot" in html


def test_a_plan_without_results_has_a_table_and_no_chart():
    rows = rows_of([(name, unit, year, target, None) for name, unit, year, target, _ in TARGETS])
    assert attainment_chart(rows) is None
    assert len(targets_table(rows).rows) == 3


@pytest.mark.parametrize(
    ("target", "result", "falling", "share"),
    [
        (200, 150, False, "75.0"),
        (None, 3, False, None),
        (3, None, False, None),
        (0, 3, False, None),
        (-2, 1, False, None),
        # Poor households, 5 % planned: 4 % is better, 8 % is worse than that.
        (5, 4, True, "125.0"),
        (5, 8, True, "62.5"),
        (5, 0, True, None),
        (0, 2, True, None),
        (None, 2, True, None),
    ],
)
def test_only_what_can_be_compared_has_a_share(target, result, falling, share):
    as_number = [None if value is None else Decimal(value) for value in (target, result)]
    expected = None if share is None else Decimal(share)
    assert Pair(*as_number, lower_is_better=falling).attained == expected


def test_a_target_that_is_to_fall_is_marked_in_the_table():
    rows = rows_of([("Tỷ lệ hộ nghèo", "%", 2026, 5, 4), ("Trồng rừng", "ha", 2026, 200, 150)])
    rows[0].lower_is_better = True
    cells, others = targets_table(rows).rows
    assert cells[0] == "Tỷ lệ hộ nghèo (càng thấp càng tốt)"
    assert (cells[-1], others[-1]) == (Decimal("125.0"), Decimal("75.0"))
    assert "125,0" in str(attainment_chart(rows))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_targets_are_taken_away_as_a_file(visitor, commune, kind):
    path = path_of(make_plan(commune, targets=TARGETS))
    response = visitor.get(f"{path}?so-lieu=1.{kind}")
    assert response.status_code == 200
    if kind == "csv":
        assert "Thu ngân sách,triệu đồng,4250,3690,86.8" in response.content.decode()
    assert visitor.get(f"{path}?so-lieu=2.{kind}").status_code == 404


def test_a_list_is_narrowed_by_kind_period_and_unit(visitor, commune):
    make_plan(commune, title="Kế hoạch năm nay", unit="Phòng Kinh tế")
    make_plan(commune, title="Kế hoạch dài", kind="ke-hoach-5-nam", last_year=2030)
    path = path_of(section_page(commune, "plans-results"))
    assert "Kế hoạch dài" not in main_text_of(visitor.get(f"{path}?loai=ke-hoach-nam"))
    assert "Kế hoạch năm nay" not in main_text_of(visitor.get(f"{path}?giai-doan=2026 – 2030"))
    assert "Kế hoạch dài" not in main_text_of(visitor.get(f"{path}?don-vi=Phòng Kinh tế"))
    assert visitor.get(f"{path}?loai=khong-co").status_code == 404


def test_the_programme_of_a_year_is_listed_by_its_unit_and_states_its_decision(visitor, commune):
    page = make_plan(
        commune, section="work-programmes", kind="ke-hoach-cong-tac", title="Kế hoạch năm 2026",
        unit="Văn phòng", decision_number="12/KH-UBND", decided_on=date(2026, 1, 9),
    )  # fmt: skip
    text = main_text_of(visitor.get(path_of(page)))
    for stated in ("Kế hoạch năm 2026", "Văn phòng", "12/KH-UBND", "09/01/2026"):
        assert stated in text
    path = path_of(section_page(commune, "work-programmes"))
    assert page.title in main_text_of(visitor.get(f"{path}?don-vi=Văn phòng"))
    assert path_of(page) in visitor.get("/sitemap.xml").content.decode()


def plan(section="plans-results", **fields):
    fields = {"kind": "ke-hoach-nam", "first_year": 2026} | fields
    page = PlanPage(title="Kế hoạch", slug="ke-hoach", section=section, **fields)
    page.set_url_path(None)
    return page


@pytest.mark.parametrize(
    ("section", "fields", "field"),
    [
        ("plans-results", {"first_year": None}, "first_year"),
        ("plans-results", {"first_year": 26}, "first_year"),
        ("plans-results", {"last_year": 2025}, "last_year"),
        ("plans-results", {"kind": "chien-luoc"}, "kind"),
        ("plans-results", {"decided_on": date(2999, 1, 1)}, "decided_on"),
        ("plans-results", {"decided_on": date(2026, 1, 1)}, "decision_number"),
        ("strategies", {"kind": "chien-luoc"}, "decision_number"),
        ("work-programmes", {"kind": "ke-hoach-cong-tac"}, "unit"),
    ],
)
def test_what_does_not_fit_is_refused_beside_its_field(db, section, fields, field):
    page = plan(section, **fields)
    assert field in {**page.period_errors(), **page.decision_errors(), **page.own_errors()}


def test_a_plan_of_one_year_needs_no_last_year():
    page = plan()
    assert page.own_errors() == {}
    page.describe_itself()
    assert (page.last_year, page.period, page.kind_label) == (2026, "2026", "Kế hoạch năm, 2026")


def test_a_line_without_any_figure_is_refused():
    with pytest.raises(ValidationError) as refusal:
        PlanTarget(name="Thu", year=2026).clean()
    assert "target" in refusal.value.message_dict


def test_letters_of_rows_are_composed():
    row = PlanTarget(name="Ke\u0302\u0301 hoa\u0323ch", year=2026, target=1)
    row.clean()
    assert row.name == "Kế hoạch"


def test_machines_read_decision_period_and_figures(visitor, commune):
    page = make_plan(
        commune,
        targets=TARGETS,
        decision_number="05/KH-UBND",
        decided_on=date(2026, 1, 5),
        last_year=2030,
    )
    decision, figures = page.structured_data()
    assert decision["@type"] == "Legislation"
    assert decision["legislationIdentifier"] == "05/KH-UBND"
    assert decision["temporalCoverage"] == "2026/2030"
    assert figures["@type"] == "Dataset"
    assert "application/ld+json" in visitor.get(path_of(page)).content.decode()


def test_the_print_view_has_facts_and_table(visitor, commune):
    page = make_plan(commune, targets=TARGETS, decision_number="05/KH-UBND")
    for query in ("ban-in=1", "tai-ve=1"):
        text = main_text_of(visitor.get(f"{path_of(page)}?{query}"))
        assert "05/KH-UBND" in text
        assert "Thu ngân sách triệu đồng 4.250 3.690 86,8" in text


def test_many_targets_cost_no_more_than_one(visitor, commune):
    def queries(count):
        targets = [(f"Chỉ tiêu {n}", "ha", 2026, Decimal(1), Decimal(1)) for n in range(count)]
        return len(uncached_queries(visitor, path_of(make_plan(commune, targets=targets))))

    assert queries(60) == queries(2) <= 7


def test_a_draft_page_can_be_previewed_before_it_is_saved(commune):
    page = plan()
    assert page.shown_tables() == []
    assert page.expires_on is None or page.expires_on > timezone.localdate() - timedelta(1)
