"""Takes the pictures of the guides again: `make guide-pictures` calls this.

    python -m tests.e2e.guide_pictures [NAME …]

Fills a portal of its own, plays every scene of ``scenes`` and writes the pictures to
``docs/huong-dan/anh``.
Where Chromium's translations are missing (Debian: chromium-l10n), fields for files speak English.
What is written on each picture goes to ``tests/commune_site/guides/words_on_pictures.json``: when a
label is renamed, a test names the pictures that still show the old one.
"""

import io
import json
import os
import sys
import tempfile
from pathlib import Path

import django
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.e2e.browser import chromium_path, running_browser
from tests.e2e.portal import PROJECT, Portal, running_portal
from tests.e2e.scenes import SCENES, Scene
from tests.e2e.scripts import run_script
from tests.e2e.sessions import enter, page_ids, sessions_of
from tests.guide_labels import exists

FOLDER = PROJECT / "docs" / "huong-dan" / "anh"
WORDS = PROJECT / "tests" / "commune_site" / "guides" / "words_on_pictures.json"
# CSS pixels: the window, and the menu of the administration when it is folded.
WIDTH, MENU = 900, 60
SHARPNESS = 1.5
QUALITY = 70
_FRAME = """element => {
    element.style.outline = "3px solid #d0021b";
    element.style.outlineOffset = "3px";
}"""
# As little as needed, and not below the buttons at the foot: the head tells which screen it is.
_INTO_VIEW = """element => {
    const box = element.getBoundingClientRect();
    if (box.bottom > window.innerHeight - 120) {
        element.scrollIntoView({block: "center", behavior: "instant"});
    }
}"""
# Labels of controls and headings that can be seen in the window as it stands.
_LABELS = """() => {
    const kinds = "main :is(h1, h2, h3, th, strong, label, legend, summary, button, .button), "
        + "main .w-breadcrumbs li:last-child";
    const seen = element => {
        const box = element.getBoundingClientRect();
        return element.checkVisibility() && box.width > 8 && box.top >= 0
            && box.bottom <= window.innerHeight;
    };
    return [...document.querySelectorAll(kinds)].filter(seen)
        .map(element => element.innerText.replace(/\\*\\s*$/, "").trim().replace(/\\s+/g, " "));
}"""


def take(page: Page, scene: Scene, path: Path) -> list[str]:
    """Write the picture of a scene that has been played; return the labels on it."""
    for mark in scene.marks:
        page.locator(mark).first.evaluate(_FRAME)
        page.locator(mark).first.evaluate(_INTO_VIEW)
    page.mouse.move(0, 0)
    left = 0 if scene.role == "visitor" else MENU
    clip = {"x": left, "y": 0, "width": WIDTH - left, "height": scene.height}
    picture = Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("RGB")
    picture.save(path, quality=QUALITY, method=6)
    return sorted({label for label in page.evaluate(_LABELS) if label and exists(label)})


def open_role(browser: Browser, portal: Portal, role: str, key: str | None) -> Page:
    """Return a page of somebody with a role, with the menu folded; of a visitor without a key."""
    context = browser.new_context(
        viewport={"width": WIDTH, "height": 700}, device_scale_factor=SHARPNESS,
        locale="vi-VN", reduced_motion="reduce",
    )  # fmt: skip
    root = enter(context, portal, role, key)("/")
    context.add_cookies([{"name": "wagtail_sidebar_collapsed", "value": "1", "url": root}])
    return context.new_page()


def take_all(portal: Portal, browser: Browser, names: list[str]) -> dict[str, list[str]]:
    """Play and picture the scenes of these names, or all of them; return the labels on each."""
    keys, ids = sessions_of(portal), page_ids(portal)
    pages: dict[str, Page] = {}
    words = {}
    for scene in SCENES:
        if names and scene.name not in names:
            continue
        if scene.role not in pages:
            pages[scene.role] = open_role(browser, portal, scene.role, keys.get(scene.role))
        if scene.script:
            run_script(portal, scene.script)
        page = pages[scene.role]
        page.set_viewport_size({"width": WIDTH, "height": scene.height})
        scene.play(page, portal, ids)
        words[scene.name] = take(page, scene, FOLDER / f"{scene.name}.webp")
        print(f"{scene.name}: {(FOLDER / f'{scene.name}.webp').stat().st_size // 1024} KB")
    return words


def main(arguments: list[str]) -> int:
    """Take the pictures; return 1 when there is no browser."""
    # The registry of sections, whose names stand on pictures, is found by the settings.
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal_network.settings.test")
    django.setup()
    browser_path = chromium_path()
    if browser_path is None:
        print("no Chromium found: install one, or name it with CHROMIUM_PATH", file=sys.stderr)
        return 1
    with (
        tempfile.TemporaryDirectory() as state,
        running_portal(Path(state)) as portal,
        running_browser(browser_path, language="vi") as browser,
    ):
        taken = take_all(portal, browser, arguments)
    known = json.loads(WORDS.read_text(encoding="utf-8")) if arguments else {}
    written = json.dumps(known | taken, ensure_ascii=False, indent=1, sort_keys=True)
    WORDS.write_text(f"{written}\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
