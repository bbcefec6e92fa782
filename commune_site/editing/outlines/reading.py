"""The outlines of ``outlines.toml``: which there are, and where each is offered."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from commune_site.sections.vocabulary import PAGE_TYPES
from commune_site.variants import is_variant

SHIPPED_FILE = Path(__file__).with_name("outlines.toml")
STREAMS = ("body", "steps", "papers")


@dataclass(frozen=True, slots=True)
class Outline:
    """A text to begin with.

    ``page_type`` is the type whose form it fills, ``sections`` where it is offered; ``opens``: a
    new form there opens with it. ``streams`` are blocks by field, each block a mapping with one
    key, its kind. ``rows`` are appointments of a schedule.
    """

    key: str
    name: str
    hint: str
    page_type: str
    sections: tuple[str, ...]
    opens: bool = False
    streams: Mapping[str, list[dict]] = field(default_factory=dict, hash=False)
    rows: tuple[dict, ...] = field(default=(), hash=False)

    def fits(self, page) -> bool:
        """Tell whether the outline is offered for a page, whose section is known.

        Plain information is the page of a whole section; what lies below it tells one part.
        """
        if type(page) is not PAGE_TYPES[self.page_type].model_class:
            return False
        is_part = self.page_type == "information" and not page.registry_key
        return page.section in self.sections and not is_part


def outlines_for(page) -> list[Outline]:
    """Return what a page may begin with, in the order of the file; asks the database nothing."""
    if is_variant(page):
        return []
    return [outline for outline in all_outlines() if outline.fits(page)]


@cache
def all_outlines() -> tuple[Outline, ...]:
    """Return the shipped outlines, in the order of the file; read once per process."""
    return load_outlines(SHIPPED_FILE)


def load_outlines(path: Path) -> tuple[Outline, ...]:
    """Read a file of outlines.

    Raises:
        ImproperlyConfigured: a key is given twice, or a page type does not exist.
    """
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    outlines = tuple(_outline(row) for row in content["outlines"])
    if len({outline.key for outline in outlines}) < len(outlines):
        raise ImproperlyConfigured(f"{path.name}: two outlines have the same key.")
    return outlines


def _outline(row: dict) -> Outline:
    if row["type"] not in PAGE_TYPES:
        raise ImproperlyConfigured(f"Outline {row['key']}: there is no page type {row['type']}.")
    return Outline(
        key=row["key"],
        name=row["name"],
        hint=row["hint"],
        page_type=row["type"],
        sections=tuple(row["sections"]),
        opens=row.get("opens", False),
        streams={name: row[name] for name in STREAMS if name in row},
        rows=tuple(row.get("rows", ())),
    )
