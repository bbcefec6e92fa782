"""Citizens ask, follow, vote and report, with and without scripts; staff answer and publish."""

import re
import secrets
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.accounts import run_script
from tests.e2e.axe import assert_accessible
from tests.e2e.browser import DESKTOP, PHONE
from tests.e2e.citizens import (
    ANSWERS,
    ASK,
    CASES,
    QUEUE,
    RATE,
    RESULTS,
    Citizen,
    ask,
    code_on,
    follow,
    lift_limits,
    new_citizen,
    open_case,
    rules_kept,
    send,
    staff,
    step,
    take,
)
from tests.e2e.portal import COMMUNE, PROVINCE, Portal

SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
PROCEDURE = "1.001193"
ANSWER = "Hồ sơ gồm đơn đề nghị tách thửa và giấy chứng nhận, nộp tại bộ phận một cửa."
_SIGNED = """
import json, sys
from commune_site.engagement.models import CasePolicy
[wanted] = json.loads(sys.argv[1])
rules = CasePolicy.everywhere.filter(province="20", kind="question")
rules.delete()
if wanted:
    CasePolicy.everywhere.create(
        province_id="20", kind="question", answer_days=15, retention_days=730, needs_signature=True
    )
"""
_OVERDUE = """
import json, sys
from datetime import timedelta
from django.utils import timezone
from commune_site.engagement.models import Case
word, days = json.loads(sys.argv[1])
due_on = timezone.localdate() - timedelta(days=days)
assert Case.everywhere.filter(subject__contains=word).update(due_on=due_on) == 1
"""
_ARTICLE = """
import json, sys
from datetime import date
from commune_site.models import ArticlePage, PortalPage
[title, slug] = json.loads(sys.argv[1])
parent = PortalPage.objects.get(commune_id="05986", registry_key="section:news")
page = ArticlePage(
    title=title, slug=slug, summary="Tiêm ngày 24/11.", author="Trạm y tế", source="Trạm y tế",
    disclosed_on=date(2026, 3, 15), body=[("paragraph", "<p>Tiêm chủng ngày 24/11.</p>")],
)
parent.add_child(instance=page)
page.save_revision().publish()
"""


@pytest.fixture(autouse=True)
def _no_limits(portal: Portal) -> None:
    """Let every test send its forms."""
    lift_limits(portal)


@pytest.fixture(autouse=True)
def _rules(portal: Portal, request: pytest.FixtureRequest) -> Iterator[None]:
    """Let nobody change a rule while a test answers by it; ``signed_answers`` changes one."""
    changes = "signed_answers" in request.fixturenames
    with rules_kept(portal, for_change=changes):
        if changes:
            run_script(portal, _SIGNED, True)
        try:
            yield
        finally:
            if changes:
                run_script(portal, _SIGNED, False)


@pytest.fixture
def signed_answers(_rules: None) -> None:
    """Let the province ask for a second person's signature under answers."""


@pytest.fixture
def citizen() -> Citizen:
    """Somebody who asks."""
    return new_citizen()


def server_log(portal: Portal) -> str:
    """Return what the server printed, which in development includes the letters that it sends."""
    return (portal.state / f"server-{portal.port}.log").read_text(errors="replace")


def is_listed(portal: Portal, words: str) -> bool:
    """Tell whether the public list of answers shows these words."""
    status, text = portal.fetch(COMMUNE, ANSWERS)
    assert status == 200
    return words in text


