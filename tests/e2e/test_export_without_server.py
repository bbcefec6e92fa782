"""The open copy of a commune, looked at in Chromium from a disk: no server, no network."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.portal import PROJECT, Portal

COMMUNE = "05986"
# Pictures that loaded have a width; those below the fold are fetched when they are reached.
BROKEN_PICTURES = """async () => {
    const pictures = [...document.images];
    for (const one of pictures) one.loading = "eager";
    await Promise.allSettled(pictures.map((one) => one.decode()));
    return pictures.filter((one) => !one.naturalWidth).map((one) => one.currentSrc || one.src);
}"""
# What is read from the copy itself, or is a part of the browser: Chromium shows a PDF file within a
# page by means of an extension of its own.
WITHIN = ("file:", "data:", "chrome:", "chrome-extension:")
# How many lines the captions of each film have.
CAPTIONS = """() => Promise.all([...document.querySelectorAll("track")].map(
    (one) => new Promise((done) => {
        const tell = () => done(one.track.cues ? one.track.cues.length : 0);
        one.addEventListener("load", tell);
        one.addEventListener("error", tell);
        one.track.mode = "hidden";
        if (one.readyState > 1) tell();
    })))"""
LINKS_WITHIN = """() => [...document.querySelectorAll("a[href]")]
    .map((one) => new URL(one.getAttribute("href"), document.baseURI).href.split("#")[0])
    .filter((href) => href.startsWith("file:") && href.endsWith("/index.html"))"""


@pytest.fixture(scope="module")
def copy(portal: Portal, tmp_path_factory) -> Path:
    """The site of a commune with its samples, as ``export_commune`` writes it."""
    folder = tmp_path_factory.mktemp("copy") / COMMUNE
    subprocess.run(
        [sys.executable, "manage.py", "export_commune", COMMUNE, str(folder)],
        cwd=PROJECT, env=portal.environment(), check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return folder / "site"


@pytest.fixture
def offline(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A page of a browser without a network, and what went wrong on it or left for elsewhere."""
    context = browser.new_context(offline=True, locale="vi-VN")
    wrong: list[str] = []
    page = context.new_page()
    # The icon of a page may still be on its way when the next one is opened.
    page.on(
        "requestfailed",
        lambda request: None if request.failure == "net::ERR_ABORTED"
        else wrong.append(f"failed: {request.url}: {request.failure}"),
    )  # fmt: skip
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda fault: wrong.append(str(fault)))
    context.on(
        "request",
        lambda request: None if request.url.startswith(WITHIN)
        else wrong.append(f"left: {request.url}"),
    )  # fmt: skip
    yield page, wrong
    context.close()


def test_every_page_is_whole_and_is_reached_from_the_first(copy, offline):
    page, wrong = offline
    first = (copy / "index.html").as_uri()
    waiting, seen, pictures, captions = [first], {first}, 0, []
    while waiting:
        address = waiting.pop()
        page.goto(address)
        assert page.locator("h1").first.inner_text().strip(), address
        assert not page.evaluate(BROKEN_PICTURES), address
        pictures += page.evaluate("document.images.length")
        captions += page.evaluate(CAPTIONS)
        new = set(page.evaluate(LINKS_WITHIN)) - seen
        seen |= new
        waiting += sorted(new)
        assert not wrong, address
    assert seen >= {one.as_uri() for one in copy.rglob("index.html")}
    assert len(seen) > 100
    assert pictures > 50
    assert captions
    assert all(captions)


def test_it_looks_as_the_site_does_and_its_links_are_followed(copy, offline, portal, open_page):
    page, wrong = offline
    page.goto((copy / "index.html").as_uri())
    look = """() => {
        const of = (name) => getComputedStyle(document.querySelector(name));
        return [of("body").fontFamily, of("body").backgroundColor, of("h1").fontSize,
                of("header").backgroundColor];
    }"""
    served = open_page(portal.url("tamthanh.langson"))
    assert page.evaluate(look) == served.evaluate(look)
    assert page.evaluate("document.fonts.ready.then((fonts) => fonts.size)") > 0
    assert page.evaluate("[...document.fonts].some((one) => one.status === 'loaded')")
    link = page.locator("main a[href$='/index.html']").first
    title = link.inner_text().strip()
    link.click()
    page.wait_for_load_state()
    assert page.url.startswith("file:")
    assert page.url != (copy / "index.html").as_uri()
    assert title
    assert page.locator("h1").first.is_visible()
    assert not wrong
