"""Sample pictures, drawn here: they show no person, and nobody holds rights in them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from . import image_landscapes, image_scenes
from .image_canvas import Canvas

MAX_BYTES = 120_000

MOTIFS: dict[str, Callable[[Canvas], None]] = {
    "karst": image_landscapes.karst_dawn,
    "terraces": image_landscapes.terraces,
    "river": image_landscapes.river,
    "forest": image_landscapes.forest,
    "road": image_landscapes.road,
    "village": image_scenes.village,
    "hall": image_scenes.hall,
    "market": image_scenes.market,
    "brocade": image_scenes.brocade,
    "digital": image_scenes.digital,
}
"""The pictures by the first part of their keys."""


class UnknownImage(KeyError):
    """No picture is drawn under that key."""


def image_motifs() -> tuple[str, ...]:
    """The first parts of the keys that :func:`draw_sample_image` knows."""
    return tuple(MOTIFS)


@cache
def draw_sample_image(key: str) -> bytes:
    """Draw a picture of 1600 × 900 as a JPEG of at most 120 kB; the same key, the same picture.

    ``key`` is a motif ("karst"), or a motif and a number ("karst-2") for another picture of the
    same kind. Raises :class:`UnknownImage` for any other.
    """
    motif, _, number = key.partition("-")
    if motif not in MOTIFS or (number and not number.isdecimal()) or key.endswith("-"):
        raise UnknownImage(key)
    canvas = Canvas(seed=key)
    MOTIFS[motif](canvas)
    return canvas.jpeg(MAX_BYTES)