@SCRIPTS
def test_a_question_is_asked_answered_and_published_anonymised(portal, open_page, citizen, scripts):
    visitor = open_page("about:blank", java_script_enabled=scripts, viewport=PHONE)
    code = ask(visitor, portal, citizen, scripts=scripts)
    follow(visitor, portal, code)
    expect(visitor.locator("#ho-so ~ dl, .facts").first).to_contain_text("mới tiếp nhận")

    responder, approver = staff(portal, open_page, "responder", "approver")
    open_case(responder, portal, citizen)
    expect(responder.locator("main")).not_to_contain_text(citizen.email)
    step(responder, "phan-cong").locator("select").select_option(label="Tài khoản responder")
    take(responder, "phan-cong")
    expect(responder.locator(".messages")).to_contain_text("Đã phân công")

    answer_with_procedure(responder)
    follow(visitor, portal, code)
    expect(visitor.locator("main")).to_contain_text(ANSWER)
    expect(visitor.locator(f'main a[href*="{PROCEDURE}"]')).to_be_visible()
    log = server_log(portal)
    assert citizen.email in log and code in log

    title = f"Tách thửa đất {secrets.token_hex(3)}"
    words = {"title": title, "question": citizen.body, "answer_text": ANSWER}
    step(responder, "cong-khai").locator("[name=cong-khai-checked]").check()
    take(responder, "cong-khai", **words)
    expect(responder.locator("#buoc-cong-khai")).to_contain_text(citizen.name)
    expect(responder.locator("[name=cong-khai-title]")).to_have_value(title)
    take(responder, "cong-khai", question="Người dân hỏi tách thửa đất cần giấy tờ gì?")
    expect(responder.locator(".messages")).to_contain_text("chờ người thứ hai duyệt")
    assert not is_listed(portal, title)

    approver.goto(portal.url(COMMUNE, QUEUE))
    approver.get_by_role("link", name=title).click()
    approver.get_by_role("button", name="Phê duyệt").click()
    expect(approver.locator(".messages")).to_contain_text(f"Đã duyệt “{title}”")
    assert is_listed(portal, title)
    nothing_personal_is_public(visitor, portal, citizen, code, title)


def answer_with_procedure(page: Page) -> None:
    """Write an answer, find a procedure for it, tick it, send."""
    box = step(page, "tra-loi")
    box.locator("[name=tra-loi-answer]").fill(ANSWER)
    box.locator("[name=tra-loi-find]").fill("đăng ký khai sinh")
    box.get_by_role("button", name="Tìm", exact=True).click()
    expect(page.locator("[name=tra-loi-answer]")).to_have_value(ANSWER)
    page.locator(f'[name=tra-loi-suggested][value*="/{PROCEDURE}/"]').check()
    page.get_by_role("button", name="Gửi câu trả lời").click()
    expect(page.locator(".messages")).to_contain_text("Đã gửi câu trả lời")


def nothing_personal_is_public(page: Page, portal: Portal, citizen: Citizen, code: str, title: str):
    """Look at the list, the answer and the search for anything that tells who asked."""
    page.goto(portal.url(COMMUNE, ANSWERS))
    page.get_by_role("main").get_by_role("link", name=title).click()
    expect(page.locator("h1")).to_have_text(title)
    texts = [page.content()]
    for path in (ANSWERS, f"{ANSWERS}?q={citizen.word}", f"/tim-kiem/?q={citizen.word}"):
        texts.append(portal.fetch(COMMUNE, path)[1].replace(f'value="{citizen.word}"', ""))
    for secret in (*citizen.personal, code, citizen.subject, citizen.body):
        assert not any(secret in text for text in texts), secret


def test_an_officer_answers_in_four_actions(portal, open_page):
    citizen = new_citizen(about="Đăng ký khai sinh")
    ask(open_page("about:blank"), portal, citizen)
    # The home page begins with what has waited longest; other tests leave cases, too.
    run_script(portal, _OVERDUE, citizen.word, 400)
    [responder] = staff(portal, open_page, "responder")
    # From the home page: open the case, write, tick what is suggested, send.
    responder.get_by_role("link", name=citizen.subject[:60]).click()
    responder.locator("[name=tra-loi-answer]").fill(ANSWER)
    responder.locator("[name=tra-loi-suggested]").first.check()
    responder.get_by_role("button", name="Gửi câu trả lời").click()
    expect(responder.locator(".messages")).to_contain_text("Đã gửi câu trả lời")


