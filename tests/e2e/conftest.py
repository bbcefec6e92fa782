"""Fixtures of the browser tests: the portal, the browser, and pages that stay at home."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.browser import (
    DESKTOP,
    choose_theme,
    chromium_path,
    running_browser,
    watch_for_foreign_requests,
)
from tests.e2e.portal import Portal, running_portal

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def portal() -> Iterator[Portal]:
    """A running portal of Lạng Sơn with its sample content."""
    with running_portal() as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The installed Chromium."""
    path = chromium_path()
    if path is None:
        pytest.skip("no Chromium found: install one, or name it with CHROMIUM_PATH")
    with running_browser(path) as running:
        yield running


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Return a function that opens an address in a context of its own.

    ``theme`` is "light", "dark" or "contrast"; all other options are those of Playwright's
    ``new_context``. Whatever is opened, a request to a foreign host fails the test.
    """
    contexts = []
    watched = []

    def open_url(url: str, *, theme: str = "", **options: object) -> Page:
        options = {"viewport": DESKTOP, "locale": "vi-VN", "reduced_motion": "reduce"} | options
        context = browser.new_context(**options)
        contexts.append(context)
        watched.append(watch_for_foreign_requests(context))
        if theme:
            choose_theme(context, theme)
        page = context.new_page()
        page.goto(url)
        return page

    yield open_url
    for context in contexts:
        context.close()
    foreign = [url for requests in watched for url in requests]
    assert not foreign, "the page asked other hosts for something"


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """An empty page in a window of a desktop's size."""
    return open_page("about:blank")
