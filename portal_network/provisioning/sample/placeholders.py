"""Placeholders in sample texts: the same text suits any commune of any province, on any day.

``{unit}`` stands for "Xã Thất Khê" at the start of a sentence, ``{unit_lower}`` for "xã Thất Khê"
inside one. Years and dates count from the day of the item, so that a plan published in January
still speaks of its own year. :data:`PLACEHOLDERS` lists them all.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass

from portal_network.tenancy.hostnames import slug_of, without_kind

PLACEHOLDERS = {
    "unit": "the authority's own unit: Xã Thất Khê, Tỉnh Lạng Sơn",
    "unit_lower": "xã Thất Khê, tỉnh Lạng Sơn",
    "kind": "Xã, Phường, Đặc khu, Tỉnh, Thành phố",
    "kind_lower": "xã, phường, đặc khu, tỉnh, thành phố",
    "name": "Thất Khê, Lạng Sơn",
    "authority": "Ủy ban nhân dân xã Thất Khê",
    "authority_short": "UBND xã Thất Khê",
    "council": "Hội đồng nhân dân xã Thất Khê",
    "party": "Đảng ủy xã Thất Khê, Tỉnh ủy Lạng Sơn, Thành ủy Huế",
    "office": "Văn phòng HĐND và UBND xã Thất Khê, Văn phòng UBND tỉnh Lạng Sơn",
    "economy_office": "Phòng Kinh tế; Phòng Kinh tế, Hạ tầng và Đô thị in wards",
    "village": "Thôn; Tổ dân phố in wards",
    "village_lower": "thôn; tổ dân phố in wards",
    "village_head": "Trưởng thôn; Tổ trưởng tổ dân phố in wards",
    "village_head_lower": "trưởng thôn; tổ trưởng tổ dân phố in wards",
    "commune": "Xã Thất Khê (texts of communes only)",
    "commune_lower": "xã Thất Khê (texts of communes only)",
    "province": "Tỉnh Lạng Sơn",
    "province_lower": "tỉnh Lạng Sơn",
    "province_name": "Lạng Sơn",
    "province_kind_lower": "tỉnh, thành phố",
    "province_url": "address of the province's portal",
    "site_url": "address of the unit's own site",
    "mail_domain": "thatkhe.langson.example, langson.example: no real domain",
    "year": "year of the item",
    "last_year": "the year before",
    "next_year": "the year after",
    "month": "month of the item: 11/2026",
    "last_month": "the month before: 10/2026",
    "last_quarter": "the quarter that ended last: quý III năm 2026",
    "date:+10": "day of the item, ten days later: 25/11/2026; -10 for earlier ones",
    "weekday:0": "Monday of the item's week: 16/11/2026; 6 for Sunday",
}
"""What each placeholder stands for, with an example."""

_PLACEHOLDER = re.compile(r"\{([a-z_]+)(?::([+-]?\d+))?\}")
_QUARTERS = ("I", "II", "III", "IV")


class UnknownPlaceholder(ValueError):
    """A text holds a placeholder that does not exist, or not at this level."""


@dataclass(frozen=True)
class SampleNames:
    """Names of the authority for which sample texts are filled in.

    ``unit`` and ``province`` are full names with their kinds ("Xã Thất Khê", "Tỉnh Lạng Sơn"); for
    a province both are the same.
    """

    unit: str
    province: str
    site_url: str = ""
    province_url: str = ""

    @property
    def is_commune(self) -> bool:
        """Whether the authority is a commune, ward or special zone."""
        return self.unit != self.province

    def values(self) -> dict[str, str]:
        """The placeholders that do not depend on a day."""
        unit_lower = _lower_first(self.unit)
        kind_lower = unit_lower.removesuffix(without_kind(self.unit)).strip()
        name = without_kind(self.unit)
        province_lower = _lower_first(self.province)
        province_slug = slug_of(self.province).replace("-", "")
        is_ward = kind_lower == "phường"
        village = "Tổ dân phố" if is_ward else "Thôn"
        values = {
            "unit": self.unit,
            "unit_lower": unit_lower,
            "kind": _upper_first(kind_lower),
            "kind_lower": kind_lower,
            "name": name,
            "authority": f"Ủy ban nhân dân {unit_lower}",
            "authority_short": f"UBND {unit_lower}",
            "council": f"Hội đồng nhân dân {unit_lower}",
            "party": self._party(unit_lower, kind_lower, name),
            "office": f"Văn phòng {'HĐND và ' if self.is_commune else ''}UBND {unit_lower}",
            "economy_office": "Phòng Kinh tế" + (", Hạ tầng và Đô thị" if is_ward else ""),
            "village": village,
            "village_lower": _lower_first(village),
            "village_head": f"{'Tổ trưởng' if is_ward else 'Trưởng'} {_lower_first(village)}",
            "village_head_lower": f"{'tổ trưởng' if is_ward else 'trưởng'} {_lower_first(village)}",
            "province": self.province,
            "province_lower": province_lower,
            "province_name": without_kind(self.province),
            "province_kind_lower": province_lower.removesuffix(without_kind(self.province)).strip(),
            "province_url": self.province_url,
            "site_url": self.site_url,
            "mail_domain": f"{province_slug}.example",
        }
        if self.is_commune:
            values["commune"] = self.unit
            values["commune_lower"] = unit_lower
            values["mail_domain"] = f"{slug_of(self.unit).replace('-', '')}.{province_slug}.example"
        return values

    def _party(self, unit_lower: str, kind_lower: str, name: str) -> str:
        if self.is_commune:
            return f"Đảng ủy {unit_lower}"
        return f"{'Thành' if kind_lower == 'thành phố' else 'Tỉnh'} ủy {name}"


def filler(names: SampleNames, day: datetime.date) -> Callable[[str], str]:
    """Return the function that puts names and dates into texts.

    It raises :class:`UnknownPlaceholder`.
    """
    values = {**names.values(), **_values_of_day(day)}

    def value(match: re.Match[str]) -> str:
        key, number = match[1], match[2]
        if key == "date" and number:
            return _written(day + datetime.timedelta(days=int(number)))
        if key == "weekday" and number:
            return _written(day + datetime.timedelta(days=int(number) - day.weekday()))
        if number or key not in values:
            raise UnknownPlaceholder(f"{match[0]} in “{match.string[:60]}…”")
        return values[key]

    def fill(text: str) -> str:
        if "{" not in text and "}" not in text:
            return text
        filled = _PLACEHOLDER.sub(value, text)
        if "{" in filled or "}" in filled:
            raise UnknownPlaceholder(f"A stray brace in “{text[:60]}…”")
        return filled

    return fill


def _values_of_day(day: datetime.date) -> dict[str, str]:
    month_before = day.replace(day=1) - datetime.timedelta(days=1)
    quarter = (day.month - 1) // 3
    ended_quarter, its_year = (quarter - 1, day.year) if quarter else (3, day.year - 1)
    return {
        "year": str(day.year),
        "last_year": str(day.year - 1),
        "next_year": str(day.year + 1),
        "month": f"{day:%m/%Y}",
        "last_month": f"{month_before:%m/%Y}",
        "last_quarter": f"quý {_QUARTERS[ended_quarter]} năm {its_year}",
    }


def _written(day: datetime.date) -> str:
    """A date as R109 wants it: dd/mm/yyyy."""
    return f"{day:%d/%m/%Y}"


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def _upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]
