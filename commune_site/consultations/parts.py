"""The parts of a draft, as citizens comment on them: its articles, or its headings.

An officer pastes the text once; nobody has to cut it into pieces.
"""

import re
from dataclasses import dataclass

from bs4 import BeautifulSoup, NavigableString
from django.utils.text import Truncator, slugify
from django.utils.translation import gettext as _

from search.text import fold

# "Điều 5. …" or "Điều 5a: …" begins an article; "Điều 5 của Luật …" is a sentence about one.
_ARTICLE = re.compile(r"Điều\s+(\d+[a-zđ]?)\s*[.:]", re.IGNORECASE)
_HEADINGS = frozenset({"h2", "h3", "h4"})
# A longer paragraph is an article with its text in one piece.
_LONGEST_TITLE = 160
LONGEST_KEY = 60


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a draft; ``lead`` names the chapters that begin with it, ``html`` is rich text."""

    key: str
    title: str
    html: str
    lead: str = ""


def parts_of(text: str) -> list[Part]:
    """Return the parts of a rich text in their order; nothing for an empty one.

    A heading without text of its own (a chapter) leads the part that follows it.
    """
    parts: list[Part] = []
    chapters: list[str] = []
    title, held = "", []
    for node in _blocks(text):
        if not _begins(node):
            held.append(str(node))
            continue
        if held or _ARTICLE.match(title):
            parts.append(_part(title, held, chapters, parts))
            chapters = []
        elif title:
            chapters.append(title)
        words = _words(node)
        title, held = _short(words), [str(node)] if len(words) > _LONGEST_TITLE else []
    if title or held:
        parts.append(_part(title, held, chapters, parts))
    return parts


def _part(title: str, held: list[str], chapters: list[str], before: list[Part]) -> Part:
    shown = title or _("Opening of the draft")
    return Part(_free_key(title, before), shown, "".join(held), " – ".join(chapters))


def _blocks(text: str) -> list:
    soup = BeautifulSoup(text or "", "html.parser")
    return [node for node in soup.children if node.get_text(strip=True) or node.name == "embed"]


def _words(node) -> str:
    return " ".join(node.get_text(" ").split())


def _begins(node) -> bool:
    if isinstance(node, NavigableString):
        return False
    return bool(_words(node)) and (
        node.name in _HEADINGS or (node.name == "p" and bool(_ARTICLE.match(_words(node))))
    )


def _short(words: str) -> str:
    if len(words) <= _LONGEST_TITLE:
        return words
    found = _ARTICLE.match(words)
    return found[0].rstrip(" .:") if found else Truncator(words).chars(_LONGEST_TITLE)


def _free_key(title: str, parts: list[Part]) -> str:
    """Return a key that stays the same while the draft is edited elsewhere: ``dieu-5``."""
    found = _ARTICLE.match(title)
    base = f"dieu-{fold(found[1])}" if found else slugify(fold(title))[:LONGEST_KEY].strip("-")
    base = base or "mo-dau"
    taken = {part.key for part in parts}
    number, key = 2, base
    while key in taken:
        key, number = f"{base}-{number}", number + 1
    return key
