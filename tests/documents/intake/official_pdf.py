"""Draws documents in the layout of Nghị định 30/2020/NĐ-CP, Phụ lục I, as PDF with a text layer."""

import random
from collections.abc import Iterator, Sequence
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
    # A page that was bound before the document itself.
    front: Sequence[str] = ()
    size: float = 13.5
    # Oddities: ``party`` (letterhead of the Party), ``narrow`` (columns nearly touch), ``reversed``
    # and ``shuffled`` (order of the file), ``grid`` (ruled letterhead), ``footers``, ``plain`` (one
    # column, nothing bold), ``glyphs`` (each letter placed alone), ``signed_on_next_page``.
    style: frozenset[str] = field(default_factory=frozenset)
    # What is stamped over the page: (part of the width, part of the height, size, lines).
    stamps: Sequence[tuple[float, float, float, Sequence[str]]] = ()
    # The stamp of the signer's certificate between post and name, in small letters.
    certificate: Sequence[str] = ()
    second_sign: Sequence[str] = ()
    second_signatory: str = ""
    # The name, where something else, such as ``(Đã ký)``, stands where it usually does.
    sign_below: str = ""
    motto: Sequence[str] = MOTTO


@cache
def register_fonts() -> None:
    """Make the two faces known to the renderer."""
    folder = Path(font_source_serif_pro.__file__).parent / "files"
    for name, file in ((REGULAR, "Regular"), (BOLD, "Bold")):
        pdfmetrics.registerFont(TTFont(name, folder / f"SourceSerifPro-{file}.ttf"))


class _Writer:
    """Collects the strings of a page and writes them in the order that the style asks for."""

    def __init__(self, path: Path, size: float, style: frozenset[str]) -> None:
        register_fonts()
        self.canvas = Canvas(str(path), pagesize=A4)
        self.size, self.style = size, style
        self.y = TOP
        self.strings: list[tuple[float, float, str, str, float]] = []

    def put(self, x: float, y: float, text: str, font: str, size: float) -> None:
        """Place a string by its left end."""
        self.strings.append((x, y, text, font, size))

    def centred(self, x: float, text: str, font: str, size: float, y: float | None = None) -> None:
        left = x - pdfmetrics.stringWidth(text, font, size) / 2
        self.put(left, self.y if y is None else y, text, font, size)

    def flush(self) -> None:
        """Write what was placed on this page."""
        strings = self.strings
        if "reversed" in self.style:
            strings = strings[::-1]
        if "shuffled" in self.style:
            strings = random.Random(len(strings)).sample(strings, len(strings))
        for x, y, text, font, size in strings:
            self.canvas.setFont(font, size)
            for part, offset in self._parts(text, font, size):
                self.canvas.drawString(x + offset, y, part)
        if "footers" in self.style:
            self.canvas.setFont(REGULAR, 8)
            self.canvas.drawString(LEFT, 30, "Văn bản được ký số theo Nghị định số 130/2018/NĐ-CP")
            self.canvas.drawRightString(RIGHT, 30, f"Trang {self.canvas.getPageNumber()}/3")
        self.strings = []

    def _parts(self, text: str, font: str, size: float) -> Iterator[tuple[str, float]]:
        if "glyphs" not in self.style:
            yield text, 0.0
            return
        for index, letter in enumerate(text):
            if letter != " ":
                yield letter, pdfmetrics.stringWidth(text[:index], font, size)

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
        self.put(LEFT + indent, self.y, line, REGULAR, self.size)
        self.y -= self.size * 1.28

    def new_page(self) -> None:
        self.flush()
        self.canvas.showPage()
        self.y = TOP
        self.centred(WIDTH / 2, str(self.canvas.getPageNumber()), REGULAR, 12, HEIGHT - 36)


def draw(text: OfficialText, path: Path) -> Path:
    """Write the document and return where it is."""
    out = _Writer(path, text.size, text.style)
    if text.front:
        for line in text.front:
            out.paragraph(line)
        out.new_page()
    if "plain" in text.style:
        _draw_plain(out, text)
    else:
        _draw_head(out, text)
        _draw_type(out, text)
        for part in text.body:
            out.paragraph(part)
        _draw_end(out, text)
    if text.appendix:
        out.new_page()
        for line in text.appendix:
            out.paragraph(line)
    out.flush()
    out.canvas.showPage()
    out.canvas.save()
    return path


