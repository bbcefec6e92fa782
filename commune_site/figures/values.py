"""Numbers, dates and units as officers write them, and how the public reads them.

Vietnamese sets a point between thousands and a comma before decimals (1.234.567,89); programs
often write them the English way. A column is read one way as a whole (:func:`common_style`),
because a single cell such as ``1,234`` cannot tell.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from commune_site.figures.limits import MAX_DECIMALS, MAX_INTEGER_DIGITS
from search.text import fold

# What stands in a cell where there is no figure.
BLANK_MARKS = frozenset({"", "-", "–", "—", "...", "…", "x", "X", "."})

UNITS = (
    "đồng", "đ", "₫", "VNĐ", "VND", "nghìn đồng", "ngàn đồng", "triệu đồng", "tr.đ", "trđ",
    "tỷ đồng", "tỉ đồng", "USD", "triệu USD", "nghìn USD", "%", "‰", "điểm", "lần", "người",
    "lượt người", "nghìn người", "hộ", "nhà", "thôn", "xã", "phường", "hồ sơ", "vụ", "cái",
    "con", "chiếc", "giường", "lượt", "nghìn lượt", "ha", "m", "m2", "m²", "m3", "m³", "km",
    "km2", "km²", "kg", "tạ", "tấn", "nghìn tấn", "tạ/ha", "kWh", "triệu kWh", "người/km²",
    "ngày", "tháng", "năm", "giờ", "công trình", "dự án", "suất", "thẻ",
)  # fmt: skip
_UNITS = {unit.casefold(): unit for unit in UNITS}
_UNIT_LABEL = re.compile(r"(?:đơn vị(?: tính)?|đvt|đv)\s*[:：]\s*\(?([^()]{1,40})\)?", re.I)
_UNIT_AT_END = re.compile(r"\s*[(\[]\s*([^()\[\]]{1,30})\s*[)\]]\s*$")

_NUMBER = re.compile(
    r"(?P<open>\()?\s*(?P<sign>[-−–+])?\s*(?P<digits>\d[\d.,'’ ]*)\s*(?P<unit>[^\d\s()][^()]*?)?"
    r"\s*(?P<close>\))?$",
    re.ASCII,
)
_GROUPS_OF_SPACES = re.compile(r"\d{1,3}(?:[ '’]\d{3})+(?:[.,]\d+)?$", re.ASCII)
_DATE = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})$", re.ASCII)
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?)?$", re.ASCII)


class Style(Enum):
    """Where the thousands and the decimals of a number are."""

    VIETNAMESE = re.compile(r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?$", re.ASCII)
    ENGLISH = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$", re.ASCII)


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """A number as written: its digits with separators, its sign and its unit."""

    digits: str
    is_negative: bool
    unit: str

    def styles(self) -> frozenset[Style]:
        """Return the ways in which the number can be read."""
        return frozenset(style for style in Style if style.value.match(self.digits))

    def value(self, style: Style) -> Decimal:
        """Return the number read one way."""
        if style is Style.VIETNAMESE:
            plain = self.digits.replace(".", "").replace(",", ".")
        else:
            plain = self.digits.replace(",", "")
        number = Decimal(plain)
        return -number if self.is_negative else number

    @property
    def is_unclear(self) -> bool:
        """Tell whether this is one such as 1,234: a thousand in English, a decimal here."""
        return bool(re.match(r"[1-9]\d{0,2},\d{3}$", self.digits))


def written_number(text: str) -> WrittenNumber | None:
    """Return the number that a text is, possibly with a unit behind it, or None for other texts.

    A text that looks like a number and can be read in no way gives one without styles.
    """
    match = _NUMBER.match(text.strip())
    if match is None or bool(match["open"]) != bool(match["close"]):
        return None
    unit = (match["unit"] or "").strip()
    if unit and unit.casefold() not in _UNITS:
        return None
    digits = match["digits"].strip()
    if _GROUPS_OF_SPACES.match(digits):
        digits = re.sub("[ '’]", "", digits)
    is_negative = bool(match["open"]) or (match["sign"] or "+") in "-−–"
    return WrittenNumber(digits, is_negative, known_unit(unit))


def common_style(numbers: list[WrittenNumber]) -> Style | None:
    """Return the one way in which all numbers can be read; the Vietnamese one where both can."""
    shared = frozenset(Style).intersection(*(number.styles() for number in numbers))
    if Style.VIETNAMESE in shared:
        return Style.VIETNAMESE
    return Style.ENGLISH if shared else None


def is_unclear(numbers: list[WrittenNumber]) -> bool:
    """Tell whether nothing in a column says how its numbers such as 1,234 are meant."""
    both = all(len(number.styles()) == 2 for number in numbers)
    return both and any(number.is_unclear for number in numbers)


def parse_number(text: str) -> Decimal | None:
    """Return a single number as Vietnamese writes it; None for what is no number.

    >>> parse_number("1.234.567,89")
    Decimal('1234567.89')
    """
    number = written_number(text)
    style = common_style([number]) if number else None
    return number.value(style) if style and fits(number.value(style)) else None


def fits(number: Decimal) -> bool:
    """Tell whether a number has as many digits as we keep, and no more."""
    if not number.is_finite():
        return False
    exponent = number.as_tuple().exponent
    return number.adjusted() < MAX_INTEGER_DIGITS and -exponent <= MAX_DECIMALS


def parse_date(text: str) -> date | None:
    """Return the day that dd/mm/yyyy or yyyy-mm-dd names; None for what is no day."""
    text = text.strip()
    if match := _DATE.match(text):
        day, month, year = (int(part) for part in match.groups())
    elif match := _ISO_DATE.match(text):
        year, month, day = (int(part) for part in match.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def known_unit(text: str) -> str:
    """Return a unit as we write it; an unknown one as it is."""
    text = text.strip(" .:;")
    return _UNITS.get(text.casefold(), text)


def unit_of_label(text: str) -> str:
    """Return the unit that a line such as "Đơn vị tính: triệu đồng" states, or nothing."""
    match = _UNIT_LABEL.search(text)
    return known_unit(match[1]) if match else ""


def split_unit(name: str) -> tuple[str, str]:
    """Return the name of a column and the unit behind it: "Diện tích (ha)" gives both."""
    if stated := _UNIT_LABEL.search(name):
        rest = name[: stated.start()].strip(" ,;-(")
        return (rest or name), known_unit(stated[1])
    match = _UNIT_AT_END.search(name)
    if match and match[1].casefold() in _UNITS and name[: match.start()].strip():
        return name[: match.start()].strip(), known_unit(match[1])
    return name, ""


def is_year_name(name: str) -> bool:
    """Tell whether a column of this name holds years: "Năm", "Năm ngân sách"."""
    folded = fold(name)
    return (folded == "nam" or folded.startswith("nam ")) and not re.search(r"\d", folded)


def format_number(number: Decimal) -> str:
    """Return a number as Vietnamese reads it: 1.234.567,89."""
    whole, _, decimals = f"{number:,f}".partition(".")
    whole = whole.replace(",", ".")
    return f"{whole},{decimals}" if decimals else whole
