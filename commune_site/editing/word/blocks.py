"""Turns the clean HTML of a Word file into the blocks of a body."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup, NavigableString, Tag
from django.utils.translation import gettext as _

from commune_site.editing.word.reading import PICTURE_SCHEME

LONGEST_HEADING = 255
LONGEST_TITLE = 255
HEADING = re.compile(r"^h[1-6]$")
NOTE = re.compile(r"^#(?:footnote|endnote)")


@dataclass(frozen=True, slots=True)
class PictureMark:
    """Stands where a picture of the file was; ``number`` counts them from 0."""

    number: int


Block = tuple[str, object]


def blocks_of(html: str) -> tuple[str, list[Block]]:
    """Return the title that the text begins with, or nothing, and the blocks below it.

    Blocks are ``heading`` (text), ``paragraph`` (HTML of rich text), ``table`` (value of a table
    block) and ``image`` (:class:`PictureMark`), in the order of the file.
    """
    soup = BeautifulSoup(html, "html.parser")
    _settle_notes(soup)
    _rename(soup)
    blocks = list(_blocks(soup))
    title = ""
    if blocks and blocks[0][0] == "heading":
        title = str(blocks.pop(0)[1])[:LONGEST_TITLE]
    return title, blocks


def _rename(soup: BeautifulSoup) -> None:
    for old, new in (("strong", "b"), ("em", "i")):
        for tag in soup.find_all(old):
            tag.name = new


def _settle_notes(soup: BeautifulSoup) -> None:
    """Keep the number of a note in the text and the note at the end, without links inside."""
    for link in soup.find_all("a", href=NOTE):
        if link.get_text().strip() == "↑":
            link.decompose()
        else:
            link.unwrap()
    for link in soup.find_all("a"):
        if not link.get("href", "").startswith(("http:", "https:", "mailto:", "tel:")):
            link.unwrap()
        else:
            link.attrs = {"href": link["href"]}
    notes = soup.find("li", id=re.compile(r"^(?:footnote|endnote)"))
    if notes is not None and notes.parent.name == "ol":
        heading = soup.new_tag("h2")
        heading.string = _("Notes")
        notes.parent.insert_before(heading)
    for item in soup.find_all("li"):
        item.attrs = {}
        # A list of rich text holds no paragraphs.
        for paragraph in item.find_all("p", recursive=False):
            paragraph.insert_after(" ")
            paragraph.unwrap()


def _blocks(soup: BeautifulSoup) -> Iterator[Block]:
    text: list[str] = []
    for node in list(soup.children):
        if isinstance(node, NavigableString):
            if node.strip():
                text.append(f"<p>{node.output_ready()}</p>")
            continue
        if HEADING.match(node.name) or node.name == "table":
            yield from _flushed(text)
            yield from _heading(node) if node.name != "table" else _table(node)
            continue
        marks = [_mark(image) for image in node.find_all("img")]
        for image in node.find_all("img"):
            image.decompose()
        if node.get_text(strip=True):
            text.append(str(node))
        if any(marks):
            yield from _flushed(text)
            yield from (("image", mark) for mark in marks if mark)
    yield from _flushed(text)


def _flushed(text: list[str]) -> Iterator[Block]:
    if text:
        yield "paragraph", "".join(text)
        text.clear()


def _heading(node: Tag) -> Iterator[Block]:
    words = " ".join(node.get_text(" ").split())
    if len(words) > LONGEST_HEADING:
        # Somebody gave a whole paragraph the style of a heading.
        yield "paragraph", f"<p>{node.decode_contents()}</p>"
    elif words:
        yield "heading", words
    yield from _pictures(node)


def _pictures(node: Tag) -> Iterator[Block]:
    for image in node.find_all("img"):
        if mark := _mark(image):
            yield "image", mark


def _mark(image: Tag) -> PictureMark | None:
    scheme, _colon, number = image.get("src", "").partition(":")
    return PictureMark(int(number)) if scheme == PICTURE_SCHEME else None


def _table(node: Tag) -> Iterator[Block]:
    """Yield a table block with its merged cells; pictures of its cells follow it."""
    rows: list[list[str]] = []
    merged, taken = [], set()
    lines = [row for row in node.find_all("tr") if row.find_parent("table") is node]
    for row_number, line in enumerate(lines):
        cells: list[str] = []
        for cell in line.find_all(["td", "th"], recursive=False):
            while (row_number, len(cells)) in taken:
                cells.append("")
            down, across = _span(cell, "rowspan"), _span(cell, "colspan")
            column = len(cells)
            if down > 1 or across > 1:
                down = min(down, len(lines) - row_number)
                merged.append(
                    {"row": row_number, "col": column, "rowspan": down, "colspan": across}
                )
                taken |= {
                    (row_number + below, column + beside)
                    for below in range(down)
                    for beside in range(across)
                }
            cells += [_words(cell), *[""] * (across - 1)]
        while (row_number, len(cells)) in taken:
            cells.append("")
        rows.append(cells)
    width = max(map(len, rows), default=0)
    if width:
        yield "table", _table_value(node, rows, width, merged, taken)
    yield from _pictures(node)


def _table_value(node: Tag, rows: list[list[str]], width: int, merged: list, taken: set) -> dict:
    has_header = node.find("th") is not None or _is_bold_line(node)
    corners = {(merge["row"], merge["col"]) for merge in merged}
    hidden = sorted(taken - corners)
    return {
        "data": [cells + [""] * (width - len(cells)) for cells in rows],
        "cell": [{"row": row, "col": column, "hidden": True} for row, column in hidden],
        "mergeCells": merged,
        "first_row_is_table_header": has_header,
        "first_col_is_header": False,
        "table_header_choice": "row" if has_header else "neither",
        "table_caption": "",
    }


def _is_bold_line(table: Tag) -> bool:
    """Tell whether the first line is written in bold throughout, as officials mark headers."""
    line = table.find("tr")
    words = line.get_text(strip=True) if line else ""
    return bool(words) and words == "".join(b.get_text(strip=True) for b in line.find_all("b"))


def _words(cell: Tag) -> str:
    lines = [" ".join(part.get_text(" ").split()) for part in cell.find_all(["p", "li"])]
    text = "\n".join(line for line in lines if line)
    return text or " ".join(cell.get_text(" ").split())


def _span(cell: Tag, name: str) -> int:
    value = cell.get(name, "1")
    return min(max(int(value), 1), 200) if value.isdigit() else 1
