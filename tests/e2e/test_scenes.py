"""The screens that guides explain: accessible, in Vietnamese, with the way to their guide."""

import pytest
from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.e2e.axe import violations
from tests.e2e.browser import PHONE
from tests.e2e.conftest import OpenPage
from tests.e2e.english import english_on
from tests.e2e.numbers import cut_into_thousands
from tests.e2e.portal import Portal
from tests.e2e.scenes import (
    FOR_ADMINISTRATORS,
    FOR_APPROVERS,
    FOR_RESPONDERS,
    FOR_WRITERS,
    GUIDES,
    Scene,
)
from tests.e2e.sessions import enter, page_ids, sessions_of
from tests.e2e.test_accessibility import overflow

# Whoever signs in has no guide yet.
WITHOUT_GUIDE = {"dang-nhap-lan-dau", *(scene.name for scene in GUIDES)}

# The audit log shows which command of a server did something, as it was typed.
WORDS_OF_OPERATORS = {"nhat-ky-kiem-toan"}

FITS = """() => {
    const root = document.documentElement;
    return root.scrollWidth <= root.clientWidth;
}"""
MENU_MILLISECONDS = 2000


def faults(page: Page, scene: Scene) -> list[str]:
    """Return what is wrong with a screen as it stands."""
    found = violations(page)
    if scene.name not in WORDS_OF_OPERATORS:
        found += [f"English: {text}" for text in english_on(page)]
    found += [f"cut into thousands: {text}" for text in cut_into_thousands(page)]
    if scene.name not in WITHOUT_GUIDE and not page.locator(".guide-link").count():
        found.append("no way to a guide")
    page.set_viewport_size(PHONE)
    try:
        # The menu needs a moment to slide away.
        page.wait_for_function(FITS, timeout=MENU_MILLISECONDS)
    except PlaywrightTimeout:
        found.append(f"scrolls sideways on a phone: {overflow(page)}")
    return found


@pytest.mark.parametrize(
    "scenes",
    [FOR_WRITERS, (*FOR_APPROVERS, *FOR_RESPONDERS), FOR_ADMINISTRATORS, GUIDES],
    ids=["writers", "approvers and responders", "administrators", "guides"],
)
def test_screens_that_guides_explain(
    portal: Portal, open_page: OpenPage, scenes: tuple[Scene, ...]
) -> None:
    still = [scene for scene in scenes if not scene.script]
    keys, ids = sessions_of(portal, {scene.role for scene in still} - {"visitor"}), page_ids(portal)
    pages: dict[str, Page] = {}
    wrong = {}
    for scene in still:
        if scene.role not in pages:
            pages[scene.role] = open_page("about:blank")
            enter(pages[scene.role].context, portal, scene.role, keys.get(scene.role))
        page = pages[scene.role]
        page.set_viewport_size({"width": 1280, "height": scene.height})
        scene.play(page, portal, ids)
        wrong[scene.name] = faults(page, scene)
    assert {name: found for name, found in wrong.items() if found} == {}
