"""A faulty registry is refused as a whole, and every fault is named with its row."""

import pytest

from commune_site.sections import RegistryError, load_registry
from tests.registry_files import toml_file


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
    ({"also": ["poem"]}, "also", "choice"),
    ({"also": "article"}, "also", "texts"),
    ({"also": ["redirect", "redirect"]}, "also", "duplicate"),
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
