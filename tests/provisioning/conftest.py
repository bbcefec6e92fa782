"""Fixtures of the provisioning tests: an operator's own registry of sections."""

from collections.abc import Callable
from pathlib import Path

import pytest

from commune_site.sections.registry import SHIPPED_FILE

NEW_SECTION = """
[[sections]]
number = 53
slug = "open-data"
name = "Dữ liệu mở"
url_slug = "du-lieu-mo"
group = "{group}"
levels = ["province", "commune"]
page_type = "article"
owner = "editor"
description = "Các bộ dữ liệu mở của địa phương."
guidance = "Đăng bộ dữ liệu kèm mô tả."
deadline = {{ kind = "continuous" }}
other_bases = ["Nghị định 47/2020/NĐ-CP"]
"""

NEW_GROUP = """
[[groups]]
slug = "du-lieu"
name = "Dữ liệu"
url_slug = "du-lieu"
order = 8
menu_order = 6
description = "Dữ liệu mở của địa phương."
"""


@pytest.fixture
def registry_with_new_section(settings, tmp_path: Path) -> Callable[..., None]:
    """Make this installation use a copy of the shipped registry with one section more."""

    def use(group: str = "cong-khai", extra: str = "", without: str = "") -> None:
        own = tmp_path / f"registry-{group}.toml"
        text = SHIPPED_FILE.read_text(encoding="utf-8").replace(without, "", 1)
        own.write_text(text + extra + NEW_SECTION.format(group=group), encoding="utf-8")
        settings.SECTION_REGISTRY_FILE = str(own)

    return use


@pytest.fixture
def new_section(registry_with_new_section) -> None:
    """Add “Dữ liệu mở” to the group “Công khai thông tin”."""
    registry_with_new_section()


@pytest.fixture
def new_group(registry_with_new_section) -> None:
    """Add “Dữ liệu mở” in a group of its own, which takes the sixth and last place of the menu."""
    registry_with_new_section("du-lieu", NEW_GROUP, without="menu_order = 6\n")
