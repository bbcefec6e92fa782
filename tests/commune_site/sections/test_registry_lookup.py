"""How sections are looked up: by level, group and slug, in the shipped or an own registry."""

import tomllib

import pytest

from commune_site.sections import (
    UnknownSection,
    get_registry,
    load_registry,
    section_choices,
)
from commune_site.sections.registry import SHIPPED_FILE
from tests.registry_files import toml_file


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