def _draw_plain(out: _Writer, text: OfficialText) -> None:
    """Write everything at the left margin, as converters of Word files do."""
    motto = () if "party" in text.style else text.motto
    head = [*text.parent, *text.issuer, *motto, f"{text.number_line} {text.place_line}".strip()]
    for part in (*head, text.type_line, *text.summary, *text.regarding, *text.body):
        if part:
            out.paragraph(part, indent=0)
    for part in ("Nơi nhận:", *(f"- {line}" for line in text.recipients), *text.sign):
        out.paragraph(part, indent=0)
    if "signed_on_next_page" in text.style:
        out.new_page()
    out.y -= 60
    out.paragraph(text.signatory, indent=0)


def _draw_head(out: _Writer, text: OfficialText) -> None:
    narrow = 26 if "narrow" in text.style else 0
    left, right = LEFT + 92 + narrow / 2, RIGHT - 145 - narrow / 2
    y = TOP
    for line in text.parent:
        out.centred(left, line, REGULAR, 12.5, y)
        y -= 16
    for line in text.issuer:
        out.centred(left, line, BOLD, 12.5, y)
        y -= 16
    out.canvas.line(left - 30, y + 8, left + 30, y + 8)
    date_y = None
    if "party" in text.style:
        out.centred(left, "*", REGULAR, 12.5, y)
        out.centred(right, "ĐẢNG CỘNG SẢN VIỆT NAM", BOLD, 14, TOP)
        out.canvas.line(right - 80, TOP - 5, right + 80, TOP - 5)
        date_y = TOP - 24
        y -= 14
    else:
        for row, line in enumerate(text.motto):
            out.centred(right, line, BOLD, 12 if row == 0 else 13, TOP - 16 * row)
        rule = TOP - 16 * len(text.motto) + 11
        out.canvas.line(right - 80, rule, right + 80, rule)
    number_y = min(y, TOP - 2 - 16 * len(text.motto)) - 4
    out.centred(left, text.number_line, REGULAR, 13, number_y)
    out.centred(right, text.place_line, REGULAR, 13, date_y or number_y)
    y = number_y - 18
    for line in text.regarding:
        out.centred(left, line, REGULAR, 12, y)
        y -= 14
    if "grid" in text.style:
        out.canvas.grid((LEFT, (left + right) / 2, RIGHT), (TOP + 16, number_y - 5, y))
    for across, down, size, lines in text.stamps:
        for row, line in enumerate(lines):
            out.put(across * WIDTH, HEIGHT * (1 - down) - row * size * 1.2, line, REGULAR, size)
    out.y = y - 14


def _draw_type(out: _Writer, text: OfficialText) -> None:
    if not text.type_line:
        return
    out.centred(WIDTH / 2, text.type_line, BOLD, 14, out.y)
    out.y -= 18
    for line in text.summary:
        out.centred(WIDTH / 2 + 10, line, BOLD, 14, out.y)
        out.y -= 17
    out.canvas.line(WIDTH / 2 - 50, out.y + 9, WIDTH / 2 + 50, out.y + 9)
    out.y -= 14


def _draw_end(out: _Writer, text: OfficialText) -> None:
    if out.y < BOTTOM + 190 or "signed_on_next_page" in text.style:
        out.new_page()
    out.y -= 12
    top, right = out.y, RIGHT - 120
    if text.recipients:
        out.put(LEFT, top, "Nơi nhận:", REGULAR, 12)
        y = top - 14
        for line in text.recipients:
            out.put(LEFT, y, f"- {line}", REGULAR, 11)
            y -= 13
    _draw_signature(out, right, top, text.sign, text.signatory, text.certificate)
    if text.second_sign:
        _draw_signature(out, LEFT + 100, top, text.second_sign, text.second_signatory, ())
    if text.sign_below:
        out.centred(right, text.sign_below, BOLD, 13.5, top - 16 * len(text.sign) - 92)
    out.y = top - max(16 * len(text.sign) + 90, 14 * len(text.recipients))


def _draw_signature(
    out: _Writer, x: float, y: float, sign: Sequence[str], name: str, certificate: Sequence[str]
) -> None:
    for line in sign:
        out.centred(x, line, BOLD, 13, y)
        y -= 16
    for row, line in enumerate(certificate):
        out.put(x - 40, y - 12 - 9 * row, line, REGULAR, 7.5)
    out.centred(x, name, BOLD, 13.5, y - 70)
