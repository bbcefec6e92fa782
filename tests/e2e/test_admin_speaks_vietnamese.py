"""An editor of a commune meets no English on the way through the whole administration."""

import re
from collections import deque
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Error, Page, Response

from tests.e2e.accounts import ADMIN, make_account, sign_in
from tests.e2e.conftest import OpenPage
from tests.e2e.english import english_in, english_on
from tests.e2e.numbers import cut_into_thousands
from tests.e2e.portal import Portal

# Leaves the administration, ends the session, or sends a file.
NOT_WALKED = re.compile(r"dang-xuat|/logout|/export|/tai-ve|\.(?:csv|xlsx|pdf|docx?|jpe?g|png)$")
KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+")


def kind(url: str) -> str:
    """Return what screens of one kind have in common: one page or file stands for all."""
    return KEY.sub("N", urlsplit(url).path)


def links(page: Page) -> list[str]:
    """Return the addresses below the administration that a screen leads to."""
    found = page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))")
    urls = (urljoin(page.url, href).partition("#")[0] for href in found)
    return [
        url
        for url in dict.fromkeys(urls)
        if url.startswith(urljoin(page.url, ADMIN)) and not NOT_WALKED.search(urlsplit(url).path)
    ]


def visit(page: Page, url: str) -> Response | None:
    """Open an address; return nothing when it sends a file."""
    try:
        return page.goto(url)
    except Error as error:
        if "Download is starting" not in error.message:
            raise
        return None


def walk(page: Page) -> dict[str, list[str]]:
    """Open one screen of every kind, breadth first; return what is wrong with each.

    That is English, and keys and years that look like amounts.
    """
    waiting = deque([page.url])
    kinds = {kind(page.url)}
    found: dict[str, list[str]] = {}
    while waiting:
        url = waiting.popleft()
        answer = visit(page, url)
        if answer and answer.ok and answer.headers.get("content-type", "").startswith("text/html"):
            page.wait_for_load_state("load")
            found[url] = english_on(page) + cut_into_thousands(page)
            new = [link for link in links(page) if kind(link) not in kinds]
            kinds.update(map(kind, new))
            waiting.extend(dict((kind(link), link) for link in new).values())
    return found


@pytest.mark.parametrize("role", ["editor", "approver"])
def test_no_screen_shows_english(portal: Portal, open_page: OpenPage, role: str) -> None:
    page = open_page("about:blank")
    sign_in(page, portal, make_account(portal, role, with_app=role != "editor"))

    screens = walk(page)

    assert len(screens) > 20
    assert {path: texts for path, texts in screens.items() if texts} == {}


@pytest.mark.parametrize("text", ["Collapse all", "Search", "Thêm page", "Sorry, no results"])
def test_english_is_noticed(text: str) -> None:
    assert english_in([text]) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Ủy ban nhân dân phường Tam Thanh",
        "Tải về tệp PDF",
        "can thiệp, may mặc, long trọng, Thái Mai",
        "https://vidu.vn/search/page?edit=1",
        "bientap@example.com",
        "12 KB",
    ],
)
def test_vietnamese_names_and_addresses_are_no_english(text: str) -> None:
    assert english_in([text]) == []
