"""From degrees of WGS 84 to the integer grid of one map.

Equirectangular, 1000 units wide: exact enough for a province, and the numbers stay short on the
wire.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians

WIDTH = 1000
# A map is at most this many times as tall as it is wide, and as wide as it is tall.
TALLEST = 3

# Wider empty stretches, in degrees, are closed to this: else islands far off shore (Hoàng Sa,
# Trường Sa) would shrink the mainland to a corner of the map. About 30 km.
WIDEST_GAP = 0.27
# Degrees, a tenth of a millimetre: what is smaller is a point, and no scale could be drawn from it.
SMALLEST_EXTENT = 1e-9

Extent = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis of a map with its wide gaps closed.

    From ``starts[i]`` on, ``removed[i]`` degrees are missing; ``length`` is what is left.
    """

    starts: tuple[float, ...]
    removed: tuple[float, ...]
    length: float
    middle: float

    def __call__(self, degrees: float) -> float:
        """Return the distance of a longitude or latitude from the axis's beginning, in degrees."""
        index = max(0, bisect_right(self.starts, degrees) - 1)
        return degrees - self.starts[0] - self.removed[index]


@dataclass(frozen=True, slots=True)
class Projection:
    """The projection of one map; scales are in grid units per degree."""

    east: Axis
    north: Axis
    scale_x: float
    scale_y: float
    left: int
    top: int
    margin: int
    height: int

    @property
    def is_to_scale(self) -> bool:
        """Whether no gap was closed."""
        return len(self.east.starts) == len(self.north.starts) == 1

    def point(self, longitude: float, latitude: float) -> tuple[int, int]:
        """Return the grid point of a place."""
        return (
            self.left + round(self.east(longitude) * self.scale_x),
            self.top + round((self.north.length - self.north(latitude)) * self.scale_y),
        )

    def ring(self, ring: Sequence[tuple[float, float]]) -> list[tuple[int, int]]:
        """Return the grid points of a closed ring, without the closing one."""
        point = self.point
        return [point(longitude, latitude) for longitude, latitude in ring[:-1]]


def project(longitudes: Iterable[Extent], latitudes: Iterable[Extent], margin: int) -> Projection:
    """Return the projection that fits extents (west and east, south and north ends, in degrees)
    into a map of the full width less ``margin`` units on every side, in the middle.

    Degrees of longitude are shortened by the cosine of the middle latitude.
    """
    east, north = _axis(longitudes), _axis(latitudes)
    shorten = cos(radians(north.middle))
    # A single place has no extent to speak of: any scale will do.
    extent = max(east.length * shorten, north.length / TALLEST)
    room = WIDTH - 2 * margin
    scale = room / extent if extent > SMALLEST_EXTENT else 1.0
    wide, tall = round(east.length * scale * shorten), round(north.length * scale)
    height = max(2 * margin + tall, WIDTH // TALLEST)
    return Projection(
        east=east,
        north=north,
        scale_x=scale * shorten,
        scale_y=scale,
        left=(WIDTH - wide) // 2,
        top=(height - tall) // 2,
        margin=margin,
        height=height,
    )


def _axis(extents: Iterable[Extent]) -> Axis:
    ordered = sorted(extents)
    starts, removed = [ordered[0][0]], [0.0]
    reached = ordered[0][1]
    for low, high in ordered[1:]:
        if low - reached > WIDEST_GAP:
            starts.append(low)
            removed.append(removed[-1] + low - reached - WIDEST_GAP)
        reached = max(reached, high)
    return Axis(
        starts=tuple(starts),
        removed=tuple(removed),
        length=reached - starts[0] - removed[-1],
        middle=(starts[0] + reached) / 2,
    )
