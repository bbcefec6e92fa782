"""Draws the map of a province's communes on the server, as data for an SVG template.

``shape_map`` draws imported boundaries, ``dot_map`` the communes' coordinates as long as there are
none.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import cos, sin, sqrt
from typing import Protocol, TypeVar

from commune_site.mapping.geojson import Boundary
from commune_site.mapping.outlines import (
    GridPoint,
    GridRing,
    double_area,
    interior_point,
    simplify_together,
)
from commune_site.mapping.projection import WIDTH, Projection, project

# Room for half the thickness of a line, and for half of a dot.
SHAPE_MARGIN = 6
DOT_MARGIN = 40

# How far, in grid units, the drawn line may leave the snapped one.
TOLERANCE = 1.0
# Parts of fewer square units are not seen; a commune's largest part is always drawn.
SMALLEST_PART = 6

# Distances between two dots, the best first: 68 units are 24 px on a phone 360 px wide, the least
# that a finger needs. Cities with a hundred wards get less, so that the map stays a map.
DOT_DISTANCES = (68, 54, 42, 32, 24)
# How far a dot may be moved for that.
FARTHEST_NUDGE = 60
_ROUNDS = 40


class MappedUnit(Protocol):
    """What a map needs to know of a commune; coordinates in degrees of WGS 84 or None."""

    code: str
    name: str
    kind: str
    latitude: float | None
    longitude: float | None


Unit = TypeVar("Unit", bound=MappedUnit)


@dataclass(frozen=True, slots=True)
class Shape:
    """One commune drawn as an area. ``path`` is SVG path data; the label point lies inside."""

    code: str
    name: str
    url: str
    path: str
    label_x: int
    label_y: int
    is_ward: bool


@dataclass(frozen=True, slots=True)
class Dot:
    """One commune drawn as a dot with its centre at (x, y)."""

    code: str
    name: str
    url: str
    x: int
    y: int
    is_ward: bool


@dataclass(frozen=True, slots=True)
class CommuneMap:
    """A map ready for the template, in code order.

    Circles of ``dot_radius`` around the dots do not touch. ``is_to_scale`` is false when distances
    to far islands were shortened; the page has to say so.
    """

    view_box: str
    width: int
    height: int
    shapes: tuple[Shape, ...]
    dots: tuple[Dot, ...]
    dot_radius: int
    attribution: str
    is_to_scale: bool


def shape_map(
    boundaries: Iterable[Boundary],
    units: Iterable[Unit],
    url_for: Callable[[Unit], str],
    attribution: str = "",
) -> CommuneMap | None:
    """Draw the units' boundaries; neighbours meet, because all outlines are simplified together.

    Units without a boundary become dots on the same map, boundaries without a unit are left out.
    Returns None when no unit has a boundary.
    """
    by_code = {boundary.code: boundary for boundary in boundaries}
    units = sorted(units, key=lambda unit: unit.code)
    drawn = [unit for unit in units if unit.code in by_code]
    if not drawn:
        return None
    others = [unit for unit in units if unit.code not in by_code and _has_place(unit)]

    outlines = [
        (index, hole, ring)
        for index, unit in enumerate(drawn)
        for polygon in by_code[unit.code].polygons
        for hole, ring in enumerate(polygon)
    ]
    longitudes = [_extent(ring, 0) for _index, _hole, ring in outlines]
    latitudes = [_extent(ring, 1) for _index, _hole, ring in outlines]
    longitudes += [(unit.longitude, unit.longitude) for unit in others]
    latitudes += [(unit.latitude, unit.latitude) for unit in others]
    projection = project(longitudes, latitudes, SHAPE_MARGIN)

    snapped = [projection.ring(ring) for _index, _hole, ring in outlines]
    parts: list[list[tuple[bool, GridRing]]] = [[] for _unit in drawn]
    for (index, hole, _ring), ring in zip(
        outlines, simplify_together(snapped, TOLERANCE), strict=True
    ):
        parts[index].append((bool(hole), ring))
    return _map(
        projection,
        shapes=[
            _shape(unit, url_for(unit), by_code[unit.code], rings, projection)
            for unit, rings in zip(drawn, parts, strict=True)
        ],
        dotted=others,
        url_for=url_for,
        attribution=attribution,
    )


def dot_map(
    units: Iterable[Unit], url_for: Callable[[Unit], str], attribution: str = ""
) -> CommuneMap | None:
    """Draw a dot for each unit that has coordinates, nudged apart where they would overlap.

    Returns None when no unit has coordinates.
    """
    placed = sorted((unit for unit in units if _has_place(unit)), key=lambda unit: unit.code)
    if not placed:
        return None
    projection = project(
        [(unit.longitude, unit.longitude) for unit in placed],
        [(unit.latitude, unit.latitude) for unit in placed],
        DOT_MARGIN,
    )
    return _map(projection, [], placed, url_for, attribution)


def _map(
    projection: Projection,
    shapes: Sequence[Shape],
    dotted: Sequence[Unit],
    url_for: Callable[[Unit], str],
    attribution: str,
) -> CommuneMap:
    places = [projection.point(unit.longitude, unit.latitude) for unit in dotted]
    places, distance = nudge_apart(places, projection)
    return CommuneMap(
        view_box=f"0 0 {WIDTH} {projection.height}",
        width=WIDTH,
        height=projection.height,
        shapes=tuple(shapes),
        dots=tuple(
            Dot(unit.code, unit.name, url_for(unit), x, y, _is_ward(unit))
            for unit, (x, y) in zip(dotted, places, strict=True)
        ),
        dot_radius=int(distance * 0.3),
        attribution=attribution,
        is_to_scale=projection.is_to_scale,
    )


def _has_place(unit: MappedUnit) -> bool:
    return unit.latitude is not None and unit.longitude is not None


def _is_ward(unit: MappedUnit) -> bool:
    return unit.kind == "phuong"


def _extent(ring: Sequence[tuple[float, float]], axis: int) -> tuple[float, float]:
    values = [point[axis] for point in ring]
    return min(values), max(values)


def _shape(
    unit: MappedUnit,
    url: str,
    boundary: Boundary,
    rings: Sequence[tuple[bool, GridRing]],
    projection: Projection,
) -> Shape:
    outer = [ring for is_hole, ring in rings if not is_hole]
    largest = max(outer, key=lambda ring: abs(double_area(ring)))
    if len(largest) < 3 or not double_area(largest):
        # Too small for the grid: a diamond, so that it can still be seen and followed.
        x, y = largest[0]
        largest = [(x - 2, y), (x, y + 2), (x + 2, y), (x, y - 2)]
        visible = [(False, largest)]
    else:
        visible = [
            (is_hole, ring)
            for is_hole, ring in rings
            if ring is largest or abs(double_area(ring)) >= 2 * SMALLEST_PART
        ]
    if boundary.label_point:
        label_x, label_y = projection.point(*boundary.label_point)
    else:
        label_x, label_y = interior_point(largest)
    return Shape(
        code=unit.code,
        name=unit.name,
        url=url,
        path="".join(_path(ring, is_hole) for is_hole, ring in visible),
        label_x=label_x,
        label_y=label_y,
        is_ward=_is_ward(unit),
    )


def _path(ring: GridRing, is_hole: bool) -> str:
    """Return a ring as SVG path data with relative lines; holes run against their outlines, so
    that both fill rules leave them empty."""
    if (double_area(ring) > 0) == is_hole:
        ring = ring[::-1]
    numbers = []
    x1, y1 = ring[0]
    for x2, y2 in ring[1:]:
        numbers += (x2 - x1, y2 - y1)
        x1, y1 = x2, y2
    # A minus sign separates numbers by itself.
    line = " ".join(map(str, numbers)).replace(" -", "-")
    return f"M{ring[0][0]} {ring[0][1]}l{line}z"


def nudge_apart(
    places: Sequence[GridPoint], projection: Projection
) -> tuple[list[GridPoint], float]:
    """Move places that would overlap away from each other, the same way each time.

    Returns the places and the smallest distance left between two of them. Takes the largest
    distance for which no place moves farther than FARTHEST_NUDGE.
    """
    if len(places) < 2:
        return list(places), DOT_DISTANCES[0]
    for wanted in DOT_DISTANCES:
        nudged = _spread(places, wanted, projection)
        if all(
            (x - x0) ** 2 + (y - y0) ** 2 <= FARTHEST_NUDGE**2
            for (x, y), (x0, y0) in zip(nudged, places, strict=True)
        ):
            break
    smallest = min(
        (x1 - x2) ** 2 + (y1 - y2) ** 2
        for index, (x1, y1) in enumerate(nudged)
        for x2, y2 in nudged[:index]
    )
    return nudged, min(sqrt(smallest), wanted)


def _spread(places: Sequence[GridPoint], wanted: float, projection: Projection) -> list[GridPoint]:
    """Push every pair that is closer than ``wanted`` apart by half of what is missing, round after
    round, and keep all inside the map; ends early when nothing is left to push."""
    right, bottom = WIDTH - projection.margin, projection.height - projection.margin
    # Places that coincide need a direction: the golden angle gives each its own.
    moving = [
        [x + 0.01 * cos(2.4 * index), y + 0.01 * sin(2.4 * index)]
        for index, (x, y) in enumerate(places)
    ]
    for _round in range(_ROUNDS):
        moved = False
        by_x = sorted(moving)
        for index, one in enumerate(by_x):
            for other in by_x[index + 1 :]:
                dx, dy = other[0] - one[0], other[1] - one[1]
                if dx >= wanted:
                    break
                distance = sqrt(dx * dx + dy * dy)
                if distance >= wanted - 0.5:
                    continue
                push = (wanted - distance) / 2 / (distance or 1.0)
                one[0] -= dx * push
                one[1] -= dy * push
                other[0] += dx * push
                other[1] += dy * push
                moved = True
        for place in moving:
            place[0] = min(max(place[0], projection.margin), right)
            place[1] = min(max(place[1], projection.margin), bottom)
        if not moved:
            break
    return [(round(x), round(y)) for x, y in moving]
