"""The browser of the tests: the installed Chromium, which never leaves this machine."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Request, sync_playwright

FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--no-first-run",
    # Glyphs come out the same on every machine, so that pictures can be compared.
    "--font-render-hinting=none",
    # Not even the browser's own services are looked up.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE *.localhost, EXCLUDE localhost",
]
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}


def chromium_path() -> str | None:
    """Return the path of the installed Chromium; ``CHROMIUM_PATH`` names another one."""
    named = os.environ.get("CHROMIUM_PATH")
    if named:
        return named
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    return next((path for path in found if path), None)


@contextmanager
def running_browser(executable_path: str, language: str = "") -> Iterator[Browser]:
    """Start the browser, and end it; ``language`` is that of what the browser itself says."""
    environment = os.environ | {"LANGUAGE": language} if language else None
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable_path, args=FLAGS, env=environment
        )
        yield browser
        browser.close()


def is_own_host(url: str) -> bool:
    """Tell whether ``url`` stays on this portal (or needs no host at all)."""
    parts = urlsplit(url)
    return parts.scheme in ("data", "blob", "about") or (parts.hostname or "").endswith(
        ".localhost"
    )


def watch_for_foreign_requests(context: BrowserContext) -> list[str]:
    """Return a list to which every request of ``context`` to another host is added."""
    foreign: list[str] = []

    def note(request: Request) -> None:
        if not is_own_host(request.url):
            foreign.append(request.url)

    context.on("request", note)
    return foreign


def choose_theme(context: BrowserContext, theme: str) -> None:
    """Make pages of ``context`` appear in ``theme``: "light", "dark" or "contrast".

    The choice is stored where the site's own buttons store it, before the page's first script.
    """
    context.add_init_script(f"try {{ localStorage.setItem('theme', '{theme}') }} catch (e) {{}}")
