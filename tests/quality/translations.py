"""Checks that every text of the interface has its Vietnamese: fails on a message without one, an
unsure one, one whose placeholders differ, one that two catalogues translate differently, or one in
words that the glossary (docs/glossary.vi.md) does not use.

    python -m tests.quality.translations

What packages would show without Vietnamese is counted by `manage.py translation_coverage`.
"""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import django
import polib

from portal_network.delivery.messages import Message, source_messages

PROJECT = Path(__file__).resolve().parents[2]
LANGUAGE = "vi"
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
GLOSSARY = PROJECT / "docs" / "glossary.vi.md"


def words_not_used() -> re.Pattern[str]:
    """Return what finds the words in the last column of the glossary, whole and in any case."""
    rows = [row.split("|") for row in GLOSSARY.read_text(encoding="utf-8").splitlines()]
    words = {word.strip() for row in rows if len(row) == 5 for word in row[3].split(",")}
    words -= {"", "---", "Không dùng"}
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(words)))})\b", re.IGNORECASE)


def catalogues() -> list[Path]:
    """Return the catalogues of all owners of texts."""
    return sorted((PROJECT / "locale").glob(f"*/{LANGUAGE}/LC_MESSAGES/*.po"))


NOT_USED = words_not_used()


def faults_of_catalogue(path: Path, translated: dict[Message, str]) -> Iterator[str]:
    """Yield what is wrong inside one catalogue; add its messages to ``translated``."""
    for entry in polib.pofile(str(path)):
        if entry.obsolete:
            continue
        texts = list(entry.msgstr_plural.values()) or [entry.msgstr]
        where = f"{path.relative_to(PROJECT)}:{entry.linenum}: “{entry.msgid}”"
        if entry.fuzzy or not all(texts):
            yield f"{where} is not translated"
            continue
        expected = set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
        if any(set(PLACEHOLDER.findall(text)) != expected for text in texts):
            yield f"{where} has other placeholders in its translation"
        for word in NOT_USED.findall(" ".join(texts)):
            yield f"{where} says “{word}”: see {GLOSSARY.relative_to(PROJECT)}"
        key = (entry.msgctxt, entry.msgid)
        if translated.setdefault(key, texts[0]) != texts[0]:
            yield f"{where} is translated differently elsewhere: “{translated[key]}”"


def faults() -> list[str]:
    """Return everything that is wrong, one line per fault."""
    translated: dict[Message, str] = {}
    found = [fault for path in catalogues() for fault in faults_of_catalogue(path, translated)]
    found += [
        f"{path.relative_to(PROJECT)}: “{message}” is in no catalogue"
        for (context, message), path in sorted(source_messages().items(), key=str)
        if message and (context, message) not in translated
    ]
    return found


def main() -> int:
    """Print the faults; return 1 when there is one."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal_network.settings.test")
    django.setup()
    found = faults()
    print("\n".join(found) or f"{len(source_messages())} messages, all in Vietnamese")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
