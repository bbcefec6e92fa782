"""The text layer of a PDF as lines with places, by PDFium."""

import ctypes
import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from documents.files.scanned_pages import is_picture_of_text
from documents.intake.characters import decoder_for
from documents.intake.layout import DocumentText, PageText, Run, make_lines

# How far, in heights of a letter, the next letter of a run may stand from the one before.
NEAR = 0.14
BOLD_WEIGHT = 600
_BOLD_NAME = re.compile(r"bold|black|heavy|,b|-b(?:d|i)?$", re.IGNORECASE)

# Fonts of TCVN3 come in pairs: .VnTime, and .VnTimeH with capitals under the same codes.
_CAPITALS_NAME = re.compile(r"\.Vn[A-Za-z]+H\b")
_LINE_ENDS = frozenset("\r\n")


class UnreadablePdf(Exception):
    """PDFium cannot open the file; ``reason`` is ``password``, ``broken`` or ``empty``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def open_pdf(path: Path) -> pypdfium2.PdfDocument:
    """Open a PDF.

    Raises:
        UnreadablePdf: it is encrypted, truncated, no PDF at all, or has no page.
    """
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        reason = "password" if "password" in str(error).lower() else "broken"
        raise UnreadablePdf(reason) from error
    if len(document) == 0:
        document.close()
        raise UnreadablePdf("empty")
    return document


def read_text_layer(path: Path, *, most_pages: int | None = None) -> DocumentText:
    """Return the text of a PDF with the place of each line.

    Of a longer document than ``most_pages`` come half as many from the start and from the end,
    where documents name and sign themselves.

    The old code page of a text layer, if it has one, is found from all pages together. Of pages
    that are pictures come what lines stand over the picture.

    Raises:
        UnreadablePdf: the file cannot be opened.
    """
    document = open_pdf(path)
    try:
        numbers = _ends(len(document), most_pages)
        raw = [_read_page(document, number) for number in numbers]
    finally:
        document.close()
    decode = decoder_for(" ".join(run.text for _size, runs, _is_picture in raw for run in runs))
    return DocumentText(
        tuple(
            PageText(number + 1, *size, make_lines(runs, number + 1, decode), is_picture)
            for number, (size, runs, is_picture) in zip(numbers, raw, strict=True)
        )
    )


def _ends(count: int, most: int | None) -> list[int]:
    """Return the numbers, from 0, of all pages, or of the first and last ones up to ``most``."""
    if most is None or count <= most:
        return list(range(count))
    first = most - most // 2
    return [*range(first), *range(count - most // 2, count)]


def _read_page(
    document: pypdfium2.PdfDocument, number: int
) -> tuple[tuple[float, float], list[Run], bool]:
    page = _flat_page(document, number)
    try:
        width, height = page.get_size()
        text_page = page.get_textpage()
        try:
            runs = list(_runs(text_page, height))
        finally:
            text_page.close()
        letters = sum(letter.isalpha() for run in runs for letter in run.text)
        return (width, height), runs, is_picture_of_text(page, letters)
    finally:
        page.close()


def _flat_page(document: pypdfium2.PdfDocument, number: int) -> pypdfium2.PdfPage:
    """Return a page whose stamps are part of it: tools for signing write numbers and dates so."""
    page = document[number]
    if pdfium.FPDFPage_GetAnnotCount(page) == 0:
        return page
    pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
    page.close()
    return document[number]


def _runs(text_page: pypdfium2.PdfTextPage, page_height: float) -> Iterator[Run]:
    """Yield runs of letters that follow one another without a gap, in the order of the file.

    Marks that a file writes after their letters stay behind them, wherever they are drawn.
    """
    letters: list[str] = []
    box = [0.0, 0.0, 0.0, 0.0]
    face = (False, False)
    rect = pdfium.FS_RECTF()
    for index in range(text_page.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        letter = chr(code) if code else ""
        if letter in _LINE_ENDS:
            # PDFium adds them, now and then within words; the places of the letters decide.
            continue
        is_placed = pdfium.FPDFText_GetLooseCharBox(text_page, index, rect)
        if not letter or letter.isspace() or not is_placed or rect.right <= rect.left:
            if letters and letter.isspace():
                yield _run([*letters, " "], box, face)
                letters = []
            elif letters and letter:
                letters.append(letter)
            continue
        left, right = rect.left, rect.right
        top, bottom = page_height - rect.top, page_height - rect.bottom
        height = max(bottom - top, 1.0)
        follows = (
            letters
            and abs(bottom - box[3]) < 0.3 * height
            and -0.6 * height < left - box[2] < NEAR * height
        )
        if letters and not follows:
            yield _run(letters, box, face)
            letters = []
        if not letters:
            box = [left, top, right, bottom]
            face = _face(text_page, index)
        else:
            box = [
                min(box[0], left), min(box[1], top), max(box[2], right), max(box[3], bottom),
            ]  # fmt: skip
        letters.append(letter)
    if letters:
        yield _run(letters, box, face)


def _run(letters: list[str], box: list[float], face: tuple[bool, bool]) -> Run:
    return Run("".join(letters), *box, *face)


def _face(text_page: pypdfium2.PdfTextPage, index: int) -> tuple[bool, bool]:
    """Tell whether a letter's font is bold, and whether it shows small letters as capitals."""
    buffer = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text_page, index, buffer, len(buffer), flags)
    name = buffer.value.decode("latin-1")
    is_bold = pdfium.FPDFText_GetFontWeight(text_page, index) >= BOLD_WEIGHT
    return is_bold or bool(_BOLD_NAME.search(name)), bool(_CAPITALS_NAME.search(name))
