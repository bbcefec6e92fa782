"""Sample items: what a careful officer would publish in each section, invented throughout.

The texts are in ``items/*.toml``, one table per item: key, section, kind, levels (both unless
given), title, summary, body (see :mod:`body_text`), author, source, days_ago, expires_after_days,
image, gallery, target_url, fields (columns of the page's own type), and for documents number,
type, issuer, signatory and dates. Any text
may hold placeholders (see :mod:`placeholders`).
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from .body_text import BodyBlock, parse_body
from .placeholders import SampleNames, filler

Level = Literal["commune", "province"]
Kind = str

_ITEMS = Path(__file__).parent / "items"


@dataclass(frozen=True)
class SampleImage:
    """A picture of an item: the key for ``draw_sample_image``, and what it shows."""

    key: str
    alt: str
    caption: str = ""


@dataclass(frozen=True)
class DocumentFacts:
    """What a document states about itself; empty or ``None`` where it states nothing.

    ``document_type`` is the Vietnamese name of the type ("Quyết định"); ``signing_form`` the
    abbreviation alone ("TM.", "TM. KT.", "KT."). Dates are those of the filled-in item.
    """

    number: str
    document_type: str
    issuer: str
    place: str
    signatory: str
    signatory_post: str
    signing_form: str
    issued_on: datetime.date | None
    effective_on: datetime.date | None
    expired_on: datetime.date | None


@dataclass(frozen=True)
class FilledItem:
    """An item with its names and dates filled in, ready to become a page.

    ``key`` stays the same on every run and tells the items of one site apart. ``is_sample`` is
    false for links to real sites only. ``document`` is set for legal documents, ``target_url``
    for redirects, ``fields`` for types that have columns of their own.
    """

    key: str
    section: str
    kind: Kind
    title: str
    summary: str
    body: tuple[BodyBlock, ...]
    author: str
    source: str
    disclosed_on: datetime.date
    expires_on: datetime.date | None
    image: SampleImage | None
    gallery: tuple[SampleImage, ...]
    target_url: str
    document: DocumentFacts | None
    is_sample: bool
    fields: Mapping[str, Any]

    @property
    def html(self) -> str:
        """The body as one rich text for pages without blocks; tables and pictures fall out."""
        return "\n".join(block.html for block in self.body if block.html)


@dataclass(frozen=True)
class SampleItem:
    """An item with placeholders, as the data file holds it; :meth:`fill` makes it ready."""

    key: str
    section: str
    kind: Kind
    levels: tuple[Level, ...]
    row: Mapping[str, Any]

    def fill(self, names: SampleNames, today: datetime.date) -> FilledItem:
        """Fill in the names of an authority; dates count back from ``today``."""
        row = self.row
        day = today - datetime.timedelta(days=row["days_ago"])

        text = filler(names, day)

        def later(days: int | None) -> datetime.date | None:
            return None if days is None else day + datetime.timedelta(days=days)

        def picture(image: Mapping[str, str]) -> SampleImage:
            return SampleImage(image["key"], text(image["alt"]), text(image.get("caption", "")))

        document = None
        if "document" in row:
            facts = row["document"]
            document = DocumentFacts(
                number=text(facts["number"]),
                document_type=facts["type"],
                issuer=text(facts["issuer"]),
                place=text(facts["place"]),
                signatory=facts["signatory"],
                signatory_post=text(facts["signatory_post"]),
                signing_form=facts["signing_form"],
                # A draft has no number yet, and no date.
                issued_on=day if facts["number"] else None,
                effective_on=later(facts.get("effective_after_days")),
                expired_on=later(facts.get("expired_after_days")),
            )
        return FilledItem(
            key=self.key,
            section=self.section,
            kind=self.kind,
            title=text(row["title"]),
            summary=text(row["summary"]),
            body=tuple(block.mapped(text) for block in parse_body(row.get("body", ""))),
            author=text(row.get("author", "")),
            source=text(row.get("source", "")),
            disclosed_on=day,
            expires_on=later(row.get("expires_after_days")),
            image=picture(row["image"]) if "image" in row else None,
            gallery=tuple(picture(image) for image in row.get("gallery", ())),
            target_url=text(row.get("target_url", "")),
            document=document,
            is_sample=row.get("is_sample", True),
            fields=_filled(row.get("fields", {}), text),
        )


def _filled(value: Any, text: Callable[[str], str]) -> Any:
    """Return a value of the data file with the placeholders of all its texts filled in."""
    if isinstance(value, str):
        return text(value)
    if isinstance(value, Mapping):
        return {name: _filled(one, text) for name, one in value.items()}
    return [_filled(one, text) for one in value] if isinstance(value, list) else value


@cache
def sample_items(level: Level) -> tuple[SampleItem, ...]:
    """All items for a site of that level, in the order of the data files."""
    return tuple(item for item in _all_items() if level in item.levels)


@cache
def _all_items() -> tuple[SampleItem, ...]:
    items = []
    for path in sorted(_ITEMS.glob("*.toml")):
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["items"]:
            items.append(
                SampleItem(
                    key=row["key"],
                    section=row["section"],
                    kind=row["kind"],
                    levels=tuple(row.get("levels", ("commune", "province"))),
                    row=row,
                )
            )
    return tuple(items)
