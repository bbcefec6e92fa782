"""The registry of mandated sections: what is shipped, what is refused, how it is looked up."""

import ast
import json
import re
import tomllib
from io import StringIO
from pathlib import Path

import polib
import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from commune_site.sections import (
    DeadlineRule,
    RegistryError,
    UnknownSection,
    get_registry,
    load_registry,
    section_choices,
)
from commune_site.sections.model import LEVELS
from commune_site.sections.naming import newspaper_words
from commune_site.sections.registry import SHIPPED_FILE

PROJECT = Path(__file__).resolve().parents[2]
TRANSLATIONS = PROJECT / "locale/sections/vi/LC_MESSAGES/django.po"

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


def toml_value(value) -> str:
    """Write one value as TOML; JSON's strings and arrays are TOML's as well."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml_value(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(toml_value(one) for one in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def toml_file(path: Path, content: dict) -> Path:
    """Write a registry file as an operator would."""
    lines = []
    for key, value in content.items():
        if isinstance(value, list) and value and all(isinstance(row, dict) for row in value):
            for row in value:
                lines.append(f"[[{key}]]")
                lines += [f"{name} = {toml_value(one)}" for name, one in row.items()]
        else:
            lines.insert(0, f"{key} = {toml_value(value)}")
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def content() -> dict:
    """The smallest registry that is right: one group, one section per disclosure group."""
    group = {
        "slug": "disclosure",
        "name": "Công khai",
        "url_slug": "cong-khai",
        "order": 1,
        "menu_order": 1,
        "description": "Nội dung phải công khai.",
    }
    sections = [
        {
            "number": number,
            "slug": f"section-{number}",
            "name": f"Chuyên mục {number}",
            "url_slug": f"chuyen-muc-{number}",
            "group": "disclosure",
            "levels": ["commune"],
            "page_type": "article",
            "owner": "editor",
            "disclosure_group": number,
            "description": "Nơi công khai.",
            "guidance": "Đăng ngay khi có.",
            "deadline": {"kind": "working_days", "working_days": 5},
        }
        for number in range(1, 15)
    ]
    return {"groups": [group], "sections": sections}


@pytest.fixture
def faults(tmp_path):
    """A function that loads a registry and returns its faults as (row's slug, key, code)."""

    def load(content: dict) -> list[tuple[str, str, str]]:
        try:
            load_registry(toml_file(tmp_path / "registry.toml", content))
        except RegistryError as error:
            return [(row_slug(one.row), one.key, one.code) for one in error.problems]
        return []

    return load


def row_slug(label: str) -> str:
    """Return the slug that a row's label names in parentheses."""
    found = re.search(r"\(([^)]*)\)", label)
    return found.group(1) if found else ""


# --- What is shipped


@pytest.fixture(scope="module")
def shipped():
    return load_registry(SHIPPED_FILE)


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


# --- What is refused


def test_a_right_registry_has_no_fault(content, faults):
    assert faults(content) == []


GROUP_FAULTS = [
    ({"slug": None}, "slug", "missing"),
    ({"slug": "Công khai"}, "slug", "slug"),
    ({"name": ""}, "name", "text"),
    ({"name": "Tin tức"}, "name", "newspaper"),
    ({"url_slug": "công-khai"}, "url_slug", "slug"),
    ({"url_slug": "chuyen-muc-1"}, "url_slug", "duplicate"),
    ({"order": "đầu"}, "order", "number"),
    ({"menu_order": 0}, "menu_order", "number"),
    ({"description": None}, "description", "missing"),
    ({"colour": "đỏ"}, "colour", "unknown_key"),
]


@pytest.mark.parametrize(("change", "key", "code"), GROUP_FAULTS)
def test_a_faulty_group_is_refused(content, faults, change, key, code):
    apply(content["groups"][0], change)
    assert (key, code) in [fault[1:] for fault in faults(content)]


SECTION_FAULTS = [
    ({"number": None}, "number", "missing"),
    ({"number": 0}, "number", "number"),
    ({"number": True}, "number", "number"),
    ({"number": 1}, "number", "duplicate"),
    ({"slug": "chuyên mục"}, "slug", "slug"),
    ({"slug": "section-1"}, "slug", "duplicate"),
    ({"slug": "s" * 51}, "slug", "length"),
    ({"name": None}, "name", "missing"),
    ({"name": 7}, "name", "text"),
    ({"name": "N" * 256}, "name", "length"),
    ({"name": "Báo phường"}, "name", "newspaper"),
    ({"short_name": "Daily"}, "short_name", "newspaper"),
    ({"url_slug": "chuyên-mục"}, "url_slug", "slug"),
    ({"url_slug": "Chuyen-Muc"}, "url_slug", "slug"),
    ({"url_slug": "chuyen--muc"}, "url_slug", "slug"),
    ({"url_slug": "chuyen-muc-1"}, "url_slug", "duplicate"),
    ({"url_slug": "cong-khai"}, "url_slug", "duplicate"),
    ({"url_slug": "tim-kiem"}, "url_slug", "reserved"),
    ({"group": "elsewhere"}, "group", "unknown_group"),
    ({"levels": None}, "levels", "missing"),
    ({"levels": []}, "levels", "texts"),
    ({"levels": ["district"]}, "levels", "choice"),
    ({"levels": ["commune", "commune"]}, "levels", "duplicate"),
    ({"optional_levels": ["commune"]}, "optional_levels", "duplicate"),
    ({"optional_levels": ["ward"]}, "optional_levels", "choice"),
    ({"page_type": "blog"}, "page_type", "choice"),
    ({"owner": "nobody"}, "owner", "choice"),
    ({"description": "  "}, "description", "text"),
    ({"guidance": None}, "guidance", "missing"),
    ({"bases": "Điều 9"}, "bases", "table"),
    ({"bases": {"ND224": []}}, "ND224", "texts"),
    ({"bases": {"ND224": "Điều 9"}}, "ND224", "texts"),
    ({"bases": {"ND999": ["Điều 1"]}}, "ND999", "unknown_key"),
    ({"other_bases": [""]}, "other_bases", "texts"),
    ({"disclosure_group": 15}, "disclosure_group", "number"),
    ({"standing": "chair"}, "standing", "choice"),
    ({"personal_data": "yes"}, "personal_data", "flag"),
    ({"personal_data": True}, "expiry_days", "missing"),
    ({"personal_data": True, "expiry_days": -1}, "expiry_days", "number"),
    ({"nmae": "Tên"}, "nmae", "unknown_key"),
    ({"deadline": None}, "deadline", "missing"),
    ({"deadline": 5}, "deadline", "table"),
    ({"deadline": {"working_days": 5}}, "kind", "missing"),
    ({"deadline": {"kind": "soon"}}, "kind", "choice"),
    ({"deadline": {"kind": "working_days"}}, "working_days", "missing"),
    ({"deadline": {"kind": "working_days", "working_days": 0}}, "working_days", "number"),
    ({"deadline": {"kind": "period"}}, "periods", "missing"),
    ({"deadline": {"kind": "period", "periods": ["day"]}}, "periods", "choice"),
    ({"deadline": {"kind": "consultation"}}, "minimum_open_days", "missing"),
    (
        {"deadline": {"kind": "consultation", "minimum_open_days": -20}},
        "minimum_open_days",
        "number",
    ),
    ({"deadline": {"kind": "on_change", "working_days": 5}}, "working_days", "deadline"),
    ({"deadline": {"kind": "immediate", "days": 5}}, "days", "unknown_key"),
]


@pytest.mark.parametrize(("change", "key", "code"), SECTION_FAULTS)
def test_a_faulty_section_is_refused_and_its_row_is_named(content, faults, change, key, code):
    row = content["sections"][13]
    apply(row, change)
    # Clause 14 is still answered, so that only the fault under test is found.
    content["sections"][0] |= {"disclosure_group": 14}
    content["sections"].append(content["sections"][0] | spare_row())

    assert faults(content) == [(row["slug"], key, code)]


def spare_row() -> dict:
    """What makes a copy of the first section a section of its own, for clause 1."""
    return {"number": 99, "slug": "spare", "url_slug": "du-phong", "disclosure_group": 1}


def apply(row: dict, change: dict) -> None:
    """Change a row; None takes the key away."""
    for key, value in change.items():
        if value is None:
            row.pop(key, None)
        else:
            row[key] = value


def test_two_sections_cannot_have_the_same_standing(content, faults):
    for row in content["sections"][:2]:
        row["standing"] = "contacts"
    assert faults(content) == [("section-2", "standing", "duplicate")]


@pytest.mark.parametrize("key", ["slug", "order", "menu_order", "url_slug"])
def test_two_groups_cannot_share_what_tells_them_apart(content, faults, key):
    second = {
        "slug": "second",
        "name": "Nhóm hai",
        "url_slug": "nhom-hai",
        "order": 2,
        "menu_order": 2,
        "description": "Nhóm thứ hai.",
    }
    second[key] = content["groups"][0][key]
    content["groups"].append(second)
    content["sections"][0]["group"] = second["slug"]
    assert faults(content) == [(second["slug"], key, "duplicate")]


def test_a_group_without_sections_is_refused(content, faults):
    spare = {"slug": "spare", "url_slug": "du-phong", "order": 2, "menu_order": 2}
    content["groups"].append(content["groups"][0] | spare)
    assert faults(content) == [("spare", "", "empty_group")]


def test_a_main_menu_with_more_than_eight_entries_is_refused(content, faults):
    first = content["groups"][0]
    for number in range(2, 8):
        slug = f"group-{number}"
        content["groups"].append(
            first | {"slug": slug, "url_slug": slug, "order": number, "menu_order": number}
        )
        content["sections"][number]["group"] = slug
    assert faults(content) == [("group-7", "menu_order", "menu")]


def test_every_disclosure_group_needs_a_section_of_the_communes(content, tmp_path):
    del content["sections"][6]
    content["sections"][0]["levels"] = ["province"]
    with pytest.raises(RegistryError) as raised:
        load_registry(toml_file(tmp_path / "registry.toml", content))
    [problem] = raised.value.problems
    assert problem.code == "disclosure"
    assert problem.message.endswith(": 1, 7.")


@pytest.mark.parametrize("key", ["groups", "sections"])
def test_a_file_without_groups_or_sections_is_refused(content, faults, key):
    content.pop(key)
    assert ("", key, "table") in faults(content)


def test_an_unknown_table_is_refused(content, faults):
    assert faults({"section": 1} | content) == [("", "section", "unknown_key")]


def test_all_faults_of_a_file_are_told_at_once(content, faults):
    content["groups"][0]["order"] = 0
    content["sections"][2]["owner"] = "nobody"
    content["sections"][5]["levels"] = ["commune", "district"]
    content["sections"][8]["deadline"] = {"kind": "period", "periods": []}
    assert faults(content) == [
        ("disclosure", "order", "number"),
        ("section-3", "owner", "choice"),
        ("section-6", "levels", "choice"),
        ("section-9", "periods", "texts"),
    ]


@pytest.mark.parametrize("value", [[], [[]], [1], {}, {"kind": []}, 0, -1, 1.5, "", "x", True])
def test_a_value_of_any_type_is_refused_or_read_but_never_breaks_the_loader(content, faults, value):
    optional = ("menu_order", "optional_levels", "bases", "other_bases", "standing", "expiry_days")
    for table in ("groups", "sections"):
        for key in (*content[table][0], *optional):
            broken = content | {table: [content[table][0] | {key: value}, *content[table][1:]]}
            faults(broken)
        faults(content | {table: value})


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"[[sections]\n", "syntax"),
        ("[[sections]]\nname = 'Chuyên mục'".encode("utf-16"), "encoding"),
        (None, "unreadable"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(tmp_path, data, code):
    path = tmp_path / "registry.toml"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(RegistryError) as raised:
        load_registry(path)
    assert [problem.code for problem in raised.value.problems] == [code]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Tin tức - Sự kiện", ["tin tức"]),
        ("TAM THANH ONLINE", ["online"]),
        ("Ba\u0301o Lạng Sơn", ["báo"]),
        ("Văn phòng đại diện", ["văn phòng đại diện"]),
        ("Chính trị - Xã hội", ["chính trị", "xã hội"]),
        ("Đời sống và giải trí", ["đời sống", "giải trí"]),
        ("Báo cáo công tác, thông báo, cảnh báo", []),
        ("Công báo", []),
        ("Kế hoạch kinh tế - xã hội", []),
        ("An sinh xã hội", []),
        ("Dịch vụ công trực tuyến", []),
    ],
)
def test_names_that_read_like_a_newspaper_are_recognised(name, words):
    assert newspaper_words(name) == words


