"""Bodies of sample items: a light markup in the data files, typed blocks for the pages.

Blocks are parted by blank lines; the first characters tell the kind:

    ## Heading
    - item of a list             1. item of an ordered list
    | head | head |              then rows; "|= caption" before them names the table
    > quotation                  "> -- source" on its last line
    !info text                   !warning text
    ![alternative text](karst-2) caption

Anything else is a paragraph. In texts, ``**bold**`` and ``[words](https://…)`` are known.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

BlockType = Literal["heading", "paragraph", "list", "table", "quote", "callout", "image"]

_IMAGE = re.compile(
    r"!\[(?P<alt>[^\]]+)\]\((?P<key>[a-z]+(?:-\d+)?)\)\s*(?P<caption>.*)", re.DOTALL
)
_CALLOUT = re.compile(r"!(?P<level>info|warning)\s+(?P<text>.+)", re.DOTALL)
_LINK = re.compile(r"\[([^\]]+)\]\(((?:https?://|/|mailto:)[^)\s]*)\)")
_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_BULLET = re.compile(r"-\s+")
_NUMBER = re.compile(r"\d+\.\s+")


@dataclass(frozen=True)
class BodyBlock:
    """One block of a body; ``type`` tells which of the fields are used.

    heading, paragraph: ``text``. list: ``items``, ``ordered``. table: ``rows``, of which the first
    is the head, and ``caption``. quote: ``text``, ``source``. callout: ``text``, ``level``
    ("info" or "warning"). image: ``image_key``, ``alt``, ``caption``.
    """

    type: BlockType
    text: str = ""
    items: tuple[str, ...] = ()
    ordered: bool = False
    rows: tuple[tuple[str, ...], ...] = ()
    caption: str = ""
    source: str = ""
    level: str = ""
    image_key: str = ""
    alt: str = ""

    @property
    def html(self) -> str:
        """The block as rich text; for kinds that rich text does not know, an empty text."""
        if self.type in ("paragraph", "callout"):
            return f"<p>{_inline(self.text)}</p>"
        if self.type == "heading":
            return f"<h2>{_inline(self.text)}</h2>"
        if self.type == "list":
            tag = "ol" if self.ordered else "ul"
            items = "".join(f"<li>{_inline(item)}</li>" for item in self.items)
            return f"<{tag}>{items}</{tag}>"
        return ""

    def mapped(self, change: Callable[[str], str]) -> BodyBlock:
        """The same block with every text changed."""
        return replace(
            self,
            text=change(self.text),
            items=tuple(change(item) for item in self.items),
            rows=tuple(tuple(change(cell) for cell in row) for row in self.rows),
            caption=change(self.caption),
            source=change(self.source),
            alt=change(self.alt),
        )


@cache
def parse_body(text: str) -> tuple[BodyBlock, ...]:
    """Read a body. Raises ``ValueError`` for a table whose rows differ in length."""
    return tuple(
        _parse_block(part.strip()) for part in re.split(r"\n\s*\n", text.strip()) if part.strip()
    )


def _parse_block(part: str) -> BodyBlock:
    lines = [line.strip() for line in part.splitlines()]
    if part.startswith("## "):
        return BodyBlock("heading", text=_one_line(part[3:]))
    if part.startswith("|"):
        return _parse_table(lines)
    if part.startswith(">"):
        return _parse_quote(lines)
    image = _IMAGE.fullmatch(part)
    if image:
        return BodyBlock(
            "image", image_key=image["key"], alt=image["alt"], caption=_one_line(image["caption"])
        )
    callout = _CALLOUT.fullmatch(part)
    if callout:
        return BodyBlock("callout", text=_one_line(callout["text"]), level=callout["level"])
    for marker, ordered in ((_BULLET, False), (_NUMBER, True)):
        if marker.match(part):
            return BodyBlock("list", items=_parse_items(lines, marker), ordered=ordered)
    return BodyBlock("paragraph", text=_one_line(part))


def _parse_items(lines: list[str], marker: re.Pattern[str]) -> tuple[str, ...]:
    items: list[str] = []
    for line in lines:
        match = marker.match(line)
        if match:
            items.append(line[match.end() :])
        else:
            items[-1] += f" {line}"
    return tuple(items)


def _parse_table(lines: list[str]) -> BodyBlock:
    caption = ""
    rows = []
    for line in lines:
        if line.startswith("|="):
            caption = line[2:].strip()
        else:
            rows.append(tuple(cell.strip() for cell in line.strip("|").split("|")))
    if len({len(row) for row in rows}) != 1:
        raise ValueError(f"The rows of the table “{caption or rows[:1]}” differ in length.")
    return BodyBlock("table", rows=tuple(rows), caption=caption)


def _parse_quote(lines: list[str]) -> BodyBlock:
    words = [line.lstrip(">").strip() for line in lines]
    source = words.pop()[2:].strip() if words[-1].startswith("--") else ""
    return BodyBlock("quote", text=" ".join(words), source=source)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _inline(text: str) -> str:
    escaped = html.escape(text)
    linked = _LINK.sub(r'<a href="\2">\1</a>', escaped)
    return _BOLD.sub(r"<b>\1</b>", linked)
