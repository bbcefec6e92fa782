"""What the shipped registry of mandated sections says is what the law asks for."""

import re

import pytest

from commune_site.listings import Listing
from commune_site.section_context import listing_of
from commune_site.sections import DeadlineRule, get_registry
from commune_site.sections.model import LEVELS
from commune_site.sections.registry import SHIPPED_FILE

# REQUIREMENTS §Q, row by row: the slug and the level ("P (C)": optional for communes).
MANDATED = """
legal-documents P C, admin-documents P C, draft-consultations P C, procedures P C,
online-services P C, legal-guidance P C, policies P C, strategies P (C), plans-results P C,
work-programmes P C, planning-land P C, land-recovery P C, projects P C, bidding P C,
functions P C, organisation P C, leaders P C, directory P C, contacts P C, channels P C,
admin-map P C, natural-conditions P C, history-culture P C, heritage P C, budget-finance P C,
funds-contributions P C, public-assets P C, social-support C (P), relief C (P),
military-service C, inspection-results P C, anti-corruption P C, fees-taxes P C, statistics P C,
periodic-reports P C, research-results P (C), recruitment P C, internal-rules P C,
people-consultation C, information-access P C, public-alerts P C, citizen-reception P C, qa P C,
satisfaction P C, news P C, leader-activities P C, digital-transformation P C, campaigns P C,
media P C, links P C, gazette P, directives-outcomes P C
"""


def test_shipped_registry_holds_the_52_rows_of_the_requirements(shipped):
    letters = {"province": "P", "commune": "C"}
    rows = [row.strip() for row in MANDATED.replace("\n", " ").split(",")]
    expected = {slug: set(levels) for slug, *levels in map(str.split, rows)}
    found = {
        section.slug: {letters[level] for level in section.levels}
        | {f"({letters[level]})" for level in section.optional_levels}
        for section in shipped.sections
    }

    assert [section.number for section in shipped.sections] == list(range(1, 53))
    assert [section.slug for section in shipped.sections] == list(expected)
    assert found == expected


def test_main_menu_has_the_entries_that_the_circular_demands_and_at_most_eight(shipped):
    names = [group.name for group in shipped.menu_groups]

    assert {"Giới thiệu", "Dịch vụ công trực tuyến"} <= set(names)
    assert len(names) + len(["Trang chủ", "Sơ đồ cổng"]) <= 8


def test_every_group_has_something_to_show_on_each_level(shipped):
    for group in shipped.groups:
        for level in LEVELS:
            assert shipped.in_group(group.slug, level), (group.slug, level)


def test_each_clause_of_article_11_is_cited_by_the_section_that_answers_it(shipped):
    for section in shipped.sections:
        cited = f"Điều 11 khoản {section.disclosure_group}" in section.bases.get("L10_2022", ())
        assert cited == (section.disclosure_group is not None), section.slug


def test_both_decrees_are_cited_for_the_same_sections(shipped):
    cited = {
        profile: {section.slug for section in shipped.sections if profile in section.bases}
        for profile in ("ND224", "ND42_TT22")
    }
    assert cited["ND224"] == cited["ND42_TT22"]


def test_lists_that_name_people_expire_after_thirty_days(shipped):
    assert shipped.personal_data_slugs == {"social-support", "relief", "military-service"}
    assert {shipped.get(slug).expiry_days for slug in shipped.personal_data_slugs} == {30}


def test_sections_that_show_something_without_items_are_marked(shipped):
    marked = {section.standing: section.slug for section in shipped.sections if section.standing}
    assert marked == {
        "contacts": "contacts",
        "reception": "citizen-reception",
        "questions": "qa",
        "feedback": "satisfaction",
        "channels": "channels",
        "alerts": "public-alerts",
        "procedures": "procedures",
        "online-services": "online-services",
        "budget_course": "budget-finance",
        "information_access": "information-access",
        "work-week": "leader-activities",
        "functions": "functions",
        "organisation": "organisation",
        "leaders": "leaders",
        "directory": "directory",
        "admin-map": "admin-map",
    }


@pytest.mark.parametrize(
    ("slug", "rule"),
    [
        ("legal-documents", {"kind": "working_days", "working_days": 2}),
        ("draft-consultations", {"kind": "consultation", "minimum_open_days": 20}),
        ("people-consultation", {"kind": "consultation", "minimum_open_days": 20}),
        ("plans-results", {"kind": "period", "periods": ("year",), "working_days": 5}),
        ("budget-finance", {"kind": "period", "periods": ("quarter", "half-year", "year")}),
        ("research-results", {"kind": "working_days", "working_days": 20}),
        ("qa", {"kind": "working_days", "working_days": 15}),
        ("public-alerts", {"kind": "immediate"}),
        ("functions", {"kind": "on_change"}),
        ("satisfaction", {"kind": "continuous"}),
    ],
)
def test_deadlines_are_those_of_the_requirements(shipped, slug, rule):
    found = shipped.get(slug).deadline
    assert found == DeadlineRule(**rule, source=found.source)


def test_no_district_level_is_left_in_any_text(shipped):
    texts = SHIPPED_FILE.read_text(encoding="utf-8").lower()
    assert not re.search(r"\b(huyện|quận|thị xã)\b", texts)


def test_texts_are_sentences_and_guidance_leaves_the_numbers_to_the_deadline(shipped):
    for section in shipped.sections:
        for text in (section.description, section.guidance):
            assert text[0].isupper() and text.endswith("."), text
        assert not re.search(r"\d", section.guidance), section.guidance


def test_a_section_of_several_types_lists_them_all():
    """The list of the first type draws the section: it must run over what all pages share."""
    several = [one.slug for one in get_registry().sections if len(one.posted_types) > 1]
    assert several
    assert {listing_of(slug).model for slug in several} == {Listing.model}
