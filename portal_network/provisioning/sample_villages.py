"""Outlines of invented villages around the seat of a commune, as a survey would deliver them."""

import random
from math import cos, radians, sqrt

Point = tuple[float, float]

KM_PER_DEGREE = 111.32
# Of a commune of unknown size (km²).
USUAL_AREA = 40.0
ROWS, COLUMNS = 2, 3
STEPS = 6
DECIMALS = 5


def village_outlines(
    code: str, latitude: float, longitude: float, area_km2: float | None
) -> list[list[list[float]]]:
    """Return the rings of six neighbouring areas, the same each time for the same commune.

    Neighbours share every point of the border between them.
    """
    rng = random.Random(code)
    side = sqrt(area_km2 or USUAL_AREA)
    up = side / KM_PER_DEGREE / ROWS * 0.85
    right = side / (KM_PER_DEGREE * cos(radians(latitude))) / COLUMNS * 1.1
    corners = {
        (row, column): (
            longitude + (column - COLUMNS / 2 + rng.uniform(-0.22, 0.22)) * right,
            latitude + (row - ROWS / 2 + rng.uniform(-0.22, 0.22)) * up,
        )
        for row in range(ROWS + 1)
        for column in range(COLUMNS + 1)
    }
    borders: dict[tuple, list[Point]] = {}

    def border(start: tuple[int, int], end: tuple[int, int]) -> list[Point]:
        backward = end < start
        first, last = (end, start) if backward else (start, end)
        if (first, last) not in borders:
            borders[first, last] = _meander(rng, corners[first], corners[last], min(up, right))
        line = borders[first, last]
        return line[::-1] if backward else line

    rings = []
    for row in range(ROWS):
        for column in range(COLUMNS):
            around = [(row, column), (row, column + 1), (row + 1, column + 1), (row + 1, column)]
            ring: list[Point] = []
            for start, end in zip(around, [*around[1:], around[0]], strict=True):
                ring += border(start, end)[:-1]
            rings.append([[round(x, DECIMALS), round(y, DECIMALS)] for x, y in [*ring, ring[0]]])
    return rings


def _meander(rng: random.Random, start: Point, end: Point, size: float) -> list[Point]:
    points = [start]
    for step in range(1, STEPS):
        share = step / STEPS
        points.append(
            tuple(a + (b - a) * share + rng.uniform(-0.06, 0.06) * size
                  for a, b in zip(start, end, strict=True))
        )  # fmt: skip
    return [*points, end]
