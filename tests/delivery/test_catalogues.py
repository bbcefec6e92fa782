"""What stands in the catalogues is written for people, not for those who build the portal."""

import re

import polib
import pytest

from tests.quality.translations import PROJECT, catalogues

REQUIREMENT_CODE = re.compile(r"\bR\d+\b")


@pytest.mark.parametrize(
    "path", catalogues(), ids=lambda path: str(path.relative_to(PROJECT / "locale").parts[0])
)
def test_no_message_names_a_number_of_our_requirements(path):
    entries = polib.pofile(str(path))
    assert entries
    named = [
        text
        for entry in entries
        for text in (entry.msgid, entry.msgid_plural, entry.msgstr, *entry.msgstr_plural.values())
        if REQUIREMENT_CODE.search(text)
    ]
    assert named == []
