"""Reads boundaries from a GeoJSON file that somebody supplies.

The file is a FeatureCollection in WGS 84 (RFC 7946), one Polygon or MultiPolygon per unit.
Communes bear their GSO code in the feature's property ``code`` (:func:`read_boundaries`), villages
their name in ``name`` (:func:`read_areas`). Nothing in the file is trusted: every fault ends in a
GeoJSONError that says which feature is wrong and how.
"""

import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Any, NoReturn

from django.utils.translation import gettext as _

MAX_BYTES = 50 * 1024 * 1024
# A commune's map is sent by an officer's form: 2 MB hold some 60,000 points.
MAX_AREA_BYTES = 2 * 1024 * 1024
MOST_AREAS = 300
# Vietnam with its islands, in degrees: longitude, latitude. What lies outside is another projection
# (VN-2000 in metres) or has its numbers the wrong way round.
COUNTRY = ((102.0, 8.0), (118.0, 24.0))

Point = tuple[float, float]
Ring = tuple[Point, ...]
Polygon = tuple[Ring, ...]

_SMALLEST_RING = 4
_CODE = re.compile(r"[0-9]{5}", re.ASCII)
_NAME_LENGTH = 200


class GeoJSONError(ValueError):
    """The file cannot be used. The message is translated and names the feature."""


@dataclass(frozen=True, slots=True)
class Boundary:
    """The boundary of one commune, or of one village (``code`` is then made from its name).

    ``polygons`` are rings of (longitude, latitude) in degrees, each ring closed, the outer one
    first and then its holes. ``label_point`` is where the file wants the name to stand.
    """

    code: str
    name: str
    polygons: tuple[Polygon, ...]
    area_km2: float | None = None
    label_point: Point | None = None


@dataclass(frozen=True, slots=True)
class BoundarySet:
    """The boundaries of one file in the file's order, and to whom they are owed."""

    boundaries: tuple[Boundary, ...]
    attribution: str


def read_boundaries(stream: IO[bytes] | IO[str], max_bytes: int = MAX_BYTES) -> BoundarySet:
    """Read and check a whole file; raises GeoJSONError, and nothing else, for what it holds."""
    document = _collection(stream, max_bytes)
    boundaries: dict[str, Boundary] = {}
    for number, feature in enumerate(document["features"], start=1):
        boundary = _Reader(number, feature).boundary()
        if boundary.code in boundaries:
            raise GeoJSONError(
                _("Feature %(number)d: the code %(code)s already stands in an earlier feature.")
                % {"number": number, "code": boundary.code}
            )
        boundaries[boundary.code] = boundary
    attribution = document.get("attribution")
    return BoundarySet(
        boundaries=tuple(boundaries.values()),
        attribution=_clean(attribution) if isinstance(attribution, str) else "",
    )


def read_areas(
    stream: IO[bytes] | IO[str], key_of: Callable[[str], str], max_bytes: int = MAX_AREA_BYTES
) -> tuple[Boundary, ...]:
    """Read the areas of one commune, each known by its name; ``code`` is ``key_of(name)``.

    Raises:
        GeoJSONError: the file cannot be used, or two areas have the same key.
    """
    features = _collection(stream, max_bytes)["features"]
    if len(features) > MOST_AREAS:
        raise GeoJSONError(
            _("The file has more than %(most)d areas; a commune's map shows its villages.")
            % {"most": MOST_AREAS}
        )
    areas: dict[str, Boundary] = {}
    for number, feature in enumerate(features, start=1):
        area = _AreaReader(number, feature, key_of).boundary()
        if area.code in areas:
            raise GeoJSONError(
                _("Feature %(number)d: the name “%(name)s” already stands in an earlier feature.")
                % {"number": number, "name": area.name}
            )
        areas[area.code] = area
    return tuple(areas.values())


def _collection(stream: IO[bytes] | IO[str], max_bytes: int) -> dict[str, Any]:
    document = _parse(stream, max_bytes)
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        raise GeoJSONError(_("The file is not a GeoJSON FeatureCollection."))
    features = document.get("features")
    if not isinstance(features, list) or not features:
        raise GeoJSONError(_("The file has no features."))
    return document


