"""The first view of a home page is light, whole, still, and asks nobody else for anything."""

from collections import Counter
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route

from tests.e2e.browser import DESKTOP, PHONE
from tests.e2e.conftest import OpenPage
from tests.e2e.pages import page_url
from tests.e2e.portal import COMMUNE, Portal

# Bytes on the wire, headers included, with the encodings that browsers accept.
CODE_LIMIT = 60_000
FONT_LIMIT = 60_000
# A weak mobile link, by which late fonts and pictures show what they move (bytes/s, ms).
SLOW_LINK = {
    "offline": False,
    "downloadThroughput": 200_000,
    "uploadThroughput": 90_000,
    "latency": 150,
}
COUNT_SHIFTS = """
    window.layoutShifts = [];
    new PerformanceObserver(list => {
        for (const entry of list.getEntries()) {
            const moved = entry.sources.map(source => source.node && source.node.outerHTML || "");
            window.layoutShifts.push([entry.value, ...moved.map(html => html.slice(0, 120))]);
        }
    }).observe({ type: "layout-shift", buffered: true });
"""


def bytes_by_kind(page: Page, url: str) -> Counter[str]:
    """Open ``url`` with an empty cache; return the bytes received per kind of resource."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    kinds: dict[str, str] = {}
    received: Counter[str] = Counter()
    session.on(
        "Network.responseReceived",
        lambda event: kinds.__setitem__(event["requestId"], event["type"]),
    )
    session.on(
        "Network.loadingFinished",
        lambda event: received.update(
            {kinds.get(event["requestId"], "?"): int(event["encodedDataLength"])}
        ),
    )
    page.goto(url, wait_until="networkidle")
    return received


@pytest.mark.parametrize("name", ["province home", "commune home"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_first_view_is_light(
    portal: Portal, open_page: OpenPage, name: str, viewport: dict
) -> None:
    page = open_page("about:blank", viewport=viewport)

    received = bytes_by_kind(page, page_url(portal, name))

    assert received["Stylesheet"] > 0
    assert received["Script"] > 0
    # The page itself is compressed, like the files that it names.
    assert 0 < received["Document"] < len(page.content().encode()) / 2
    code = sum(received[kind] for kind in ("Document", "Stylesheet", "Script"))
    assert code <= CODE_LIMIT, received
    assert 0 < received["Font"] <= FONT_LIMIT, received


@pytest.mark.parametrize(
    "name", ["province home", "commune home", "listing", "article", "document"]
)
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_nothing_moves_while_the_page_arrives(
    portal: Portal, open_page: OpenPage, name: str, viewport: dict
) -> None:
    page = open_page("about:blank", viewport=viewport)
    page.add_init_script(COUNT_SHIFTS)
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_LINK)

    page.goto(page_url(portal, name), wait_until="networkidle")
    page.evaluate("document.fonts.ready")

    assert page.evaluate("window.layoutShifts") == []


def test_every_request_stays_on_the_site(portal: Portal, open_page: OpenPage) -> None:
    page = open_page("about:blank")
    hosts = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))

    page.goto(portal.url(COMMUNE), wait_until="networkidle")

    assert hosts == {f"{COMMUNE}.localhost"}


def test_a_page_without_its_fonts_is_still_text(portal: Portal, open_page: OpenPage) -> None:
    page = open_page("about:blank")

    def refuse(route: Route) -> None:
        route.abort()

    page.route("**/*.woff2", refuse)

    page.goto(portal.url(COMMUNE), wait_until="networkidle")

    assert page.locator("h1").is_visible()
    assert page.locator("main").inner_text().strip()


def test_no_error_reaches_the_console(portal: Portal, open_page: OpenPage) -> None:
    page = open_page("about:blank")
    errors = []
    page.on("console", lambda message: message.type == "error" and errors.append(message.text))
    page.on("pageerror", lambda error: errors.append(str(error)))

    for name in ("province home", "commune home", "article", "document", "search results"):
        page.goto(page_url(portal, name), wait_until="networkidle")

    assert not errors
