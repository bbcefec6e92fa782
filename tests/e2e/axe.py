"""Accessibility by axe-core, with a report that says what to mend and where."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_WHAT_ENDS_HAS_ENDED = """
() => Promise.allSettled(
  document.getAnimations()
    .filter((one) => one.playState === 'running')
    .filter((one) => one.effect.getComputedTiming().endTime !== Infinity)
    .map((one) => one.finished)
)
"""
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page) -> list[str]:
    """Return every violation that axe-core finds on the page as it stands, one line per element."""
    # A page that is only just arriving has no document to look at yet.
    page.wait_for_load_state()
    # What is still fading in has other colours than those that people read.
    page.evaluate(_WHAT_ENDS_HAS_ENDED)
    results = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    return [
        f"{violation['id']} ({violation['impact']}): {node['failureSummary']}\n    {node['html']}"
        for violation in results.response["violations"]
        for node in violation["nodes"]
    ]


def assert_accessible(page: Page) -> None:
    """Fail with a readable list unless axe-core finds nothing on the page."""
    found = violations(page)
    assert not found, f"{len(found)} violations on {page.url}\n" + "\n".join(found)
