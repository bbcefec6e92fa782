"""Every public page is accessible: in each theme, on a phone and on a desk, magnified, printed."""

import pytest
from playwright.sync_api import Page

from tests.e2e.axe import assert_accessible
from tests.e2e.browser import DESKTOP, PHONE
from tests.e2e.conftest import OpenPage
from tests.e2e.numbers import cut_into_thousands
from tests.e2e.pages import PLACES, page_url
from tests.e2e.portal import COMMUNE, Portal

# The width, in CSS pixels, at which WCAG 1.4.10 wants every page to flow: 1280 px at 400 %.
NARROWEST = {"width": 320, "height": 640}
# A window of 1280 px as it appears at a zoom of 200 %.
AT_200_PERCENT = {"width": 640, "height": 450}


def overflow(page: Page) -> list[str]:
    """Return the elements that reach past the right edge of a page that scrolls sideways."""
    return page.evaluate(
        """() => {
            const root = document.documentElement;
            if (root.scrollWidth <= root.clientWidth) return [];
            return [...document.querySelectorAll("body *")]
                .filter(e => e.getBoundingClientRect().right > root.clientWidth + 1)
                .map(e => `${e.tagName} ${e.className} ${e.getBoundingClientRect().right}`)
                .slice(0, 10);
        }"""
    )


def wear(page: Page, theme: str) -> None:
    """Put a theme on as the site's own button does."""
    page.evaluate("theme => document.documentElement.setAttribute('data-theme', theme)", theme)


@pytest.mark.parametrize("name", PLACES)
def test_a_page_is_accessible_however_it_is_looked_at(
    portal: Portal, open_page: OpenPage, name: str
) -> None:
    """In every theme, on a phone and on a desk, magnified: one load, for only styles change."""
    statuses = []
    page = open_page("about:blank")
    page.on("response", lambda response: statuses.append(response.status))
    page.goto(page_url(portal, name))

    assert statuses[0] == PLACES[name].status
    assert page.locator("html").get_attribute("lang") == PLACES[name].language
    assert page.title().strip()
    assert page.locator("h1").count() == 1
    assert cut_into_thousands(page) == []
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        wear(page, "light")
        assert_accessible(page)
        for theme in ("dark", "contrast"):
            wear(page, theme)
            assert_accessible(page, colours_only=True)
    wear(page, "light")
    page.set_viewport_size(AT_200_PERCENT)
    assert not overflow(page)
    assert_accessible(page)
    page.set_viewport_size(NARROWEST)
    assert not overflow(page)


@pytest.mark.parametrize("name", ["province home", "commune home", "article", "document"])
def test_the_wishes_of_the_system_are_followed(
    portal: Portal, open_page: OpenPage, name: str
) -> None:
    page = open_page(page_url(portal, name))

    for wish in ({"color_scheme": "dark"}, {"contrast": "more"}, {"forced_colors": "active"}):
        page.emulate_media(color_scheme="light", contrast="null", forced_colors="none")
        page.emulate_media(**wish)
        assert_accessible(page, colours_only=True)


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_a_theme_that_was_chosen_is_worn_from_the_first_paint(
    portal: Portal, open_page: OpenPage, theme: str
) -> None:
    page = open_page(portal.url(COMMUNE), theme=theme)

    assert page.locator("html").get_attribute("data-theme") == theme


@pytest.mark.parametrize("name", ["commune home", "article", "document"])
def test_text_of_double_size_stays_on_the_page(
    portal: Portal, open_page: OpenPage, name: str
) -> None:
    page = open_page(page_url(portal, name), viewport=DESKTOP)

    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert not overflow(page)


def test_the_keyboard_reaches_the_content_first(portal: Portal, open_page: OpenPage) -> None:
    page = open_page(portal.url(COMMUNE))

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "noi-dung"


def test_the_focus_is_visible_on_every_stop(portal: Portal, open_page: OpenPage) -> None:
    page = open_page(portal.url(COMMUNE))
    unmarked = []

    for _ in range(40):
        page.keyboard.press("Tab")
        focus = page.evaluate(
            """() => {
                const e = document.activeElement, s = getComputedStyle(e);
                const visible = s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2;
                return [e.outerHTML.slice(0, 120), visible || s.boxShadow !== "none"];
            }"""
        )
        if not focus[1]:
            unmarked.append(focus[0])

    assert not unmarked