# --- How it is looked up


def test_optional_levels_are_left_out_unless_asked_for(shipped):
    communes = {section.slug for section in shipped.for_level("commune")}
    with_optional = {
        section.slug for section in shipped.for_level("commune", include_optional=True)
    }

    assert with_optional - communes == {"strategies", "research-results"}
    assert "gazette" not in with_optional
    assert "military-service" in communes


def test_a_level_that_does_not_exist_is_an_error(shipped):
    with pytest.raises(ValueError, match="district"):
        shipped.for_level("district")


def test_unknown_sections_and_groups_are_an_error_that_names_them(shipped):
    for look_up in (shipped.get, shipped.group):
        with pytest.raises(UnknownSection, match="nowhere"):
            look_up("nowhere")
    with pytest.raises(UnknownSection, match="nowhere"):
        shipped.in_group("nowhere", "commune")


def test_sections_cannot_be_changed_by_those_who_read_them(shipped):
    section = shipped.get("qa")
    with pytest.raises(AttributeError):
        section.name = "Khác"
    with pytest.raises(TypeError):
        section.bases["ND224"] = ()
    assert section in {section}


def test_texts_are_composed_so_that_they_compare(content, tmp_path):
    content["sections"][0]["name"] = "Ho\u0309i \u0111a\u0301p"
    registry = load_registry(toml_file(tmp_path / "registry.toml", content))
    assert registry.get("section-1").name == "Hỏi đáp"


