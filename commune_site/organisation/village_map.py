"""The map of a place's villages: what is stored of an uploaded file, and how it is drawn."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from commune_site.mapping.geojson import Boundary
from commune_site.mapping.maps import CommuneMap, dot_map, shape_map
from commune_site.organisation.models.units import Unit
from commune_site.organisation.names import tidy
from search.text import fold

# A tenth of a metre: what is finer is noise of the tool that drew the map.
DECIMALS = 6
# What stands before the proper name of a village; files often leave it out.
_KIND = re.compile(
    r"^(to dan pho|khoi pho|khu pho|khu dan cu|thon|ban|khu|khoi|xom|lang|ap|buon|to|tieu khu)\s+"
)


@dataclass(frozen=True, slots=True)
class MappedVillage:
    """A village or an area as the drawing needs it; degrees of WGS 84 or None."""

    code: str
    name: str
    url: str
    latitude: float | None
    longitude: float | None
    kind: str = "village"


def area_key(name: str) -> str:
    """Return by what an area and a village are taken for the same: the name without marks."""
    return fold(tidy(name))


def short_key(name: str) -> str:
    """Return the key without the word for the kind of village."""
    return _KIND.sub("", area_key(name))


def stored_areas(areas: Iterable[Boundary]) -> list[dict]:
    """Return areas as the database keeps them, rounded."""
    return [
        {
            "name": area.name,
            "polygons": [
                [[[round(x, DECIMALS), round(y, DECIMALS)] for x, y in ring] for ring in polygon]
                for polygon in area.polygons
            ],
        }
        for area in areas
    ]


def villages_of_areas(areas: Sequence[Mapping], villages: Iterable[Unit]) -> dict[str, Unit]:
    """Return, by the key of each area, the village that bears its name."""
    villages = list(villages)
    exact = {area_key(village.name): village for village in villages}
    short = _unambiguous(villages)
    found = {}
    for area in areas:
        village = exact.get(area_key(area["name"])) or short.get(short_key(area["name"]))
        if village is not None:
            found[area_key(area["name"])] = village
    return found


def _unambiguous(villages: Sequence[Unit]) -> dict[str, Unit]:
    by_key: dict[str, list[Unit]] = {}
    for village in villages:
        by_key.setdefault(short_key(village.name), []).append(village)
    return {key: several[0] for key, several in by_key.items() if len(several) == 1}


def draw_villages(
    areas: Sequence[Mapping],
    villages: Sequence[Unit],
    urls: Mapping[int, str],
    source: str = "",
) -> CommuneMap | None:
    """Draw areas, and villages that only have a position as dots; None when there is neither.

    ``urls`` leads from the key of a village to its page. An area without a village is drawn, too,
    without a link.
    """
    known = villages_of_areas(areas, villages)
    drawn = {village.pk for village in known.values()}
    units = [
        MappedVillage(key, known[key].name if key in known else area["name"],
                      urls.get(known[key].pk, "") if key in known else "", None, None)
        for area in areas
        for key in [area_key(area["name"])]
    ]  # fmt: skip
    units += [
        MappedVillage(f"p{village.pk}", village.name, urls.get(village.pk, ""),
                      village.latitude, village.longitude)
        for village in villages
        if village.pk not in drawn
    ]  # fmt: skip
    if areas:
        outlines = [_boundary(area) for area in areas]
        return shape_map(outlines, units, lambda unit: unit.url, source)
    return dot_map(units, lambda unit: unit.url, source)


def as_geojson(areas: Sequence[Mapping], villages: Iterable[Unit]) -> dict:
    """Return the map as a FeatureCollection, for whoever wants to use it (R111)."""
    known = villages_of_areas(areas, villages)
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {
                    "name": known[key].name if key in known else area["name"],
                },
                "geometry": {"type": "MultiPolygon", "coordinates": area["polygons"]},
            }
            for area in areas
            for key in [area_key(area["name"])]
        ],
    }


def _boundary(area: Mapping) -> Boundary:
    polygons = tuple(
        tuple(tuple((x, y) for x, y in ring) for ring in polygon) for polygon in area["polygons"]
    )
    return Boundary(code=area_key(area["name"]), name=area["name"], polygons=polygons)