def _parse(stream: IO[bytes] | IO[str], max_bytes: int) -> Any:
    try:
        raw = stream.read(max_bytes + 1)
    except UnicodeDecodeError as error:
        raise GeoJSONError(_("The file is not JSON in UTF-8.")) from error
    if len(raw) > max_bytes:
        raise GeoJSONError(
            _("The file is too large: at most %(limit)d MB are read.")
            % {"limit": max_bytes // (1024 * 1024)}
        )
    try:
        text = raw.decode("utf-8-sig") if isinstance(raw, bytes) else raw.removeprefix("\ufeff")
        return json.loads(text)
    except UnicodeDecodeError as error:
        raise GeoJSONError(_("The file is not JSON in UTF-8.")) from error
    except json.JSONDecodeError as error:
        raise GeoJSONError(
            _("The file is not JSON: line %(line)d, column %(column)d.")
            % {"line": error.lineno, "column": error.colno}
        ) from error
    except ValueError as error:  # a number of thousands of digits
        raise GeoJSONError(_("The file holds a number that is too long.")) from error
    except RecursionError as error:
        raise GeoJSONError(_("The file is nested too deeply.")) from error


class _Reader:
    """Reads one feature and knows how to name it in a message."""

    def __init__(self, number: int, feature: Any) -> None:
        self.number = number
        self.code = ""
        self.name = ""
        if not isinstance(feature, dict) or feature.get("type") != "Feature":
            self.fail(_("is not a GeoJSON Feature"))
        self.feature = feature

    def fail(self, fault: str) -> NoReturn:
        """Raise the error for this feature; ``fault`` completes the sentence."""
        known = ", ".join(part for part in (self.code, self.name) if part)
        raise GeoJSONError(
            _("Feature %(number)d (%(known)s) %(fault)s.")
            % {"number": self.number, "known": known, "fault": fault}
            if known
            else _("Feature %(number)d %(fault)s.") % {"number": self.number, "fault": fault}
        )

    def boundary(self) -> Boundary:
        properties = self.feature.get("properties")
        if not isinstance(properties, dict):
            properties = {}
        if isinstance(name := properties.get("name"), str):
            self.name = _clean(name)[:_NAME_LENGTH]
        self.code = self._code_of(properties)
        return Boundary(
            code=self.code,
            name=self.name,
            polygons=self._polygons(self.feature.get("geometry")),
            area_km2=self._area(properties.get("area_km2")),
            label_point=self._label_point(properties),
        )

    def _code_of(self, properties: dict[str, Any]) -> str:
        value = properties.get("code")
        if value is None or value == "":
            self.fail(_("has no code"))
        if not isinstance(value, str) or not _CODE.fullmatch(value):
            self.fail(_("has a code that is not a text of 5 digits, such as “06004”"))
        return value

    def _area(self, value: Any) -> float | None:
        if value is None:
            return None
        # Larger than the country is a mistake of units.
        if not _is_number(value) or not 0 <= value <= 400_000:
            self.fail(_("has an area that is not a number of square kilometres"))
        return float(value) or None

    def _label_point(self, properties: dict[str, Any]) -> Point | None:
        longitude, latitude = properties.get("label_lon"), properties.get("label_lat")
        if longitude is None and latitude is None:
            return None
        return self._point([longitude, latitude])

    def _polygons(self, geometry: Any) -> tuple[Polygon, ...]:
        kind = geometry.get("type") if isinstance(geometry, dict) else None
        if kind not in ("Polygon", "MultiPolygon"):
            self.fail(_("has a geometry that is not a Polygon or a MultiPolygon"))
        coordinates = geometry.get("coordinates")
        polygons = [coordinates] if kind == "Polygon" else self._list(coordinates)
        return tuple(
            tuple(self._ring(ring) for ring in self._list(polygon)) for polygon in polygons
        )

    def _list(self, value: Any) -> list[Any]:
        if not isinstance(value, list) or not value:
            self.fail(_("has coordinates that are empty or not nested as its geometry requires"))
        return value

    def _ring(self, value: Any) -> Ring:
        ring = tuple(self._point(position) for position in self._list(value))
        if len(ring) < _SMALLEST_RING:
            self.fail(_("has a ring of fewer than 4 points"))
        if ring[0] != ring[-1]:
            self.fail(_("has a ring that does not end where it begins"))
        return ring

    def _point(self, position: Any) -> Point:
        if not isinstance(position, list) or len(position) < 2:
            self.fail(_("has a position that is not a pair of longitude and latitude"))
        longitude, latitude = position[0], position[1]
        if isinstance(longitude, list):
            self.fail(_("has coordinates that are nested too deeply"))
        if not _is_number(longitude) or not _is_number(latitude):
            self.fail(_("has coordinates that are not numbers"))
        # NaN and infinity fail this comparison too.
        if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
            self.fail(
                _("has coordinates out of range; they must be degrees of WGS 84, longitude first")
            )
        return (float(longitude), float(latitude))


class _AreaReader(_Reader):
    """Reads an area that is known by its name and lies in the country."""

    def __init__(self, number: int, feature: Any, key_of: Callable[[str], str]) -> None:
        super().__init__(number, feature)
        self.key_of = key_of

    def _code_of(self, properties: dict[str, Any]) -> str:
        key = self.key_of(self.name)
        if not key:
            self.fail(_("has no name in its property “name”"))
        return key

    def _point(self, position: Any) -> Point:
        longitude, latitude = super()._point(position)
        (west, south), (east, north) = COUNTRY
        if not (west <= longitude <= east and south <= latitude <= north):
            self.fail(_("lies outside of Vietnam; coordinates must be WGS 84, longitude first"))
        return (longitude, latitude)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _clean(text: str) -> str:
    """Return foreign text in one line, in the form in which names are compared here."""
    # A lone surrogate, which JSON can smuggle in, cannot be stored or printed.
    text = text.encode("utf-8", "replace").decode("utf-8")
    printable = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(unicodedata.normalize("NFC", printable).split())
