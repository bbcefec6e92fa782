"""Numbers of documents as people type them, folded to one key by which they are found again."""

import re

from search.text import fold

LONGEST_KEY = 100
# So that keys sort as numbers do, and "03" and "3" are the same number.
_DIGITS = 6
_SEPARATORS = re.compile(r"[\W_]+", re.ASCII)
_PREFIX = re.compile(r"^(?:van-ban-)?so-(?=\d)")
_YEAR_AT_END = re.compile(r"^(.+)-((?:19|20)\d{2})$")


def number_key(number: str) -> str:
    """Return the key of a number and symbol: ``206 / KH–UBND`` gives ``000206-kh-ubnd``.

    Case, Vietnamese marks, kinds of dashes, spaces and leading zeros do not count. A text without
    letters and digits has no key.
    """
    parts = _SEPARATORS.sub("-", fold(number)).strip("-")
    parts = _PREFIX.sub("", parts)
    first, dash, rest = parts.partition("-")
    if first.isdigit():
        first = (first.lstrip("0") or "0").zfill(_DIGITS)
    return f"{first}{dash}{rest}"[:LONGEST_KEY].rstrip("-")


def key_and_year(address: str) -> tuple[str, int | None]:
    """Return the key without a year at its end, and that year: ``206-KH-UBND-2021``."""
    key = number_key(address)
    found = _YEAR_AT_END.match(key)
    return (found[1], int(found[2])) if found else (key, None)


def number_address(number: str, year: int | None) -> str:
    """Return the part of a permanent address that names a document: ``206-KH-UBND-2021``.

    The year is added unless the number states it; without a number there is no such address.
    """
    spoken = _SEPARATORS.sub("-", fold(number)).strip("-").upper()
    if not spoken or year is None or str(year) in spoken.split("-"):
        return spoken
    return f"{spoken}-{year}"
