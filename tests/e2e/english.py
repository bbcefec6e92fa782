"""Finds English on a screen of the portal.

The word list is that of the packages themselves: every word of the messages that they can show,
less those that our Vietnamese texts use too, and the names below.
"""

import re
from collections.abc import Iterator
from functools import cache

import polib
from django.conf import settings
from playwright.sync_api import Page

from portal_network.delivery.translations import installed_apps
from tests.quality.translations import catalogues

# Names, and what stands in English in the official Vietnamese of computing.
NAMES = frozenset(
    {"admin", "api", "app", "chrome", "cookie", "cookies", "csv", "css", "django", "docx", "domain"}
    | {"email", "excel", "facebook", "gif", "google", "html", "http", "https", "javascript", "jpeg"}
    | {"jpg", "json", "logo", "microsoft", "odt", "pdf", "png", "slug", "svg", "url", "video"}
    | {"wagtail", "web", "webp", "website", "wifi", "word", "xlsx", "xml", "youtube", "zalo", "zip"}
)
# The front page of a site's English pages is called so; lists of pages name it.
TITLES = frozenset({"English"})
# Words of Vietnamese that are written like English ones.
SHARED = frozenset({"can", "long", "may", "men", "mon", "thai", "tin"})
WORD = re.compile(r"(?<![\w@./&-])[A-Za-z]{3,}(?![\w@./-]\w|\w)")
NO_WORDS = re.compile(r"%\(\w+\)s|\{[^}]*\}|<[^>]*>|&\w+;|\w+://\S+|\S+@\S+")
# What a person sees, also in menus still closed, and what a screen reader says in its place.
# Left out: keys of the keyboard, and what its widget never shows: a button, an empty counter.
SEEN = """() => {
    const unread = `script, style, template, code, kbd, [lang=en],
        .xdsoft_save_selected, .w-side-panel-toggle__counter[hidden]`;
    const seen = element => element && !element.closest(unread);
    const texts = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        if (seen(walker.currentNode.parentElement)) texts.push(walker.currentNode.textContent);
    }
    for (const name of ["aria-label", "title", "placeholder", "alt"]) {
        for (const element of document.querySelectorAll(`[${name}]`)) {
            if (seen(element)) texts.push(element.getAttribute(name));
        }
    }
    return texts.map(text => text.trim().replace(/\\s+/g, " ")).filter(Boolean);
}"""


@cache
def english_words() -> frozenset[str]:
    """Return the words of the messages of all installed apps that Vietnamese never uses."""
    if not settings.configured:
        raise RuntimeError("Settings are needed to know the installed apps.")
    english = {
        word
        for app in installed_apps()
        for domain in ("django", "djangojs")
        for _context, message in app.messages(domain)
        for word in _words(message)
    }
    vietnamese = {
        word
        for path in catalogues()
        for entry in polib.pofile(str(path))
        for text in (entry.msgstr, *entry.msgstr_plural.values())
        for word in _words(text)
    }
    return frozenset(english - vietnamese - NAMES - SHARED)


def _words(text: str) -> Iterator[str]:
    for match in WORD.finditer(NO_WORDS.sub(" ", text)):
        yield match[0].lower()


def english_in(texts: list[str]) -> list[str]:
    """Return the texts that have an English word, each once, in order."""
    words = english_words()
    found = [text for text in dict.fromkeys(texts) if not words.isdisjoint(_words(text))]
    return [text for text in found if text not in TITLES]


def english_on(page: Page) -> list[str]:
    """Return what a page shows in English."""
    return english_in(page.evaluate(SEEN))
