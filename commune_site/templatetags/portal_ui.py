"""How values look on public pages: dates, file sizes, icons, alphabetical groups.

Pure presentation: nothing here asks the database or knows the request.
"""

import json
import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from itertools import groupby

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from commune_site import palettes
from commune_site.templatetags.portal_icons import ICONS

register = template.Library()

_JSON_ESCAPES = {ord(letter): f"\\u{ord(letter):04X}" for letter in "<>&"}
_PRINT_STYLESHEET = palettes.STYLESHEET.with_name("print.css")

# Words before the proper name of a unit; lists are ordered by the name that follows.
_UNIT_KINDS = ("thành phố ", "đặc khu ", "phường ", "tỉnh ", "xã ")
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# The five tone marks; the marks of ă, â, ê, ô, ơ and ư make letters of their own and stay.
_TONE_MARKS = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))


@register.filter
def date_vi(value: date | datetime | None) -> str:
    """Return a date as dd/mm/yyyy, in local time (R109); nothing for an empty value."""
    if not value:
        return ""
    return _local(value).strftime("%d/%m/%Y")


@register.filter
def datetime_vi(value: datetime | None) -> str:
    """Return a moment as "hh:mm, dd/mm/yyyy" in local time; nothing for an empty value."""
    if not value:
        return ""
    return _local(value).strftime("%H:%M, %d/%m/%Y")


@register.filter
def iso(value: date | datetime | None) -> str:
    """Return a date or moment, to the second, for the ``datetime`` attribute of ``<time>``."""
    if not value:
        return ""
    local = _local(value)
    return local.isoformat(timespec="seconds") if isinstance(local, datetime) else local.isoformat()


def _local(value: date | datetime) -> date | datetime:
    is_aware = isinstance(value, datetime) and timezone.is_aware(value)
    return timezone.localtime(value) if is_aware else value


@register.filter
def file_size(size_bytes: int | None) -> str:
    """Return a size as people read it, with a decimal comma: "850 B", "12 KB", "1,2 MB"."""
    if size_bytes is None or size_bytes == "":
        return ""
    size, unit = float(size_bytes), "B"
    for larger in ("KB", "MB", "GB"):
        if size < 1000:
            break
        size, unit = size / 1024, larger
    digits = f"{size:.1f}" if unit in ("MB", "GB") and size < 100 else f"{size:.0f}"
    return f"{digits.removesuffix('.0').replace('.', ',')} {unit}"


@register.filter
def phone_href(number: str) -> str:
    """Return the ``tel:`` address of the first telephone number in a text, or nothing."""
    first = re.match(r"[\s(]*\+?[\d\s().\-]{3,}", number or "")
    digits = re.sub(r"[^\d+]", "", first.group()) if first else ""
    return f"tel:{digits}" if digits else ""


@register.filter
def lower_first(text: str) -> str:
    """Return the text with a small first letter, for use inside a sentence."""
    return text[:1].lower() + text[1:] if text else ""


@register.filter
def proper_name(unit_name: str) -> str:
    """Return the name of a unit without its kind: "Phường Tam Thanh" gives "Tam Thanh"."""
    for kind in _UNIT_KINDS:
        if unit_name.lower().startswith(kind):
            return unit_name[len(kind) :]
    return unit_name


@register.filter
def by_initial(units: Iterable) -> list[dict]:
    """Group units (objects or dicts with ``name``) by the first letter of their proper name.

    Returns ``[{"letter": "B", "units": [...]}, ...]`` in the order of the Vietnamese alphabet, in
    which Đ follows D and Ă and Â follow A.
    """
    ordered = sorted(units, key=lambda unit: vietnamese_key(proper_name(_name(unit))))
    groups = groupby(ordered, key=lambda unit: _initial(proper_name(_name(unit))))
    return [{"letter": letter, "units": list(members)} for letter, members in groups]


def vietnamese_key(text: str) -> tuple:
    """Return a sort key for the Vietnamese order: letters first, tones to break ties."""
    composed = unicodedata.normalize("NFC", text.lower())
    letters = _without_tones(composed)
    return [
        (_ALPHABET.find(letter), letter) if letter in _ALPHABET else (-1, letter)
        for letter in letters
    ], composed


def _initial(text: str) -> str:
    return _without_tones(text[:1].lower()).upper()


def _without_tones(text: str) -> str:
    marks_apart = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", marks_apart.translate(_TONE_MARKS))


def _name(unit) -> str:
    return unit["name"] if isinstance(unit, dict) else unit.name


@register.simple_tag
@cache
def icon(name: str, label: str = "") -> SafeString:
    """Draw an icon of the set; with a label it speaks, without one it is decoration.

    Raises ``KeyError`` for a name that the set does not hold: a template's mistake must not pass.
    """
    shape = ICONS[name]
    if label:
        return format_html(
            '<svg class="icon" viewBox="0 0 24 24" role="img" aria-label="{}">{}</svg>',
            label,
            shape,
        )
    return format_html('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{}</svg>', shape)


@register.filter
def icon_or(name: str, fallback: str) -> str:
    """Return ``name`` if the icon set holds it, else ``fallback``."""
    return name if name in ICONS else fallback


@register.filter
def any_current(links: Iterable) -> bool:
    """Tell whether one of several links (objects or dicts) is the current one."""
    return any(link["is_current"] if isinstance(link, dict) else link.is_current for link in links)


@register.filter
def json_ld(objects: Iterable[dict] | None) -> SafeString:
    """Return JSON-LD objects as one data block each; nothing in them can end the element."""
    blocks = (
        json.dumps(
            {"@context": "https://schema.org"} | one, cls=DjangoJSONEncoder, ensure_ascii=False
        )
        for one in objects or ()
    )
    # What ``json_script`` escapes, in an element of another type and without an id.
    return mark_safe(
        "".join(
            f'<script type="application/ld+json">{block.translate(_JSON_ESCAPES)}</script>'
            for block in blocks
        )
    )


@register.filter
def pictured_first(cards: Iterable) -> list:
    """Move the newest card that has a picture to the front; the others keep their order."""
    ordered = list(cards)
    pictured = next((place for place, card in enumerate(ordered) if card.image), None)
    if pictured:
        ordered.insert(0, ordered.pop(pictured))
    return ordered


@register.simple_tag
def palette_colour(key: str, token: str, theme: str = "light") -> str:
    """Return one colour of a palette, for places that no stylesheet reaches (theme-color)."""
    return getattr(palettes.palette(key), theme)[token]


@register.simple_tag
@cache
def print_styles() -> SafeString:
    """Return the stylesheet of the print view as text, for a page saved as a single file."""
    return mark_safe(_PRINT_STYLESHEET.read_text(encoding="utf-8"))
