"""Maps of invented places, as plannings show them."""

from __future__ import annotations

from .image_canvas import HEIGHT, WIDTH, Canvas

FOREST, RICE, ORCHARD, PAPER = "#a8c79a", "#f3ecae", "#dcdf9f", "#fbf8ef"
HOUSES, NEW_HOUSES, PUBLIC = "#f2c7c0", "#e0685a", "#e9a3c9"
WATER, ROAD, NEW_ROAD, LINE = "#8fc1e3", "#ffffff", "#d2453b", "#6f6a60"


def land_use(canvas: Canvas) -> None:
    """A land-use plan: forest above, fields below a stream, houses along a road."""
    draw = canvas.random
    shift = draw.uniform(-40, 40)
    canvas.shape([(0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT)], PAPER)
    edge = [(x, 330 + shift + draw.uniform(-45, 45)) for x in range(0, WIDTH + 1, 160)]
    canvas.shape([(0, 0), (WIDTH, 0), *reversed(edge)], FOREST)
    stream = [(x, 640 - shift + draw.uniform(-30, 30)) for x in range(0, WIDTH + 1, 160)]
    canvas.shape([*stream, (WIDTH, HEIGHT), (0, HEIGHT)], RICE)
    canvas.shape([*edge[:5], (640, 470 + shift), (0, 470 + shift)], ORCHARD)
    for x in range(70, WIDTH - 60, 118):
        top = 505 + draw.uniform(-12, 12)
        if draw.random() < 0.8:
            _plot(canvas, x, top - 62, 92, 50, HOUSES)
        if draw.random() < 0.6:
            _plot(canvas, x, top + 46, 92, 46, HOUSES)
    _plot(canvas, 700, 390 + shift, 210, 70, PUBLIC)
    _plot(canvas, 1290, 690, 230, 120, NEW_HOUSES)
    canvas.stroke(stream, WATER, 26)
    canvas.stroke([(0, 520), (500, 528), (1000, 510), (WIDTH, 524)], LINE, 30)
    canvas.stroke([(0, 520), (500, 528), (1000, 510), (WIDTH, 524)], ROAD, 24)
    canvas.stroke([(330, 525), (420, 430 + shift), (700, 425 + shift)], NEW_ROAD, 12)
    canvas.stroke([(1405, 520), (1405, 690)], NEW_ROAD, 12)
    frame = [(8, 8), (WIDTH - 8, 8), (WIDTH - 8, HEIGHT - 8), (8, HEIGHT - 8), (8, 8)]
    canvas.stroke(frame, LINE, 6)
    # North.
    canvas.shape([(1500, 60), (1528, 140), (1500, 122), (1472, 140)], LINE)


def _plot(canvas: Canvas, x: float, y: float, across: float, down: float, color: str) -> None:
    corners = [(x, y), (x + across, y), (x + across, y + down), (x, y + down)]
    canvas.shape(corners, color)
    canvas.stroke([*corners, corners[0]], LINE, 3)
