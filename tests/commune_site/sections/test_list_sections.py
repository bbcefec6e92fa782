"""The command that lists the registry, and the page of the documentation that shows its table."""

import json
from io import StringIO
from pathlib import Path

from django.core.management import call_command
from django.utils import translation

PROJECT = Path(__file__).resolve().parents[3]


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
