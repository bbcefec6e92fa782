"""The six commonest jobs, from the home screen to the end, as the portal means them to be done.

Each is done by a :class:`Hand`, which counts. ``test_common_jobs`` holds them to the limits, and
``python -m tests.e2e.measure_jobs`` writes what they take to ``docs/quality.md``.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from playwright.sync_api import expect

from tests.commune_site.editing.word_files import item, paragraph, word_file
from tests.e2e.citizens import ask, lift_limits, new_citizen
from tests.e2e.conftest import OpenPage
from tests.e2e.hand import Hand
from tests.e2e.portal import Portal

HOME = "/quan-tri/"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ANSWER = "Mời Ông/Bà đến Trung tâm Phục vụ hành chính công của phường."


@dataclass(frozen=True)
class Job:
    """A job with the number of actions that it may take; ``do`` returns when it is done.

    ``prepare`` makes what the job begins with, and returns what ``do`` is told.
    """

    name: str
    role: str
    limit: int
    do: Callable[[Hand, str], None]
    prepare: Callable[[Portal, OpenPage], str] = lambda portal, open_page: secrets.token_hex(3)


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
    Job("News from a Word file, submitted", "editor", 6, news_from_word),
    Job("Answer to a question, sent", "responder", 4, answer_of_question, question_of_a_citizen),
    Job("Telephone number, published", "approver", 3, telephone_number),
    Job("Work schedule of a week, submitted", "editor", 5, work_schedule),
    Job("Alert, public", "editor", 3, alert),
)
