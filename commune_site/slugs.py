"""Addresses of pages from Vietnamese titles: "Quyết toán" gives "quyet-toan"."""

import re
from collections import defaultdict

from django.utils.text import slugify
from wagtail.admin.widgets.slug import SlugInput
from wagtail.coreutils import find_available_slug

from search.text import fold

LONGEST_SLUG = 120
# Latin-1, Latin Extended-A, ơ and ư, and the block in which Vietnamese letters have their places.
_BLOCKS = (range(0xC0, 0x180), range(0x1A0, 0x1B1), range(0x1EA0, 0x1EFA))
# What a keyboard that types letter and mark apart leaves behind.
_LOOSE_MARKS = "[\u0300-\u036f]"


def slug_of(title: str) -> str:
    """Return the part of an address that a title gives; an empty text where it has no letter."""
    return slugify(fold(title))[:LONGEST_SLUG].strip("-")


def take_address(page) -> None:
    """Make the address of a page from its title where none was written.

    Wagtail would drop each đ. Nothing happens before the place of the page is known.
    """
    if not page.slug and page.path and (wanted := slug_of(page.title)):
        page.slug = find_available_slug(page.get_parent(), wanted)


def letter_rules() -> list[tuple[re.Pattern, str]]:
    """Return what the editor's script replaces before it makes an address: ``[àáả…]`` by ``a``."""
    marked = defaultdict(str)
    for block in _BLOCKS:
        for letter in map(chr, block):
            plain = fold(letter)
            if plain != letter and plain.isascii() and plain.isalpha():
                marked[plain] += letter
    rules = [(re.compile(f"[{letters}]"), plain) for plain, letters in sorted(marked.items())]
    return [(re.compile(_LOOSE_MARKS), ""), *rules]


class VietnameseSlugInput(SlugInput):
    """The field of a page's address.

    Wagtail's script knows no letters of Vietnamese but those that other languages have, too, and
    drops all others: "Quyết toán" would stand at ``/quyt-toan/``.
    """

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__(attrs, formatters=letter_rules(), locale="vi")
