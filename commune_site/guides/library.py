"""The guides: Markdown files under ``docs/huong-dan``, read once per process.

A file begins with front matter in TOML between two lines ``+++``::

    +++
    title = "Phê duyệt một bài"
    order = 20
    roles = ["approver", "province_moderator"]
    screens = ["moderation_review"]
    +++

``order`` places the guide within the books of its roles; ``screens`` are names of addresses of the
administration, and ``"name app.model"`` where an address serves many types of pages. The first of
``roles`` is the one for whom it was written.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from markdown_it.token import Token

from commune_site.guides.rendering import parse, plain_text, render
from portal_network.tenancy.models import Role
from search.text import fold

FENCE = "+++"
OPERATOR = "operator"
# The books, in the order in which work passes from hand to hand.
BOOKS: Mapping[str, str | Promise] = {
    Role.EDITOR: Role.EDITOR.label,
    Role.APPROVER: Role.APPROVER.label,
    Role.RESPONDER: Role.RESPONDER.label,
    Role.SITE_ADMINISTRATOR: Role.SITE_ADMINISTRATOR.label,
    Role.PROVINCE_MODERATOR: Role.PROVINCE_MODERATOR.label,
    Role.PROVINCE_ADMINISTRATOR: Role.PROVINCE_ADMINISTRATOR.label,
    Role.PROVINCE_OBSERVER: Role.PROVINCE_OBSERVER.label,
    OPERATOR: _("Operator"),
}


class MalformedGuide(Exception):
    """A file under ``docs/huong-dan`` does not follow the form of guides; names the file."""


@dataclass(frozen=True)
class Guide:
    """One task on one page. ``name`` is the file's name and part of the address."""

    name: str
    title: str
    order: int
    roles: tuple[str, ...]
    screens: tuple[str, ...]
    source: str

    @cached_property
    def tokens(self) -> list[Token]:
        """Return the text as the Markdown parser understood it."""
        return parse(self.source)

    @cached_property
    def html(self) -> str:
        """Return the text as safe HTML, headings from the second level on."""
        return render(self.tokens)

    @cached_property
    def folded_title(self) -> str:
        """Return the title as search compares it."""
        return fold(self.title)

    @cached_property
    def folded_text(self) -> str:
        """Return all words as search compares them."""
        return fold(plain_text(self.tokens))


class Library:
    """All guides of an installation, in memory; asks the database nothing."""

    def __init__(self, guides: Iterable[Guide]) -> None:
        self.guides = tuple(sorted(guides, key=lambda guide: (guide.order, guide.name)))
        self._by_name = {guide.name: guide for guide in self.guides}
        self._by_screen: dict[str, list[Guide]] = {}
        for guide in self.guides:
            for screen in guide.screens:
                self._by_screen.setdefault(screen, []).append(guide)

    def get(self, name: str) -> Guide | None:
        """Return a guide by name, or None."""
        return self._by_name.get(name)

    def book(self, role: str) -> tuple[Guide, ...]:
        """Return the guides of a role in the order of its work."""
        return tuple(guide for guide in self.guides if role in guide.roles)

    def for_screen(self, *names: str) -> tuple[Guide, ...]:
        """Return the guides of the first of these screens for which there are any."""
        return next((tuple(self._by_screen[name]) for name in names if name in self._by_screen), ())

    def search(self, words: str) -> tuple[Guide, ...]:
        """Return the guides that hold all words, with or without accents; titles first."""
        wanted = fold(words).split()
        if not wanted:
            return ()
        found = [guide for guide in self.guides if _holds(guide, wanted)]
        return tuple(sorted(found, key=lambda guide: -_hits_in_title(guide, wanted)))


def _holds(guide: Guide, words: list[str]) -> bool:
    return all(word in guide.folded_title or word in guide.folded_text for word in words)


def _hits_in_title(guide: Guide, words: list[str]) -> int:
    return sum(word in guide.folded_title for word in words)


def read_guide(path: Path) -> Guide:
    """Return the guide in a file.

    Raises:
        MalformedGuide: no front matter, or a statement in it is missing, unknown or wrong.
    """
    opening, _fence, rest = path.read_text(encoding="utf-8").partition(f"{FENCE}\n")
    front, fence, source = rest.partition(f"\n{FENCE}\n")
    if opening or not fence:
        raise MalformedGuide(f"{path.name}: no front matter between two lines {FENCE}")
    try:
        stated = tomllib.loads(front)
        guide = Guide(
            name=path.stem,
            title=str(stated.pop("title")),
            order=int(stated.pop("order")),
            roles=tuple(stated.pop("roles")),
            screens=tuple(stated.pop("screens", ())),
            source=source,
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise MalformedGuide(f"{path.name}: {error!r}") from error
    unknown = [*stated, *(role for role in guide.roles if role not in BOOKS)]
    if unknown or not guide.roles:
        raise MalformedGuide(f"{path.name}: no role, or something unknown: {unknown}")
    return guide


@cache
def get_library() -> Library:
    """Return the guides of this installation; the files are read at the first call."""
    return Library(read_guide(path) for path in sorted(settings.GUIDES_DIR.glob("*.md")))
