"""The six commonest jobs, from the home screen to the end, as the portal means them to be done.

Each is done by a :class:`Hand`, which counts. ``test_common_jobs`` holds them to the limits, and
``python -m tests.e2e.measure_jobs`` writes what they take to ``docs/quality.md``, beside what they
take in Wagtail alone.
"""

import secrets
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import expect

from tests.commune_site.editing.word_files import item, paragraph, word_file
from tests.e2e.citizens import ask, lift_limits, new_citizen
from tests.e2e.conftest import OpenPage
from tests.e2e.hand import Hand
from tests.e2e.pages import DOCUMENTS
from tests.e2e.portal import Portal
from tests.e2e.sessions import enter, sessions_of
from tests.e2e.signed_papers import plan, signed

HOME = "/quan-tri/"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ANSWER = "Mời Ông/Bà đến Trung tâm Phục vụ hành chính công của phường."


Do = Callable[[Hand, str], None]


@dataclass(frozen=True)
class Job:
    """A job with the number of actions that it may take.

    ``steps`` are done in turn, each by a role from its home screen on; what they take is added up.
    ``prepare`` makes what the job begins with, and returns the word that the steps are told.
    """

    name: str
    limit: int
    steps: tuple[tuple[str, Do], ...]
    prepare: Callable[[Portal, OpenPage], str] = lambda portal, open_page: secrets.token_hex(3)

    def measure(self, portal: Portal, open_page: OpenPage, kind: type[Hand] = Hand) -> Hand:
        """Do the job on new accounts, with a hand of this kind; return it when it has counted."""
        word = self.prepare(portal, open_page)
        keys = sessions_of(portal, [role for role, _do in self.steps])
        hand = kind(open_page("about:blank"))
        for role, do in self.steps:
            hand.page = open_page("about:blank")
            hand.page.goto(enter(hand.page.context, portal, role, keys[role])(HOME))
            do(hand, word)
        return hand


def button(hand: Hand, label: str) -> None:
    """Choose a job on the home screen."""
    hand.click(f'.workplace-job:has-text("{label}")')


def submit(hand: Hand) -> None:
    """Submit a page for approval."""
    hand.click("footer [data-w-dropdown-target=toggle]")
    hand.click(hand.page.get_by_role("button", name="Gửi duyệt", exact=True))
    expect(hand.page.locator(".messages")).to_contain_text("gửi duyệt", ignore_case=True)


def news_from_word(hand: Hand, word: str) -> None:
    """Post a Word file as news."""
    content = word_file(
        paragraph(f"Thông báo thu gom rác {word}", "T"), item("Sáng thứ Ba"), item("Sáng thứ Sáu")
    )
    button(hand, "Đăng tin từ tệp Word")
    hand.choose_file("main input[type=file]",
                     {"name": "thong-bao.docx", "mimeType": DOCX, "buffer": content})  # fmt: skip
    hand.click(hand.page.get_by_role("button", name="Tạo bản nháp"))
    hand.click("[name=summary]")
    hand.type("Lịch thu gom rác thải sinh hoạt của từng khối phố.")
    submit(hand)


def signed_pdf(hand: Hand, word: str) -> None:
    """Submit a signed PDF; what is counted begins after the drop."""
    with tempfile.TemporaryDirectory() as folder:
        content = signed(plan(Path(folder) / "plan.pdf", f"Chuyển đổi số {word}", number_of(word)))
    button(hand, "Đăng văn bản từ tệp")
    with hand.page.expect_navigation():
        hand.drop_pdf("[data-intake-drop]", "ke-hoach.pdf", content)
    hand.begin_again()
    expect(hand.page.locator("[name=number]")).to_have_value(f"{number_of(word)}/KH-UBND")
    hand.click(hand.page.get_by_role("button", name="Gửi duyệt", exact=True))
    expect(hand.page.locator(".messages")).to_contain_text(word)


