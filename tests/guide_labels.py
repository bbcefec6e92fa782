"""Tells whether a label that a guide quotes, or a picture shows, still stands on a screen."""

import re
from functools import cache
from pathlib import Path

import polib

from commune_site.sections import get_registry

PROJECT = Path(__file__).resolve().parents[1]
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
# Fewer letters beside its placeholders, and a message would match any label.
ENOUGH_LETTERS = 8


def on_screen(text: str) -> str:
    """Return a label as screens show it: names of fields begin with a capital there."""
    return text[:1].upper() + text[1:]


@cache
def messages() -> tuple[frozenset[str], tuple[re.Pattern, ...]]:
    """Return all Vietnamese messages, and patterns of those with placeholders."""
    plain, patterns = set(), []
    for path in PROJECT.glob("locale/*/vi/LC_MESSAGES/*.po"):
        for entry in polib.pofile(str(path)):
            for text in [entry.msgstr, *entry.msgstr_plural.values()]:
                parts = PLACEHOLDER.split(text)
                if len(parts) == 1:
                    plain.add(on_screen(text))
                elif sum(map(len, parts)) >= ENOUGH_LETTERS:
                    body = r"\s*.*?\s*".join(re.escape(part.strip()) for part in parts)
                    patterns.append(re.compile(body, re.IGNORECASE))
    return frozenset(plain), tuple(patterns)


@cache
def templates() -> str:
    """Return all templates of the portal."""
    return "\n".join(
        path.read_text(encoding="utf-8") for path in (PROJECT / "templates").rglob("*.html")
    )


def exists(label: str) -> bool:
    """Tell whether a catalogue, a template or the registry of sections has a label."""
    plain, patterns = messages()
    return (
        on_screen(label) in plain
        or label in {section.name for section in get_registry().sections}
        or f">{label}<" in templates()
        or any(pattern.fullmatch(label) for pattern in patterns)
    )
