"""Reads a hostile PDF in a process of its own, with limits on memory and time.

    python -m documents.files.worker PATH [--text] [--signatures [FOLDER]]

Prints JSON, one object per line: first ``{"pages": 12}`` or ``{"error": "encrypted"}``, then
``{"number": 1, "text": "…", "is_picture": false}`` for each page, then ``{"signatures": […]}``.
Whatever PDFium does to this process, the portal's goes on. Django is not needed here.
"""

import argparse
import json
import resource
import sys
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from documents.files.scanned_pages import is_picture_of_text

MEMORY_BYTES = 2 * 1024**3
MOST_PAGES = 5000
# Letters of a whole file; a long law has two million.
MOST_LETTERS = 20_000_000


def open_pdf(path: Path) -> pypdfium2.PdfDocument:
    """Open a PDF that everybody can read.

    Raises:
        ValueError: its text says why not: ``encrypted``, ``damaged``.
    """
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        is_locked = "password" in str(error).lower() or "security" in str(error).lower()
        raise ValueError("encrypted" if is_locked else "damaged") from error
    if pdfium.FPDF_GetSecurityHandlerRevision(document) >= 0:
        raise ValueError("encrypted")
    if len(document) == 0:
        raise ValueError("damaged")
    return document


def texts(document: pypdfium2.PdfDocument) -> Iterator[dict]:
    """Yield the text of each page, until the file has said more than anybody reads."""
    left = MOST_LETTERS
    for number in range(len(document)):
        text, is_picture = _text_of(document, number)
        yield {"number": number + 1, "text": text[:left], "is_picture": is_picture}
        left -= len(text)
        if left <= 0:
            return


def _text_of(document: pypdfium2.PdfDocument, number: int) -> tuple[str, bool]:
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return "", True
    try:
        text_page = page.get_textpage()
        try:
            text = text_page.get_text_bounded().replace("\x00", "").replace("\r\n", "\n")
        finally:
            text_page.close()
        return text, is_picture_of_text(page, sum(letter.isalpha() for letter in text))
    except pypdfium2.PdfiumError:
        return "", True
    finally:
        page.close()


def main() -> None:
    """Read one file and print what is asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("path", type=Path)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--text", action="store_true")
    parser.add_argument("--signatures", nargs="?", const="", default=None)
    arguments = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (arguments.seconds, arguments.seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        document = open_pdf(arguments.path)
    except ValueError as error:
        _say({"error": str(error)})
        return
    _say({"pages": len(document)})
    if arguments.text and len(document) <= MOST_PAGES:
        for page in texts(document):
            _say(page)
    document.close()
    if arguments.signatures is not None:
        # Slow to load, and most files are not signed.
        from documents.files.signatures import results_of

        folder = Path(arguments.signatures) if arguments.signatures else None
        _say({"signatures": results_of(arguments.path, folder)})


def _say(what: dict) -> None:
    # Lone surrogates of broken text layers cannot be written otherwise.
    sys.stdout.write(json.dumps(what) + "\n")


if __name__ == "__main__":
    main()
