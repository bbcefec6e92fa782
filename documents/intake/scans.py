"""The text of scanned pages, recognised by Tesseract with its Vietnamese data.

Its package is imported where it is called: it brings NumPy along, 13 MB in every process that
answers visitors and never reads a scan.
"""

import shutil
from array import array
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from pathlib import Path
from time import monotonic

from PIL import Image, ImageChops, ImageOps

from documents.intake.layout import DocumentText, Line, PageText, Run, make_lines
from documents.intake.pdf import open_pdf
from documents.intake.reading.signing import Area

LANGUAGE = "vie"
# Dots per inch at which a page is drawn for recognition, and points per inch.
DPI, POINTS = 300, 72
# What Tesseract itself holds for a guess (of 100) is left out.
LEAST_CONFIDENCE = 20
SECONDS_PER_PAGE = 120
# How Tesseract takes a picture apart (its page segmentation modes).
COLUMNS_OF_TEXT, BLOCK_OF_TEXT = 4, 6
# Up to which grey, of 255, ink counts where a seal may lie below it.
SHADES_OF_INK = (55, 70, 95, 120, 170)
# The height of a line of text with its marks, and what is read above and below it, in points.
LINE_HEIGHT, AROUND_LINE = 16, 7
# From which grey on, of 255, a point is no ink.
PAPER = 128
# Degrees by which a sheet may lie askew on the glass, and how exactly that is found out; how much
# plainer than before its rows must become before it is turned.
MOST_SLANT, SLANT_STEP, CLEAR_SLANT = 3.0, 0.2, 1.1
# Tesseract copes with less, and a picture that is turned loses some of its sharpness.
LEAST_SLANT = 0.8
# Hundredths of the points that are surely ink and surely paper: a page may be nearly empty.
INK_AND_PAPER = (0.05, 2)


class RecognitionUnavailable(Exception):
    """Tesseract or its Vietnamese data is not installed."""


@cache
def can_recognise() -> bool:
    """Tell whether Tesseract with Vietnamese is installed; asked once per process."""
    if shutil.which("tesseract") is None:
        return False
    import pytesseract

    return LANGUAGE in pytesseract.get_languages()


def read_scan(
    path: Path, *, numbers: list[int] | None = None, seconds: float | None = None
) -> DocumentText:
    """Return the recognised text of a PDF's pages, or of those with these numbers (from 1).

    After so many ``seconds`` the rest is left out; pages come in the order of ``numbers``.

    Raises:
        RecognitionUnavailable: Tesseract is missing.
        UnreadablePdf: the file cannot be opened.
    """
    if not can_recognise():
        raise RecognitionUnavailable(LANGUAGE)
    document = open_pdf(path)
    try:
        wanted = numbers or range(1, len(document) + 1)
        pages = list(_recognised(document, wanted, seconds))
    finally:
        document.close()
    return DocumentText(tuple(pages), is_scan=True)


def look_again(path: Path, area: Area) -> list[tuple[Line, ...]]:
    """Return readings of one part of a page where a seal may cover the text.

    Each leaves out all but the darkest ink, up to another shade: in a scan without colours a seal
    is grey. Each shade is read twice, as a whole and where most of its ink is: a signature above
    the name keeps Tesseract from finding the line.
    """
    document = open_pdf(path)
    try:
        picture = _in_grey(document, area.page)
    finally:
        document.close()
    scale = DPI / POINTS
    part = picture.crop(
        tuple(round(edge * scale) for edge in (area.left, area.top, area.right, area.bottom))
    )
    readings = []
    for shade in SHADES_OF_INK:
        level = part.point(lambda grey, darkest=shade: 255 if grey > darkest else grey)
        readings.append(_lines_of(level, area, top=area.top))
        begin, end = densest_rows(level, LINE_HEIGHT * scale)
        begin, end = (round(begin - AROUND_LINE * scale), round(end + AROUND_LINE * scale))
        begin = max(begin, 0)
        band = level.crop((0, begin, level.width, min(end, level.height)))
        readings.append(_lines_of(band, area, top=area.top + begin / scale))
    return readings


def _lines_of(picture: Image.Image, area: Area, *, top: float) -> tuple[Line, ...]:
    runs = recognised_runs(picture, page_mode=BLOCK_OF_TEXT)
    placed = (
        Run(run.text, run.left + area.left, run.top + top, run.right + area.left, run.bottom + top)
        for run in runs
    )
    return make_lines(placed, area.page)


def densest_rows(picture: Image.Image, height: float) -> tuple[int, int]:
    """Return first and last row, exclusive, of the stretch of this height with most ink."""
    size = min(round(height), picture.height)
    ink = picture.point(lambda grey: 255 if grey < PAPER else 0)
    rows = ink.resize((1, ink.height), Image.Resampling.BOX).tobytes()
    sums = [0, *accumulate(rows)]
    begin = max(range(len(rows) - size + 1), key=lambda at: sums[at + size] - sums[at])
    return begin, begin + size