def test_the_setting_names_an_operators_own_registry(settings, content, tmp_path):
    settings.SECTION_REGISTRY_FILE = ""
    assert len(get_registry().sections) == 52
    settings.SECTION_REGISTRY_FILE = str(toml_file(tmp_path / "own.toml", content))
    assert len(get_registry().sections) == 14
    assert get_registry() is get_registry()


def test_an_operator_may_add_a_section_of_their_own(tmp_path):
    content = tomllib.loads(SHIPPED_FILE.read_text(encoding="utf-8"))
    own = {"number": 53, "slug": "border-trade", "url_slug": "cua-khau", "name": "Cửa khẩu"}
    content["sections"].append(content["sections"][44] | own)
    registry = load_registry(toml_file(tmp_path / "own.toml", content))
    assert registry.sections[-1].slug == "border-trade"


def test_choices_are_grouped_and_follow_the_level(settings):
    settings.SECTION_REGISTRY_FILE = ""
    everything = [slug for _name, members in section_choices() for slug, _label in members]
    communes = dict(section_choices("commune"))

    assert len(everything) == 52
    assert ("qa", "Hỏi đáp") in communes["Tương tác"]
    assert "gazette" not in [slug for members in communes.values() for slug, _label in members]


# --- What people read


@pytest.fixture
def vietnamese(settings, tmp_path):
    """The package's own translations, compiled for this test, with Vietnamese active."""
    target = tmp_path / "vi/LC_MESSAGES"
    target.mkdir(parents=True)
    polib.pofile(str(TRANSLATIONS)).save_as_mofile(str(target / "django.mo"))
    settings.LOCALE_PATHS = [tmp_path]
    with translation.override("vi"):
        yield


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (DeadlineRule("working_days", working_days=5), "trong 5 ngày làm việc"),
        (
            DeadlineRule("working_days", working_days=10, periods=("quarter",)),
            "trong 10 ngày làm việc; hằng quý",
        ),
        (DeadlineRule("period", periods=("half-year", "year")), "sáu tháng một lần, hằng năm"),
        (DeadlineRule("consultation", minimum_open_days=20), "mở ít nhất 20 ngày"),
        (DeadlineRule("on_change"), "ngay khi có thay đổi"),
        (DeadlineRule("immediate"), "ngay lập tức"),
        (DeadlineRule("continuous"), "thường xuyên"),
    ],
)
def test_deadlines_are_told_in_vietnamese(vietnamese, rule, words):
    assert rule.describe() == words


