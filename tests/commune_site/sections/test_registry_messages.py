"""Deadlines and faults are told to people in Vietnamese."""

import ast
from pathlib import Path

import polib
import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from commune_site.sections import DeadlineRule
from tests.registry_files import toml_file

PROJECT = Path(__file__).resolve().parents[3]
TRANSLATIONS = PROJECT / "locale/sections/vi/LC_MESSAGES/django.po"


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
