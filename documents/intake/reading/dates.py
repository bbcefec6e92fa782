"""Dates as documents write them: in words with the place, and in digits."""

import re
from datetime import date

from search.text import fold

# On folded text, which is as long as the text itself. Recognition reads "tháng" in many ways.
_IN_WORDS = re.compile(
    r"(?:ng[aà]?[yv]\s*|(?<![\d/])(?=\d{1,2}\s+thang))(?P<day>[\doil]{1,2})?[\s.…_-]*th[aá]?ng\s*(?P<month>[\doil]{1,2})?[\s.…_-]*"
    r"n[aă]m\s*(?P<year>(?:19|20)\s?\d\s?\d)"
)
_IN_DIGITS = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>(?:19|20)\d{2})(?!\d)"
)
# "Hữu Lũng, ngày 7/8/2025", alone on its line.
_PLACE_AND_DIGITS = re.compile(
    rf"^(?P<place>[^\d,]{{2,40}}),\s*(?:ngay\s*)?{_IN_DIGITS.pattern}\W*$"
)
_LETTERS_FOR_DIGITS = str.maketrans("oil", "011")


def make_date(day: str | None, month: str | None, year: str | None) -> date | None:
    """Return the date that three numbers name; None when one is missing or there is no such day."""
    if not (day and month and year):
        return None
    try:
        day, month = (part.translate(_LETTERS_FOR_DIGITS) for part in (day, month))
        return date(int(re.sub(r"\s", "", year)), int(month), int(day))
    except ValueError:
        return None


def date_in(text: str) -> date | None:
    """Return the first date in a text, in words or in digits; None when there is none."""
    found = date_and_place(text)
    return found[0] if found else None


def date_and_place(text: str) -> tuple[date, int, int] | None:
    """Return the first date in a text with where it begins and ends in it."""
    folded = fold(text)
    found = sorted(
        (match.start(), match)
        for pattern in (_IN_WORDS, _IN_DIGITS)
        for match in pattern.finditer(folded)
    )
    dates = (
        (make_date(match["day"], match["month"], match["year"]), match.start(), match.end())
        for _start, match in found
    )
    return next((one for one in dates if one[0] is not None), None)


def place_and_date(text: str) -> tuple[str, date | None, str] | None:
    """Return place, date and passage of ``Lạng Sơn, ngày 20 tháng 10 năm 2021``.

    The place is empty where the line begins with the date; the date is None where its day or month
    is blank. None when the line holds no such words.
    """
    folded = fold(text)
    found = _IN_WORDS.search(folded) or _PLACE_AND_DIGITS.match(folded)
    if found is None:
        return None
    if found.re is _PLACE_AND_DIGITS:
        place = text[: found.end("place")].strip(" ,.;:-")
        return place, make_date(found["day"], found["month"], found["year"]), found.group()
    before = text[: found.start()].strip(" ,.;:-")
    place = before if len(before) <= 60 and not any(map(str.isdigit, before)) else ""
    start = found.start() if not place else text.find(place)
    return place, make_date(found["day"], found["month"], found["year"]), text[start : found.end()]