def test_faults_are_told_in_vietnamese_with_their_row(vietnamese, content, settings, tmp_path):
    content["sections"][2]["owner"] = "nobody"
    content["sections"][3]["deadline"] = {"kind": "working_days"}
    path = toml_file(tmp_path / "own.toml", content)
    settings.SECTION_REGISTRY_FILE = str(path)
    with pytest.raises(CommandError) as raised:
        call_command("list_sections")
    assert str(raised.value).splitlines() == [
        f"Không dùng được danh mục chuyên mục {path}:",
        "- Chuyên mục thứ 3 (section-3), owner: không chấp nhận “nobody”; hãy chọn một trong các "
        "giá trị: editor, responder, site_administrator, province.",
        "- Chuyên mục thứ 4 (section-4), deadline, working_days: còn thiếu.",
    ]


def test_every_message_has_a_translation():
    sources = (PROJECT / "commune_site/sections").glob("*.py")
    calls = [
        node
        for source in sources
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("_", "ngettext")
    ]
    catalogue = {entry.msgid for entry in polib.pofile(str(TRANSLATIONS)).translated_entries()}
    assert {call.args[0].value for call in calls} == catalogue


# --- The command and the documentation


def listed(form: str) -> str:
    output = StringIO()
    call_command("list_sections", format=form, stdout=output)
    return output.getvalue()


def test_documentation_shows_the_table_that_the_command_prints(settings):
    settings.SECTION_REGISTRY_FILE = ""
    page = (PROJECT / "docs/sections.md").read_text(encoding="utf-8")
    table = page.split("<!-- sections -->\n")[1].split("<!-- /sections -->")[0]
    with translation.override("vi"):
        assert table.strip() == listed("markdown").strip()


def test_json_holds_everything_that_the_registry_says(settings, shipped):
    settings.SECTION_REGISTRY_FILE = ""
    printed = json.loads(listed("json"))
    row = printed["sections"][38]

    assert [group["slug"] for group in printed["groups"]] == [one.slug for one in shipped.groups]
    assert len(printed["sections"]) == 52
    assert row["slug"] == "people-consultation"
    assert row["deadline"]["minimum_open_days"] == 20
    assert row["bases"]["L10_2022"][0] == "Điều 11 khoản 11"


def test_text_lists_every_section_under_its_group(settings, shipped):
    settings.SECTION_REGISTRY_FILE = ""
    printed = listed("text")
    for group in shipped.groups:
        assert f"{group.name}  /{group.url_slug}/" in printed
    for section in shipped.sections:
        assert f"{section.number:>3}  {section.name}  /{section.url_slug}/" in printed
