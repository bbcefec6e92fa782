"""What the six commonest jobs take, here and in Wagtail alone, as a table in ``docs/quality.md``.

The portal is the one of the browser tests. Wagtail alone is a site that ``wagtail start`` makes,
with the same packages, in a folder that goes away with it; its officer may do everything and has
three sections to choose from, where a commune has seventy. A dash: it cannot do the job.
"""

import re
import sys
from collections.abc import Mapping
from contextlib import ExitStack

import wagtail
from playwright.sync_api import Browser, Page

from tests.e2e.browser import DESKTOP, chromium_path, running_browser
from tests.e2e.common_jobs import JOBS
from tests.e2e.conftest import OpenPage
from tests.e2e.hand import Hand
from tests.e2e.portal import PROJECT, Portal, running_portal
from tests.e2e.stock.jobs import STOCK_JOBS
from tests.e2e.stock.site import sign_in, stock_site

REPORT = PROJECT / "docs" / "quality.md"
BEGIN, END = "<!-- figures: python -m tests.e2e.measure_jobs -->", "<!-- end of jobs -->"
# Actions and key strokes of a job.
Taken = Mapping[str, tuple[int, int]]


def measure_portal(browser: Browser, portal: Portal) -> Taken:
    """Do every job on the portal."""
    taken = {}
    for job in JOBS:
        with ExitStack() as stack:
            hand = job.measure(portal, _opener(browser, stack))
        taken[job.name] = hand.actions, hand.keys
        print(f"portal: {job.name}: {hand.actions} actions, {hand.keys} keys", flush=True)
    return taken


def measure_stock(browser: Browser, home: str) -> Taken:
    """Do every job that there is in Wagtail alone."""
    taken = {}
    for name, do in STOCK_JOBS.items():
        with ExitStack() as stack:
            page = _opener(browser, stack)("about:blank")
            sign_in(page, home)
            do(hand := Hand(page))
        taken[name] = hand.actions, hand.keys
        print(f"Wagtail: {name}: {hand.actions} actions, {hand.keys} keys", flush=True)
    return taken


def _opener(browser: Browser, stack: ExitStack) -> OpenPage:
    def open_page(url: str) -> Page:
        context = browser.new_context(viewport=DESKTOP, locale="vi-VN", reduced_motion="reduce")
        stack.callback(context.close)
        page = context.new_page()
        page.goto(url)
        return page

    return open_page


def table(portal: Taken, stock: Taken) -> str:
    """Return the table as Markdown."""
    rows = [
        f"| Job | Actions | Key strokes | Limit | Actions in Wagtail {wagtail.__version__} alone "
        "| Key strokes there |",
        "|---|---|---|---|---|---|",
    ]
    for job in JOBS:
        before = stock.get(job.name, ("–", "–"))
        cells = (job.name, *portal[job.name], job.limit, *before)
        rows.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(rows)


def measure_and_write() -> int:
    """Do every job on both and write the table; return the exit code.

    That is 1 without a browser, and 2 when a job takes too many actions.
    """
    path = chromium_path()
    if path is None:
        print("no Chromium found: install one, or name it with CHROMIUM_PATH", file=sys.stderr)
        return 1
    with running_browser(path) as browser:
        with stock_site() as home:
            stock = measure_stock(browser, home)
        with running_portal() as running:
            portal = measure_portal(browser, running)
    text = REPORT.read_text(encoding="utf-8")
    between = re.compile(f"(?<={re.escape(BEGIN)}\n).*?(?=\n{re.escape(END)})", re.DOTALL)
    written = between.sub(lambda _old: table(portal, stock), text)
    REPORT.write_text(written, encoding="utf-8")
    return 2 if any(portal[job.name][0] > job.limit for job in JOBS) else 0
