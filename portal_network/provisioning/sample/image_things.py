"""Things that stand in several of the sample pictures."""

from __future__ import annotations

import math

from .image_canvas import Canvas, blend


def stilt_house(canvas: Canvas, x: float, y: float, size: float) -> None:
    """A house on stilts under a deep thatched roof; ``y`` is the ground."""

    def at(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
        return [(x + a * size, y + b * size) for a, b in points]

    for post in (-84, -42, 0, 42, 84):
        canvas.shape(
            at([(post - 4, -42), (post + 4, -42), (post + 4, 0), (post - 4, 0)]), "#4a3524"
        )
    canvas.shape(at([(-96, -44), (96, -44), (96, -100), (-96, -100)]), "#8a6038", "#6f4a2a")
    canvas.shape(at([(-104, -44), (104, -44), (104, -38), (-104, -38)]), "#4a3524")
    for window in (-60, 0, 60):
        canvas.shape(at([(window - 13, -88), (window + 13, -88), (window + 13, -60),
                         (window - 13, -60)]), "#f2cf7a")  # fmt: skip
    canvas.shape(at([(-132, -92), (-72, -170), (72, -170), (132, -92)]), "#7c6a55", "#574735")
    canvas.shape(at([(-76, -166), (76, -166), (72, -176), (-72, -176)]), "#3f3327")
    canvas.shape(at([(112, 0), (120, 0), (96, -44), (88, -44)]), "#4a3524")


def tree(canvas: Canvas, x: float, y: float, size: float, color: str) -> None:
    """A round tree; ``y`` is the ground."""
    canvas.shape([(x - 6 * size, y), (x + 6 * size, y), (x + 4 * size, y - 80 * size),
                  (x - 4 * size, y - 80 * size)], "#5b432c")  # fmt: skip
    for a, b, r in ((0, -110, 46), (-34, -84, 34), (34, -86, 36), (6, -142, 32)):
        canvas.disc(x + a * size, y + b * size, r * size, color)
    canvas.disc(x - 12 * size, y - 122 * size, 26 * size, blend(color, "#a9cf7a", 0.4))


def palm(canvas: Canvas, x: float, y: float, size: float) -> None:
    """A palm; ``y`` is the ground."""
    canvas.stroke([(x, y), (x + 6 * size, y - 70 * size), (x - 2 * size, y - 165 * size)],
                  "#6b5336", 9 * size)  # fmt: skip
    for angle in range(-170, 20, 24):
        radians = math.radians(angle)
        tip = (x + 86 * size * math.cos(radians), y - 165 * size + 60 * size * math.sin(radians))
        bend = (x + 46 * size * math.cos(radians), y - 188 * size + 30 * size * math.sin(radians))
        canvas.shape([(x - 2 * size, y - 160 * size), bend, tip, (bend[0], bend[1] + 16 * size)],
                     "#3c7a48")  # fmt: skip


def bust(canvas: Canvas) -> None:
    """A bust without a face: where the portrait of a real person will stand."""
    canvas.sky("#dfe7ec", "#c3d0d8")
    canvas.disc(800, 360, 168, "#7d8f9b")
    canvas.ellipse(800, 930, 360, 380, "#7d8f9b")
    canvas.shape([(740, 560), (860, 560), (800, 700)], "#eef2f5")
    canvas.shape([(788, 590), (812, 590), (824, 720), (800, 760), (776, 720)], "#8c3b32")
