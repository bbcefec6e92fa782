"""The country's provinces and communes, from the list that ships with the project.

The list is ``data/administrative_units.json``; ``generate_administrative_units`` writes it. Codes
are those of the General Statistics Office (Decision 19/2025/QĐ-TTg): texts, because they keep their
leading zeros.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from django.utils.translation import gettext as _

from portal_network.provisioning.errors import (
    CommuneOfAnotherProvince,
    UnknownCommune,
    UnknownProvince,
)
from portal_network.tenancy.hostnames import slug_of, without_kind

DATA_FILE = Path(__file__).parent / "data" / "administrative_units.json"

_SUGGESTIONS = 3
_SHOWN_LENGTH = 40


@dataclass(frozen=True, slots=True)
class ProvinceUnit:
    """A province or a city run by the central government. ``code`` has 2 digits."""

    code: str
    name: str
    kind: Literal["tinh", "thanh_pho"]
    slug: str

    @property
    def short_name(self) -> str:
        """The name without its kind: "Lạng Sơn"."""
        return without_kind(self.name)


@dataclass(frozen=True, slots=True)
class CommuneUnit:
    """A commune, ward or special zone. ``code`` has 5 digits; the point lies inside the unit, in
    degrees of WGS 84; ``area_km2`` is None when no source states it."""

    code: str
    province_code: str
    name: str
    kind: Literal["xa", "phuong", "dac_khu"]
    slug: str
    latitude: float
    longitude: float
    area_km2: float | None

    @property
    def short_name(self) -> str:
        """The name without its kind: "Tam Thanh"."""
        return without_kind(self.name)


@dataclass(frozen=True, slots=True)
class Units:
    """The whole list: provinces and communes by code, communes by province, each in code order."""

    provinces: Mapping[str, ProvinceUnit]
    communes: Mapping[str, CommuneUnit]
    by_province: Mapping[str, tuple[CommuneUnit, ...]]


@cache
def load_units() -> Units:
    """Read the list that ships with the project, once per process."""
    document = json.loads(DATA_FILE.read_text(encoding="utf-8"))
    provinces = {row[0]: ProvinceUnit(*row) for row in document["provinces"]}
    communes = {row[0]: CommuneUnit(*row) for row in document["communes"]}
    grouped: dict[str, list[CommuneUnit]] = {code: [] for code in provinces}
    for unit in communes.values():
        grouped[unit.province_code].append(unit)
    return Units(
        provinces=MappingProxyType(provinces),
        communes=MappingProxyType(communes),
        by_province=MappingProxyType({code: tuple(units) for code, units in grouped.items()}),
    )


def province(code: str) -> ProvinceUnit:
    """Return the province with this 2-digit code, or raise UnknownProvince with a hint."""
    provinces = load_units().provinces
    if code in provinces:
        return provinces[code]
    message = _("There is no province with the code “%(code)s”.") % {"code": _shown(code)}
    if nearest := nearest_provinces(code):
        listed = ", ".join(f"{unit.code} ({unit.name})" for unit in nearest)
        message += " " + _("The nearest ones are: %(provinces)s.") % {"provinces": listed}
    raise UnknownProvince(message)


def nearest_provinces(text: str) -> list[ProvinceUnit]:
    """Return up to three provinces that a mistaken code or a name may have meant, best first."""
    provinces = load_units().provinces.values()
    text = text.strip()
    if text.isascii() and text.isdigit() and len(text) <= 5:
        wanted = int(text)
        return sorted(provinces, key=lambda unit: (abs(int(unit.code) - wanted), unit.code))[
            :_SUGGESTIONS
        ]
    by_slug = {unit.slug: unit for unit in provinces}
    return [by_slug[slug] for slug in get_close_matches(slug_of(text[:100]), by_slug, _SUGGESTIONS)]


def communes_of(province_code: str) -> tuple[CommuneUnit, ...]:
    """Return the communes of a province in code order; raises UnknownProvince."""
    return load_units().by_province[province(province_code).code]


def commune(code: str) -> CommuneUnit:
    """Return the commune with this 5-digit code, or raise UnknownCommune."""
    try:
        return load_units().communes[code]
    except KeyError:
        message = _("There is no commune with the code “%(code)s”.") % {"code": _shown(code)}
        raise UnknownCommune(message) from None


def commune_in_province(code: str, province_code: str) -> CommuneUnit:
    """Return a commune of the given province.

    Raises UnknownProvince, UnknownCommune, or CommuneOfAnotherProvince, which names where the
    commune really is.
    """
    wanted = province(province_code)
    unit = commune(code)
    if unit.province_code != wanted.code:
        raise CommuneOfAnotherProvince(
            _(
                "%(commune)s (code %(code)s) belongs to %(actual)s (code %(actual_code)s), not to"
                " %(wanted)s (code %(wanted_code)s)."
            )
            % {
                "commune": unit.name,
                "code": unit.code,
                "actual": province(unit.province_code).name,
                "actual_code": unit.province_code,
                "wanted": wanted.name,
                "wanted_code": wanted.code,
            }
        )
    return unit


def _shown(code: str) -> str:
    """Return a mistaken code short and printable, for a message."""
    shown = "".join(character if character.isprintable() else "?" for character in code)
    return shown if len(shown) <= _SHOWN_LENGTH else f"{shown[:_SHOWN_LENGTH]}…"
