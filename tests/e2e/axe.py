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
_RUN = "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What can differ between two themes, which change nothing but colours.
COLOUR_RULES = ["color-contrast", "link-in-text-block"]


def violations(page: Page, *, colours_only: bool = False) -> list[str]:
    """Return every violation that axe-core finds on the page as it stands, one line per element.

    ``colours_only`` leaves out what was looked at before the colours changed.
    """
    # A page that is only just arriving has no document to look at yet.
    page.wait_for_load_state()
    # What is still fading in has other colours than those that people read.
    page.evaluate(_WHAT_ENDS_HAS_ENDED)
    # axe-core is half a megabyte; a page that is looked at several times takes it once.
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(Axe().axe_script)
    rules = {"type": "tag", "values": TAGS}
    if colours_only:
        rules = {"type": "rule", "values": COLOUR_RULES}
    found = page.evaluate(_RUN, rules)
    return [
        f"{violation['id']} ({violation['impact']}): {node['failureSummary']}\n    {node['html']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def assert_accessible(page: Page, *, colours_only: bool = False) -> None:
    """Fail with a readable list unless axe-core finds nothing on the page."""
    found = violations(page, colours_only=colours_only)
    assert not found, f"{len(found)} violations on {page.url}\n" + "\n".join(found)
