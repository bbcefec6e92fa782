"""Sample pictures, drawn here: they show no person, and nobody holds rights in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from . import image_landscapes, image_maps, image_scenes, image_things
from .image_canvas import Canvas

MAX_BYTES = 120_000


@dataclass(frozen=True)
class Motif:
    """What a picture shows: how it is drawn, and its name in the list of pictures."""

    draw: Callable[[Canvas], None]
    name: str


MOTIFS = {
    "karst": Motif(image_landscapes.karst_dawn, "núi đá vôi bên hồ lúc bình minh"),
    "terraces": Motif(image_landscapes.terraces, "ruộng bậc thang ven đồi"),
    "river": Motif(image_landscapes.river, "dòng sông và cây cầu trong thung lũng"),
    "forest": Motif(image_landscapes.forest, "rừng trên sườn núi lúc hoàng hôn"),
    "road": Motif(image_landscapes.road, "con đường lên đèo"),
    "village": Motif(image_scenes.village, "làng nhà sàn dưới chân núi"),
    "hall": Motif(image_scenes.hall, "trụ sở Ủy ban nhân dân"),
    "market": Motif(image_scenes.market, "phiên chợ vùng cao"),
    "brocade": Motif(image_scenes.brocade, "hoa văn thổ cẩm"),
    "digital": Motif(image_scenes.digital, "mạng lưới điểm sáng trên dãy núi"),
    "portrait": Motif(image_things.bust, "chỗ dành cho ảnh chân dung"),
    "landuse": Motif(image_maps.land_use, "bản đồ sử dụng đất của một nơi không có thật"),
}
"""The pictures by the first part of their keys."""


class UnknownImage(KeyError):
    """No picture is drawn under that key."""


def image_motifs() -> tuple[str, ...]:
    """The first parts of the keys that :func:`draw_sample_image` knows."""
    return tuple(MOTIFS)


def sample_image_title(key: str) -> str:
    """Return the title under which editors find a picture; each key has its own.

    Raises :class:`UnknownImage` for a key under which nothing is drawn.
    """
    motif, number = _parts(key)
    return f"Hình vẽ minh họa: {motif.name}{f' ({number})' if number else ''}"


@cache
def draw_sample_image(key: str) -> bytes:
    """Draw a picture of 1600 × 900 as a JPEG of at most 120 kB; the same key, the same picture.

    ``key`` is a motif ("karst"), or a motif and a number ("karst-2") for another picture of the
    same kind. Raises :class:`UnknownImage` for any other.
    """
    motif, _number = _parts(key)
    canvas = Canvas(seed=key)
    motif.draw(canvas)
    return canvas.jpeg(MAX_BYTES)


def _parts(key: str) -> tuple[Motif, str]:
    name, _, number = key.partition("-")
    if name not in MOTIFS or (number and not number.isdecimal()) or key.endswith("-"):
        raise UnknownImage(key)
    return MOTIFS[name], number
