"""Checks that every text of the interface has its Vietnamese: fails on a message without one, an
unsure one, one whose placeholders differ, one that two catalogues translate differently, or one in
words that the glossary (docs/glossary.vi.md) does not use.

    python -m tests.quality.translations

The messages are read from the sources as Python and Django themselves parse them, so that nothing
but the project's own environment is needed.
"""

import ast
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import django
import polib

PROJECT = Path(__file__).resolve().parents[2]
PACKAGES = ("portal_network", "home", "commune_site", "documents", "search")
LANGUAGE = "vi"
# Of each function, where its message stands: (context, singular, plural).
FUNCTIONS = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
GLOSSARY = PROJECT / "docs" / "glossary.vi.md"
IN_TEMPLATE_ARGUMENT = re.compile(r"""\b_\((["'])(.+?)\1\)""")

Message = tuple[str | None, str]


def messages_in_python(path: Path) -> Iterator[Message]:
    """Yield context and message of every call of a gettext function in a Python file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
        context_at, singular_at, _plural_at = FUNCTIONS.get(name, (None, None, None))
        if singular_at is None or len(node.args) <= singular_at:
            continue
        texts = [getattr(argument, "value", None) for argument in node.args]
        if isinstance(texts[singular_at], str):
            yield (None if context_at is None else texts[context_at]), texts[singular_at]


def messages_in_template(path: Path) -> Iterator[Message]:
    """Yield context and message of every ``translate``, ``blocktranslate`` and ``_("…")``."""
    from django.template import Engine
    from django.template.base import Template
    from django.templatetags.i18n import BlockTranslateNode, TranslateNode

    engine = Engine.get_default()
    source = path.read_text(encoding="utf-8")
    for node in Template(source, engine=engine).nodelist.get_nodes_by_type(TranslateNode):
        message = node.filter_expression.var
        yield _resolved(node.message_context), getattr(message, "literal", message)
    for node in Template(source, engine=engine).nodelist.get_nodes_by_type(BlockTranslateNode):
        yield _resolved(node.message_context), node.render_token_list(node.singular)[0]
    for match in IN_TEMPLATE_ARGUMENT.finditer(source):
        yield None, match[2]


def _resolved(context: object) -> str | None:
    return context and context.resolve({})


def source_messages() -> dict[Message, Path]:
    """Return every message of the project, with one file that uses it."""
    found: dict[Message, Path] = {}
    for package in PACKAGES:
        for path in (PROJECT / package).rglob("*.py"):
            found |= dict.fromkeys(messages_in_python(path), path)
    for folder in ("templates", *PACKAGES):
        for path in _templates_in(PROJECT / folder):
            found |= dict.fromkeys(messages_in_template(path), path)
    return found


def _templates_in(folder: Path) -> Iterator[Path]:
    """Yield pages, and messages that are sent by e-mail."""
    yield from folder.rglob("*.html")
    if folder.name == "templates":
        yield from folder.rglob("*.txt")


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