def slant_of(picture: Image.Image) -> float:
    """Return by how many degrees lines of text rise to the right; 0 where no slant is plain.

    The rows of a straight page are either full of ink or empty: of all angles the one counts whose
    rows differ most from those next to them.
    """
    small = picture.resize((picture.width // 4, picture.height // 4), Image.Resampling.BOX)
    ink = small.point(lambda grey: 255 if grey < PAPER else 0)

    def contrast(angle: float) -> float:
        turned = ink.rotate(-angle).convert("F")
        rows = array("f", turned.resize((1, ink.height), Image.Resampling.BOX).tobytes())
        return sum((row - above) ** 2 for row, above in zip(rows[1:], rows, strict=False))

    steps = round(MOST_SLANT / SLANT_STEP)
    angles = [step * SLANT_STEP for step in range(-steps, steps + 1)]
    best = max(angles, key=contrast)
    return best if contrast(best) > CLEAR_SLANT * contrast(0) else 0


def _straight(picture: Image.Image) -> Image.Image:
    slant = slant_of(picture)
    if abs(slant) < LEAST_SLANT:
        return picture
    return picture.rotate(-slant, resample=Image.Resampling.BICUBIC, fillcolor=255)


def _in_grey(document, number: int) -> Image.Image:
    """Return a whole page in grey, upright, from the blackest ink to the whitest paper."""
    page = document[number - 1]
    try:
        picture = page.render(scale=DPI / POINTS).to_pil().convert("RGB")
    finally:
        page.close()
    return _straight(ImageOps.autocontrast(without_colour(picture), cutoff=INK_AND_PAPER))


def _recognised(document, wanted, seconds: float | None) -> Iterator[PageText]:
    end = None if seconds is None else monotonic() + seconds
    for number in wanted:
        left = SECONDS_PER_PAGE if end is None else end - monotonic()
        if number > len(document) or left <= 0:
            continue
        try:
            yield _recognise(document, number, min(left, SECONDS_PER_PAGE))
        except RuntimeError:
            # So pytesseract says that its time is over.
            continue


def _recognise(document, number: int, seconds: float) -> PageText:
    width, height = document.get_page_size(number - 1)
    picture = _in_grey(document, number)
    return PageText(
        number, width, height, make_lines(recognised_runs(picture, seconds=seconds), number)
    )


def without_colour(picture: Image.Image) -> Image.Image:
    """Return a picture in grey in which coloured ink is pale: seals, signatures, stamps.

    Each point takes its brightest channel and half of what its channels differ by, so that black
    stays black, red and blue become white, and black below red stays darker than the paper.
    """
    red, green, blue = picture.split()
    brightest = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    darkest = ImageChops.darker(ImageChops.darker(red, green), blue)
    return ImageChops.add(brightest, ImageChops.subtract(brightest, darkest, scale=2))


def recognised_runs(
    picture: Image.Image, *, page_mode: int = COLUMNS_OF_TEXT, seconds: float = SECONDS_PER_PAGE
) -> list[Run]:
    """Return the words of a grey picture at :data:`DPI`, with their places in points.

    Raises:
        RuntimeError: Tesseract took longer than so many seconds.
    """
    import pytesseract

    words = pytesseract.image_to_data(
        picture,
        lang=LANGUAGE,
        config=f"--dpi {DPI} --psm {page_mode}",
        output_type=pytesseract.Output.DICT,
        timeout=seconds,
    )
    scale = POINTS / DPI
    runs = []
    for index, text in enumerate(words["text"]):
        if not text.strip() or float(words["conf"][index]) < LEAST_CONFIDENCE:
            continue
        left, top = words["left"][index] * scale, words["top"][index] * scale
        right = left + words["width"][index] * scale
        bottom = top + words["height"][index] * scale
        runs.append(Run(f"{text} ", left, top, right, bottom))
    return _on_common_baselines(runs, words)


def _on_common_baselines(runs: list[Run], words: dict) -> list[Run]:
    """Give the words of one recognised line one height, which their boxes of ink do not have."""
    keys = [
        (words["block_num"][i], words["par_num"][i], words["line_num"][i])
        for i, text in enumerate(words["text"])
        if text.strip() and float(words["conf"][i]) >= LEAST_CONFIDENCE
    ]
    lines: dict[tuple, list[Run]] = {}
    for key, run in zip(keys, runs, strict=True):
        lines.setdefault(key, []).append(run)
    levelled = []
    for line in lines.values():
        top = sorted(run.top for run in line)[len(line) // 2]
        bottom = sorted(run.bottom for run in line)[len(line) // 2]
        levelled += [Run(run.text, run.left, top, run.right, bottom) for run in line]
    return levelled
