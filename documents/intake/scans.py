"""The text of scanned pages, recognised by Tesseract with its Vietnamese data."""

import shutil
from functools import cache
from pathlib import Path

import pytesseract
from PIL import Image, ImageChops, ImageOps

from documents.intake.layout import DocumentText, PageText, Run, make_lines
from documents.intake.pdf import open_pdf

LANGUAGE = "vie"
# Dots per inch at which a page is drawn for recognition, and points per inch.
DPI, POINTS = 300, 72
# What Tesseract itself holds for a guess (of 100) is left out.
LEAST_CONFIDENCE = 20
SECONDS_PER_PAGE = 120


class RecognitionUnavailable(Exception):
    """Tesseract or its Vietnamese data is not installed."""


@cache
def can_recognise() -> bool:
    """Tell whether Tesseract with Vietnamese is installed; asked once per process."""
    if shutil.which(pytesseract.pytesseract.tesseract_cmd) is None:
        return False
    return LANGUAGE in pytesseract.get_languages()


def read_scan(path: Path, *, numbers: list[int] | None = None) -> DocumentText:
    """Return the recognised text of a PDF's pages, or of those with these numbers (from 1).

    Raises:
        RecognitionUnavailable: Tesseract is missing.
        UnreadablePdf: the file cannot be opened.
    """
    if not can_recognise():
        raise RecognitionUnavailable(LANGUAGE)
    document = open_pdf(path)
    try:
        wanted = numbers or range(1, len(document) + 1)
        pages = [_recognise(document, number) for number in wanted if number <= len(document)]
    finally:
        document.close()
    return DocumentText(tuple(pages), is_scan=True)


def _recognise(document, number: int) -> PageText:
    page = document[number - 1]
    try:
        width, height = page.get_size()
        picture = without_colour(page.render(scale=DPI / POINTS).to_pil().convert("RGB"))
    finally:
        page.close()
    return PageText(number, width, height, make_lines(recognised_runs(picture), number))


def without_colour(picture: Image.Image) -> Image.Image:
    """Return a picture in grey in which coloured ink is pale: seals, signatures, stamps.

    Each point takes its brightest channel, so that black stays black and red becomes nearly white.
    """
    red, green, blue = picture.split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def recognised_runs(picture: Image.Image) -> list[Run]:
    """Return the words of a picture of a page at :data:`DPI`, with their places in points."""
    words = pytesseract.image_to_data(
        ImageOps.autocontrast(picture.convert("L"), cutoff=1),
        lang=LANGUAGE,
        config=f"--dpi {DPI} --psm 4",
        output_type=pytesseract.Output.DICT,
        timeout=SECONDS_PER_PAGE,
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
