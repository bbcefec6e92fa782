"""Guides and handbooks as the browser prints them into a PDF file."""

import pypdfium2
from playwright.sync_api import Page
from pypdfium2 import raw

from commune_site.guides.library import get_library
from tests.e2e.conftest import OpenPage
from tests.e2e.portal import Portal
from tests.e2e.sessions import enter, sessions_of

MENU = "Hàngđợiduyệt"


def printed(page: Page, address: str) -> tuple[list[str], int]:
    """Return the text of each sheet of A4, without blanks, and how many pictures there are."""
    answer = page.goto(address)
    assert answer is not None and answer.ok
    document = pypdfium2.PdfDocument(page.pdf(format="A4"))
    texts = ["".join(sheet.get_textpage().get_text_bounded().split()) for sheet in document]
    things = [thing for sheet in document for thing in sheet.get_objects()]
    return texts, sum(thing.type == raw.FPDF_PAGEOBJ_IMAGE for thing in things)


def test_a_guide_is_one_sheet_and_a_handbook_has_a_sheet_per_guide(
    portal: Portal, open_page: OpenPage
) -> None:
    page = open_page("about:blank")
    key = sessions_of(portal, ["editor"])["editor"]
    address = enter(page.context, portal, "editor", key)
    guides = get_library().book("editor")

    [sheet], pictures = printed(page, address("/quan-tri/huong-dan/dang-lich-cong-tac/"))
    assert "Đănglịchcôngtáctuần" in sheet and MENU not in sheet
    assert pictures == 1

    book, pictures = printed(page, address("/quan-tri/huong-dan/so-tay/editor/"))
    # Before them stands the list of contents; a long guide takes a second sheet.
    assert len(guides) < len(book) <= 2 * len(guides)
    assert pictures >= len(guides)
    for number, guide in enumerate(guides, start=1):
        heading = "".join(f"{number}.{guide.title}".split())
        assert any(text.startswith(heading) for text in book), heading