def approval_of_pdf(hand: Hand, word: str) -> None:
    """Approve it, and see that it is public; the home screen may list older texts only."""
    hand.click(hand.page.get_by_role("link", name="Hàng đợi duyệt"))
    hand.click(hand.page.get_by_role("link", name=word))
    hand.click(hand.page.get_by_role("button", name="Phê duyệt"))
    expect(hand.page.locator(".messages")).to_contain_text("Đã duyệt")
    hand.page.goto(urljoin(hand.page.url, DOCUMENTS))
    expect(hand.page.locator("main").get_by_role("link", name=word).first).to_be_visible()


def number_of(word: str) -> int:
    """Return the number of a paper that no other test uses."""
    return 1000 + int(word, 16) % 8000


def answer_of_question(hand: Hand, word: str) -> None:
    """Answer a question of a citizen."""
    button(hand, "Trả lời người dân")
    hand.click(hand.page.get_by_role("link", name=word))
    hand.click('[name="tra-loi-answer"]')
    hand.type(ANSWER)
    hand.click(hand.page.get_by_role("button", name="Gửi câu trả lời"))
    expect(hand.page.locator(".messages")).to_be_visible()


def telephone_number(hand: Hand, word: str) -> None:
    """Change the number of an official, and publish it."""
    number = f"0205 3{int(word, 16) % 100_000:05d}"
    button(hand, "Sửa danh bạ")
    hand.click('tr:has-text("Chủ tịch") a[href$="#id_phone"]')
    hand.press("Control+a")
    hand.type(number)
    hand.click("button[name=action-publish]")
    expect(hand.page.locator(".messages")).to_be_visible()
    hand.page.goto(hand.page.url)
    expect(hand.page.locator("main")).to_contain_text(number)


def work_schedule(hand: Hand, word: str) -> None:
    """Post the schedule of a week in which nothing is planned yet."""
    weeks = 2 + int(word, 16) % 500
    monday = date(2028, 1, 3) + timedelta(weeks=weeks)
    button(hand, "Đăng lịch công tác")
    hand.click("[name=first_day]")
    hand.type(f"{monday:%d/%m/%Y}")
    # The calendar that opens for a day would keep the tabulator to itself.
    hand.press("Escape")
    for name, value in (
        ("day", f"{monday:%d/%m/%Y}"), ("starts", "08:00"), ("content", f"Giao ban tuần {word}"),
        ("chair", "Chủ tịch UBND phường"), ("place", "Phòng họp tầng 2"),
    ):  # fmt: skip
        hand.walk_to(f'[name="entries-0-{name}"]')
        hand.type(value)
    hand.press("Escape")
    submit(hand)


def alert(hand: Hand, word: str) -> None:
    """Put up an alert."""
    button(hand, "Phát cảnh báo")
    expect(hand.page.locator("[name=title]")).to_be_focused()
    hand.type(f"Mưa lớn, nguy cơ sạt lở {word}")
    hand.walk_to("main textarea")
    hand.type("Không đi qua ngầm tràn khi nước lên. Gọi 0205 3 000 000 khi cần giúp đỡ.")
    hand.click(hand.page.get_by_role("button", name="Phát cảnh báo"))
    expect(hand.page.locator(".messages")).to_be_visible()


def question_of_a_citizen(portal: Portal, open_page: OpenPage) -> str:
    """Let a citizen ask; return the word that only this question has."""
    lift_limits(portal)
    citizen = new_citizen()
    ask(open_page("about:blank"), portal, citizen)
    return citizen.word


JOBS = (
    Job("News from a Word file, submitted", 6, (("editor", news_from_word),)),
    Job("Signed PDF after the drop, public", 4,
        (("editor", signed_pdf), ("approver", approval_of_pdf))),
    Job("Answer to a question, sent", 4, (("responder", answer_of_question),),
        question_of_a_citizen),
    Job("Telephone number, published", 3, (("approver", telephone_number),)),
    Job("Work schedule of a week, submitted", 5, (("editor", work_schedule),)),
    Job("Alert, public", 3, (("editor", alert),)),
)  # fmt: skip