def test_an_answer_that_needs_a_signature_leaves_once_somebody_else_has_signed(
    portal, open_page, citizen, signed_answers
):
    visitor = open_page("about:blank")
    code = ask(visitor, portal, citizen)
    responder, approver = staff(portal, open_page, "responder", "approver")
    open_case(responder, portal, citizen)
    take(responder, "trinh-ky", answer="Trả lời còn thiếu căn cứ.")
    expect(responder.locator(".messages")).to_contain_text("chờ người thứ hai ký duyệt")
    expect(responder.locator("#buoc-ky")).to_have_count(0)

    open_case(approver, portal, citizen)
    assert_accessible_at_both(approver)
    take(approver, "tra-lai", reason="Đề nghị nêu rõ hồ sơ gồm những gì.")
    expect(approver.locator(".messages")).to_contain_text("Đã trả lại")
    responder.reload()
    expect(responder.locator("main")).to_contain_text("nêu rõ hồ sơ gồm những gì")
    take(responder, "trinh-ky", answer=ANSWER)
    follow(visitor, portal, code)
    expect(visitor.locator("main")).not_to_contain_text(ANSWER)

    open_case(approver, portal, citizen)
    take(approver, "ky")
    follow(visitor, portal, code)
    expect(visitor.locator("main")).to_contain_text(ANSWER)


def assert_accessible_at_both(page: Page) -> None:
    """Let axe-core look at a screen on a phone and on a desk."""
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)
        assert_accessible(page)


@SCRIPTS
def test_what_is_out_of_scope_is_forwarded_at_once(portal, open_page, citizen, scripts):
    visitor = open_page("about:blank", java_script_enabled=scripts)
    code = ask(visitor, portal, citizen, scripts=scripts)
    [responder] = staff(portal, open_page, "responder")
    open_case(responder, portal, citizen)
    take(responder, "chuyen-co-quan", agency="Sở Nông nghiệp và Môi trường tỉnh",
         email="so@vidu.invalid")  # fmt: skip
    expect(responder.locator(".messages")).to_contain_text("Đã chuyển")
    follow(visitor, portal, code)
    expect(visitor.locator("main")).to_contain_text("Sở Nông nghiệp và Môi trường tỉnh")
    assert "so@vidu.invalid" in server_log(portal)


def test_what_is_overdue_is_shown_to_the_commune_and_to_the_province(portal, open_page, citizen):
    visitor = open_page("about:blank")
    code = ask(visitor, portal, citizen)
    run_script(portal, _OVERDUE, citizen.word, 300)
    responder, moderator = staff(portal, open_page, "responder", "province_moderator")
    for page, host in ((responder, COMMUNE), (moderator, PROVINCE)):
        page.reload()
        expect(page.get_by_role("row", name=citizen.subject[:40])).to_contain_text("quá hạn")
        page.goto(portal.url(host, f"{CASES}?tab=overdue&q={citizen.word}"))
        expect(page.get_by_role("row", name=citizen.subject[:40])).to_contain_text("quá hạn")
        page.goto(portal.url(host, f"{CASES}thong-ke/"))
        expect(page.get_by_role("row", name="Phường Tam Thanh")).to_be_visible()
    moderator.goto(portal.url(PROVINCE, f"{CASES}?q={citizen.word}"))
    moderator.get_by_role("link", name=citizen.subject).click()
    expect(moderator.get_by_role("button", name="Xem thông tin liên hệ")).to_have_count(0)
    follow(visitor, portal, code)
    expect(visitor.locator("main")).to_contain_text("quá hạn")


@SCRIPTS
def test_a_vote_is_counted_in_the_charts(portal, open_page, scripts):
    visitor = open_page("about:blank", java_script_enabled=scripts, viewport=PHONE)
    visitor.goto(portal.url(COMMUNE, RESULTS))
    before = easy_votes(visitor)
    visitor.goto(portal.url(COMMUNE, RATE))
    send(visitor, scripts)
    expect(visitor.locator(".field__error").first).to_be_visible()
    for name, value in (("interface", "easy"), ("content", "met"), ("quality", "fair"),
                        ("interaction", "acceptable"), ("support", "partly")):  # fmt: skip
        visitor.locator(f"[name={name}][value={value}]").check()
    send(visitor, scripts)
    expect(visitor.locator("h1")).to_contain_text("Cảm ơn")
    visitor.goto(portal.url(COMMUNE, RESULTS))
    # Other tests vote on the same portal meanwhile.
    assert easy_votes(visitor) > before


