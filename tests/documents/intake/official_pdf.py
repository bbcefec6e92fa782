"""Draws documents in the layout of Nghị định 30/2020/NĐ-CP, Phụ lục I, as PDF with a text layer."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import font_source_serif_pro
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
LEFT, RIGHT, TOP, BOTTOM = 85.0, WIDTH - 45.0, HEIGHT - 57.0, 62.0
MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
REGULAR, BOLD = "Serif", "Serif-Bold"


@dataclass(frozen=True)
class OfficialText:
    """The parts of a document, in the order in which they stand on paper."""

    parent: Sequence[str] = ()
    issuer: Sequence[str] = ()
    number_line: str = ""
    place_line: str = ""
    type_line: str = ""
    summary: Sequence[str] = ()
    regarding: Sequence[str] = ()
    body: Sequence[str] = ()
    recipients: Sequence[str] = ()
    sign: Sequence[str] = ()
    signatory: str = ""
    appendix: Sequence[str] = ()
    size: float = 13.5
    style: frozenset[str] = field(default_factory=frozenset)


@cache
def register_fonts() -> None:
    """Make the two faces known to the renderer."""
    folder = Path(font_source_serif_pro.__file__).parent / "files"
    for name, file in ((REGULAR, "Regular"), (BOLD, "Bold")):
        pdfmetrics.registerFont(TTFont(name, folder / f"SourceSerifPro-{file}.ttf"))


class _Writer:
    def __init__(self, path: Path, size: float) -> None:
        register_fonts()
        self.canvas = Canvas(str(path), pagesize=A4)
        self.size = size
        self.y = TOP

    def centred(self, x: float, text: str, font: str, size: float, y: float | None = None) -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawCentredString(x, self.y if y is None else y, text)

    def paragraph(self, text: str, indent: float = 28.0) -> None:
        line, first = "", True
        for word in text.split():
            wanted = f"{line} {word}".strip()
            room = RIGHT - LEFT - (indent if first else 0)
            if pdfmetrics.stringWidth(wanted, REGULAR, self.size) > room and line:
                self._write(line, indent if first else 0)
                line, first = word, False
            else:
                line = wanted
        if line:
            self._write(line, indent if first else 0)
        self.y -= 4

    def _write(self, line: str, indent: float) -> None:
        if self.y < BOTTOM + 20:
            self.new_page()
        self.canvas.setFont(REGULAR, self.size)
        self.canvas.drawString(LEFT + indent, self.y, line)
        self.y -= self.size * 1.28

    def new_page(self) -> None:
        self.canvas.showPage()
        self.y = TOP
        self.centred(WIDTH / 2, str(self.canvas.getPageNumber()), REGULAR, 12, HEIGHT - 36)


def draw(text: OfficialText, path: Path) -> Path:
    """Write the document and return where it is."""
    out = _Writer(path, text.size)
    left, right = LEFT + 92, RIGHT - 145
    y = TOP
    for line in text.parent:
        out.centred(left, line, REGULAR, 12.5, y)
        y -= 16
    for line in text.issuer:
        out.centred(left, line, BOLD, 12.5, y)
        y -= 16
    out.canvas.line(left - 30, y + 8, left + 30, y + 8)
    if "party" not in text.style:
        out.centred(right, MOTTO[0], BOLD, 12, TOP)
        out.centred(right, MOTTO[1], BOLD, 13, TOP - 16)
        out.canvas.line(right - 80, TOP - 21, right + 80, TOP - 21)
    number_y = min(y, TOP - 34) - 4
    out.centred(left, text.number_line, REGULAR, 13, number_y)
    out.centred(right, text.place_line, REGULAR, 13, number_y)
    y = number_y - 18
    for line in text.regarding:
        out.centred(left, line, REGULAR, 12, y)
        y -= 14
    out.y = y - 14
    if text.type_line:
        out.centred(WIDTH / 2, text.type_line, BOLD, 14, out.y)
        out.y -= 18
        for line in text.summary:
            out.centred(WIDTH / 2 + 10, line, BOLD, 14, out.y)
            out.y -= 17
        out.canvas.line(WIDTH / 2 - 50, out.y + 9, WIDTH / 2 + 50, out.y + 9)
        out.y -= 14
    for part in text.body:
        out.paragraph(part)
    _draw_end(out, text)
    if text.appendix:
        out.new_page()
        for line in text.appendix:
            out.paragraph(line)
    out.canvas.showPage()
    out.canvas.save()
    return path


def _draw_end(out: _Writer, text: OfficialText) -> None:
    if out.y < BOTTOM + 190:
        out.new_page()
    out.y -= 12
    top, right = out.y, RIGHT - 120
    if text.recipients:
        out.canvas.setFont(REGULAR, 12)
        out.canvas.drawString(LEFT, top, "Nơi nhận:")
        y = top - 14
        out.canvas.setFont(REGULAR, 11)
        for line in text.recipients:
            out.canvas.drawString(LEFT, y, f"- {line}")
            y -= 13
    y = top
    for line in text.sign:
        out.centred(right, line, BOLD, 13, y)
        y -= 16
    out.centred(right, text.signatory, BOLD, 13.5, y - 70)
    out.y = min(y - 90, top - 14 * len(text.recipients))
