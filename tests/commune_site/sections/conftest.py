"""Registries of mandated sections: the shipped one, and the smallest one that is right."""

import re

import pytest

from commune_site.sections import RegistryError, load_registry
from commune_site.sections.registry import SHIPPED_FILE
from tests.registry_files import toml_file


@pytest.fixture(scope="session")
def shipped():
    """The registry that ships with the project."""
    return load_registry(SHIPPED_FILE)


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