def easy_votes(page: Page) -> int:
    """Return how many chose "Dễ tiếp cận"; none where there are no charts yet."""
    row = page.locator(".chart__row", has_text="Dễ tiếp cận")
    found = re.search(r"\((\d+)\)", row.inner_text()) if row.count() else None
    return int(found[1]) if found else 0


@SCRIPTS
def test_a_report_leads_to_a_correction_on_the_item(portal, open_page, citizen, scripts):
    title = f"Lịch tiêm chủng {citizen.word}"
    run_script(portal, _ARTICLE, title, citizen.word)
    path = f"/hoat-dong/hoat-dong-don-vi/{citizen.word}/"
    visitor = open_page(portal.url(COMMUNE, path), java_script_enabled=scripts)
    visitor.get_by_role("link", name="Báo thông tin sai").click()
    visitor.locator("[name=body]").fill(f"Ngày tiêm ghi sai, đúng là 25/11 ({citizen.word}).")
    send(visitor, scripts)
    code = code_on(visitor)

    responder, approver = staff(portal, open_page, "responder", "approver")
    responder.goto(portal.url(COMMUNE, f"{CASES}?q={citizen.word}"))
    responder.get_by_role("link", name=title).click()
    take(responder, "dinh-chinh", text="Ngày tiêm đúng là 25/11/2026.", reason="Sơ suất khi nhập")
    expect(responder.locator(".messages")).to_contain_text("chờ người thứ hai")
    take(responder, "tra-loi", answer="Cảm ơn bà, chúng tôi đã đính chính ngày tiêm.")
    assert "Ngày tiêm đúng là 25/11/2026." not in portal.fetch(COMMUNE, path)[1]

    approver.goto(portal.url(COMMUNE, "/quan-tri/dinh-chinh/"))
    waiting = approver.locator(".case-step", has_text=title)
    waiting.get_by_role("button", name="Xác nhận và công khai").click()
    expect(approver.locator(".messages")).to_contain_text("đính chính", ignore_case=True)
    visitor.goto(portal.url(COMMUNE, path))
    note = visitor.locator("section", has=visitor.locator("#dinh-chinh-thong-tin"))
    expect(note).to_contain_text("Ngày tiêm đúng là 25/11/2026.")
    expect(note).to_contain_text("Sơ suất khi nhập")
    expect(note.locator("time")).to_be_visible()
    follow(visitor, portal, code)
    expect(visitor.locator("main")).to_contain_text("đã đính chính ngày tiêm")


@SCRIPTS
def test_a_refused_form_keeps_what_was_typed_and_can_be_sent_then(
    portal, open_page, citizen, scripts
):
    visitor = open_page(portal.url(COMMUNE, ASK), java_script_enabled=scripts)
    visitor.locator("[name=body]").fill(citizen.body)
    visitor.locator("[name=email]").fill("khong-phai-thu")
    send(visitor, scripts)
    expect(visitor.locator(".faults")).to_be_visible()
    expect(visitor.locator("[name=body]")).to_have_value(citizen.body)
    visitor.locator("[name=email]").fill("")
    visitor.locator("[name=topic]").select_option("dat-dai")
    visitor.locator("[name=subject]").fill(citizen.subject)
    send(visitor, scripts)
    assert code_on(visitor)


@SCRIPTS
def test_the_sender_downloads_and_erases_the_own_case(portal, open_page, citizen, scripts):
    visitor = open_page("about:blank", java_script_enabled=scripts, accept_downloads=True)
    code = ask(visitor, portal, citizen, scripts=scripts)
    follow(visitor, portal, code)
    with visitor.expect_download() as downloading:
        visitor.get_by_role("button", name="Tải về").click()
    assert citizen.email in downloading.value.path().read_text()
    visitor.get_by_role("button", name="Xóa dữ liệu").click()
    expect(visitor.get_by_role("alert")).to_be_visible()
    visitor.locator("[name=sure]").check()
    visitor.get_by_role("button", name="Xóa dữ liệu").click()
    expect(visitor.locator("main [role=status]").first).to_contain_text("Đã xóa")
    assert citizen.subject not in visitor.content()
