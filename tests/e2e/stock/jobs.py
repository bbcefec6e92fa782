"""The same jobs in Wagtail alone, by the shortest way that its administration has.

The same words are typed, except for what Wagtail has no field for. An officer may do everything
here; who submits a text approves it, where the portal counts an approval.
"""

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.hand import Hand
from tests.e2e.signed_papers import plan, signed

BODY = ".Draftail-Editor [contenteditable=true]"
COPIED = "<ul><li>Sáng thứ Ba</li><li>Sáng thứ Sáu</li></ul>"


def new_text(hand: Hand, section: str, title: str, summary: str) -> None:
    """Begin a text in a section, with title and summary; the cursor is in the text."""
    page = hand.page
    hand.click(page.get_by_role("button", name="Pages", exact=True))
    hand.click(page.get_by_role("link", name="View child pages of 'Home'"))
    hand.click(page.locator(".c-page-explorer").get_by_role("link", name=section, exact=True))
    hand.click(page.get_by_role("link", name="Add child page").first)
    hand.click("[name=title]")
    hand.type(title)
    hand.walk_to("[name=summary]")
    hand.type(summary)
    hand.walk_to(BODY)


def submit(hand: Hand) -> None:
    """Submit the text for moderation."""
    hand.click("footer [data-w-dropdown-target=toggle]")
    hand.click(hand.page.get_by_role("button", name="Submit to Moderators approval"))
    expect(hand.page.locator(".messages")).to_contain_text("submitted for moderation")


def news_from_word(hand: Hand) -> None:
    """Copy a text from Word into a page."""
    new_text(hand, "News", "Thông báo thu gom rác",
             "Lịch thu gom rác thải sinh hoạt của từng khối phố.")  # fmt: skip
    hand.paste(BODY, COPIED)
    submit(hand)


def signed_pdf(hand: Hand) -> None:
    """Upload a PDF, name it, and write a page with its facts that leads to it; approve the page."""
    title = "Chuyển đổi số"
    with tempfile.TemporaryDirectory() as folder:
        content = signed(plan(Path(folder) / "plan.pdf", title))
    hand.click(hand.page.get_by_role("link", name="Documents", exact=True))
    hand.click(hand.page.get_by_role("link", name="Add a document"))
    hand.choose_file("input[type=file]", {"name": "ke-hoach.pdf", "mimeType": "application/pdf",
                                          "buffer": content})  # fmt: skip
    hand.begin_again()
    hand.click("#upload-list [name$=-title]")
    hand.press("Control+a")
    hand.type(title)
    hand.click(hand.page.get_by_role("button", name="Update"))
    expect(hand.page.locator("#upload-list [name$=-title]")).to_have_count(0)
    new_text(hand, "Documents", title, "33/KH-UBND, 05/08/2025, Phó Chủ tịch Lý Văn Páo")
    hand.type("Bản có chữ ký số")
    hand.press("Shift+Home")
    hand.click(hand.page.get_by_role("button", name="Document", exact=True))
    hand.click(hand.page.get_by_role("dialog").get_by_role("link", name=title, exact=True))
    expect(hand.page.get_by_role("dialog")).to_have_count(0)
    submit(hand)
    hand.page.goto(hand.page.url.partition("/pages/")[0])
    hand.click(hand.page.get_by_role("link", name=title))
    hand.click("footer [data-w-dropdown-target=toggle]")
    hand.click(hand.page.get_by_role("button", name="Approve and publish").last)
    expect(hand.page.get_by_role("row", name=title)).to_contain_text("Live", ignore_case=True)


def telephone_number(hand: Hand) -> None:
    """Change a number in the list of officials; it is public once it is saved."""
    hand.click(hand.page.get_by_role("link", name="Snippets"))
    hand.click(hand.page.locator("main").get_by_role("link", name="Officials"))
    hand.click(hand.page.locator("main").get_by_role("link", name="Hoang Van Toan"))
    hand.click("[name=phone]")
    hand.press("Control+a")
    hand.type("0205 312 345")
    hand.click(hand.page.locator("footer").get_by_role("button", name="Save"))
    expect(hand.page.locator(".messages")).to_contain_text("updated")


def work_schedule(hand: Hand) -> None:
    """Write a week as a text."""
    new_text(hand, "Schedules", "Lịch công tác tuần từ 03/01/2028", "")
    hand.type("03/01/2028, 08:00: Giao ban tuần. Chủ tịch UBND phường. Phòng họp tầng 2")
    submit(hand)


STOCK_JOBS: Mapping[str, Callable[[Hand], None]] = {
    "News from a Word file, submitted": news_from_word,
    "Signed PDF after the drop, public": signed_pdf,
    "Telephone number, published": telephone_number,
    "Work schedule of a week, submitted": work_schedule,
}
