"""Takes the pictures of the documentation again: `make screenshots` calls this.

    python -m tests.e2e.screenshots [FOLDER]

Writes ``docs/screenshots/<page>-<width>.png`` for a phone and a desk, what a visitor sees before
scrolling. Colours are reduced to a palette, so that a picture weighs a few ten kilobytes.
"""

import io
import sys
from pathlib import Path

from PIL import Image

from tests.e2e.browser import DESKTOP, PHONE, chromium_path, running_browser
from tests.e2e.pages import SHOWN, page_url
from tests.e2e.portal import PROJECT, running_portal

FOLDER = PROJECT / "docs" / "screenshots"
COLOURS = 256


def save(png: bytes, path: Path) -> None:
    """Write a picture with as few colours as do it no harm."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


def main(arguments: list[str]) -> int:
    """Take all pictures; return 1 when there is no browser."""
    browser_path = chromium_path()
    if browser_path is None:
        print("no Chromium found: install one, or name it with CHROMIUM_PATH", file=sys.stderr)
        return 1
    folder = Path(arguments[0]) if arguments else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with running_portal() as portal, running_browser(browser_path) as browser:
        for viewport in (PHONE, DESKTOP):
            page = browser.new_page(viewport=viewport, locale="vi-VN", reduced_motion="reduce")
            for name in SHOWN:
                page.goto(page_url(portal, name), wait_until="networkidle")
                path = folder / f"{name.replace(' ', '-')}-{viewport['width']}.png"
                save(page.screenshot(), path)
                print(path.name)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
