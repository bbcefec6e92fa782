"""Word files as pages of lines with places, as the same text would stand on paper."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError
from zipfile import ZipFile

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from commune_site.editing.word.package import BROKEN, UnreadableWordFile, checked_package
from documents.intake.characters import cleaned, closed_up, decoder_for, from_tcvn3, from_vni
from documents.intake.layout import DocumentText, Line, PageText

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WIDTH, HEIGHT = 595.0, 842.0
LEFT, RIGHT, TOP, BOTTOM = 85.0, 552.0, 57.0, 785.0
LINE_HEIGHT, LEADING = 15.0, 17.0
# How wide letters of the usual size are on average, in points.
SMALL_LETTER, CAPITAL = 6.1, 8.6
MOST_DEPTH = 12


@dataclass
class _Paper:
    """Where the next line goes, and what stands on the pages so far."""

    pages: list[list[Line]] = field(default_factory=lambda: [[]])
    y: float = TOP

    def new_page(self) -> None:
        self.pages.append([])
        self.y = TOP

    def room_for_line(self) -> None:
        if self.y + LEADING > BOTTOM:
            self.new_page()

    def put(self, text: str, left: float, right: float, is_bold: bool) -> None:
        line = Line(text, len(self.pages), left, self.y, right, self.y + LINE_HEIGHT, is_bold)
        self.pages[-1].append(line)


def read_word(path: Path) -> DocumentText:
    """Return the text of a Word file; tables keep their columns, so that letterheads do.

    Raises:
        UnreadableWordFile: it is no Word file, or holds macros, objects or far too much.
    """
    package = checked_package(path.read_bytes())
    try:
        with ZipFile(package) as archive:
            body = fromstring(archive.read("word/document.xml")).find(f"{_W}body")
    except (*BROKEN, ParseError, DefusedXmlException, KeyError) as error:
        raise UnreadableWordFile(
            _("The file is damaged. Open it in Word and save it again as .docx.")
        ) from error
    paper = _Paper()
    if body is not None:
        _lay_out(body, paper, LEFT, RIGHT)
    text = " ".join(line.text for lines in paper.pages for line in lines)
    decode = decoder_for(text)
    return DocumentText(
        tuple(
            PageText(number, WIDTH, HEIGHT, tuple(_finished(lines, decode)))
            for number, lines in enumerate(paper.pages, start=1)
        )
    )


def _finished(lines: list[Line], decode) -> Iterator[Line]:
    for line in sorted(lines, key=lambda line: (round(line.bottom), line.left)):
        text = cleaned(closed_up(decode(line.text)))
        if text:
            yield replace(line, text=text)


def _lay_out(parent: Element, paper: _Paper, left: float, right: float, depth: int = 0) -> None:
    """Write paragraphs and tables of a body or a cell between two edges."""
    if depth > MOST_DEPTH:
        return
    for child in parent:
        if child.tag == f"{_W}p":
            _paragraph(child, paper, left, right)
        elif child.tag == f"{_W}tbl":
            _table(child, paper, left, right, depth)
        elif child.tag == f"{_W}sdt":
            content = child.find(f"{_W}sdtContent")
            if content is not None:
                _lay_out(content, paper, left, right, depth + 1)


def _table(table: Element, paper: _Paper, left: float, right: float, depth: int) -> None:
    """Write the cells of each row beside one another, as wide as the file has them."""
    grid = [_number(column, "w") for column in table.iterfind(f"{_W}tblGrid/{_W}gridCol")]
    for row in table.iterfind(f"{_W}tr"):
        cells = row.findall(f"{_W}tc")
        spans = [_span(cell) for cell in cells]
        if sum(spans) > len(grid) or not sum(grid):
            grid = [1.0] * max(sum(spans), 1)
        scale = (right - left) / sum(grid)
        start, page, deepest = paper.y, len(paper.pages), (len(paper.pages), paper.y)
        at, column = left, 0
        for cell, span in zip(cells, spans, strict=True):
            width = scale * sum(grid[column : column + span])
            if len(paper.pages) == page:
                paper.y = start
            _lay_out(cell, paper, at, at + width, depth + 1)
            deepest = max(deepest, (len(paper.pages), paper.y))
            at, column = at + width, column + span
        paper.y = deepest[1]


def _span(cell: Element) -> int:
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    return max(1, min(int(_number(span, "val")), 60)) if span is not None else 1


def _number(element: Element, name: str) -> float:
    try:
        return max(0.0, float(element.get(f"{_W}{name}", "0")))
    except ValueError:
        return 0.0


def _paragraph(paragraph: Element, paper: _Paper, left: float, right: float) -> None:
    alignment = paragraph.find(f"{_W}pPr/{_W}jc")
    is_centred = alignment is not None and alignment.get(f"{_W}val") == "center"
    for text, is_bold in _lines_of(paragraph):
        if text == "\f":
            paper.new_page()
            continue
        parts = [part for part in text.split("\t") if part.strip()]
        if len(parts) > 1 and len(text) < 160:
            _beside_one_another(parts, paper, left, right, is_bold)
        else:
            _wrapped(" ".join(parts), paper, left, right, is_centred, is_bold)


def _beside_one_another(
    parts: list[str], paper: _Paper, left: float, right: float, is_bold: bool
) -> None:
    paper.room_for_line()
    room = (right - left) / len(parts)
    for index, part in enumerate(parts):
        start = left + index * room
        paper.put(part.strip(), start, start + min(_width(part), room - 30), is_bold)
    paper.y += LEADING


def _wrapped(
    text: str, paper: _Paper, left: float, right: float, is_centred: bool, is_bold: bool
) -> None:
    lines, line = [], ""
    for word in text.split(" "):
        wanted = f"{line} {word}" if line else word
        if line and _width(wanted) > right - left:
            lines.append(line)
            wanted = word
        line = wanted
    for part in (*lines, line):
        paper.room_for_line()
        width = min(_width(part), right - left)
        start = (left + right - width) / 2 if is_centred else left
        if part.strip():
            paper.put(part, start, start + width, is_bold)
        paper.y += LEADING


def _width(text: str) -> float:
    return sum(CAPITAL if letter.isupper() else SMALL_LETTER for letter in text)


def _lines_of(paragraph: Element) -> Iterator[tuple[str, bool]]:
    """Yield the lines between breaks with whether they are bold; ``\\f`` begins a page."""
    text, bold, letters = "", 0, 0
    for run in _runs(paragraph):
        is_bold, written = _face(run)
        for child in run:
            name = child.tag.removeprefix(_W)
            if name == "t":
                part = written(child.text or "")
                text += part
                bold, letters = bold + is_bold * len(part), letters + len(part)
            elif name in ("tab", "ptab"):
                text += "\t"
            elif name == "noBreakHyphen":
                text += "-"
            elif name in ("br", "cr"):
                yield text, bold * 2 > letters
                text, bold, letters = "", 0, 0
                if child.get(f"{_W}type") == "page":
                    yield "\f", False
    yield text, bold * 2 > letters


def _runs(paragraph: Element) -> Iterator[Element]:
    """Yield what is shown: inserted text, links and fields, not what was struck out."""
    for child in paragraph:
        name = child.tag.removeprefix(_W)
        if name == "r":
            yield child
        elif name in ("hyperlink", "ins", "smartTag", "fldSimple", "sdt", "sdtContent"):
            yield from _runs(child)


def _face(run: Element) -> tuple[bool, Callable[[str], str]]:
    """Tell whether a run is bold, and how its letters are written in its font."""
    bold = run.find(f"{_W}rPr/{_W}b")
    caps = run.find(f"{_W}rPr/{_W}caps")
    font = run.find(f"{_W}rPr/{_W}rFonts")
    name = font.get(f"{_W}ascii", "") if font is not None else ""
    decode = from_tcvn3 if name.startswith(".Vn") else from_vni if name[:4] == "VNI-" else str
    if _is_on(caps) or (name.startswith(".Vn") and name.endswith("H")):
        return _is_on(bold), lambda text: decode(text).upper()
    return _is_on(bold), decode


def _is_on(switch: Element | None) -> bool:
    return switch is not None and switch.get(f"{_W}val", "1") not in ("0", "false", "off", "none")
