"""Tells pages that show a picture of their text from pages with text; without Django."""

import pypdfium2
import pypdfium2.raw as pdfium

# With fewer letters than this a page may show its text in another way.
FEWEST_LETTERS = 40
# A stamp of a digital signature writes this many on a page that is a picture otherwise.
LETTERS_OF_A_STAMP = 300
# The part of a page, in its area, that the pictures of a scan cover; some scanners write strips.
PICTURES_OF_PAGE = 0.7
# Letters that were turned into outlines make more shapes than the lines of a form.
FEWEST_OUTLINES = 40


def is_picture_of_text(page: pypdfium2.PdfPage, letters: int) -> bool:
    """Tell whether a page with so many letters must be recognised to be read.

    The last page of a text, with a name and a seal alone, need not; a scan with the words of a
    digital signature over it must.
    """
    if letters >= LETTERS_OF_A_STAMP:
        return False
    if letters == 0 or _covered_part(page) >= PICTURES_OF_PAGE:
        return True
    return letters < FEWEST_LETTERS and _outlines(page) >= FEWEST_OUTLINES


def _covered_part(page: pypdfium2.PdfPage) -> float:
    width, height = page.get_size()
    covered = 0.0
    for part in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=2):
        left, bottom, right, top = part.get_bounds()
        covered += (right - left) * (top - bottom)
    return covered / (width * height)


def _outlines(page: pypdfium2.PdfPage) -> int:
    return sum(1 for _shape in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=2))
