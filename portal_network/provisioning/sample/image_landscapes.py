"""Landscapes of the northern mountains, drawn flat."""

from __future__ import annotations

import math

from .image_canvas import HEIGHT, WIDTH, Canvas, blend, hills, karst
from .image_things import stilt_house, tree


def karst_dawn(canvas: Canvas) -> None:
    """Limestone towers in the morning mist above still water."""
    rng = canvas.random
    canvas.sky("#f7c9a0", "#f9e0c0", "#eef0e4", "#d9e6e2")
    sun_x = rng.uniform(900, 1250)
    canvas.glow(sun_x, 300, 900, "#fff3d6", 0.9)
    canvas.disc(sun_x, 300, 62, "#fff6e0")
    water = 640
    near, far = "#1f4b4a", "#b9cfc9"
    for layer in range(5):
        share = layer / 4
        profile = karst(rng, water + 4, 150 + 95 * share + rng.uniform(0, 40), 9 - layer)
        color = blend(far, near, share**1.15)
        canvas.below(profile, color, blend(color, "#e9efe6", 0.42), bottom=water + 6)
        canvas.mist(water - 150 + 26 * layer, water + 30, "#f3efe2", 0.5 - 0.07 * layer)
    canvas.shape([(0, water), (WIDTH, water), (WIDTH, HEIGHT), (0, HEIGHT)],
                 "#cfe0da", "#8fb6b1", "#4d8482")  # fmt: skip
    for index in range(34):
        y = water + 10 + index * 7.4
        x = rng.uniform(-100, WIDTH)
        length = rng.uniform(60, 220) * (0.5 + index / 34)
        canvas.stroke([(x, y), (x + length, y)], blend("#dfeae4", "#6c9f9b", index / 34), 2)
    _sampan(canvas, rng.uniform(420, 640), 745, 1.0)


def _sampan(canvas: Canvas, x: float, y: float, size: float) -> None:
    """A narrow boat with one person standing."""
    dark = "#17302f"
    hull = [(-90, -6), (-60, 8), (60, 8), (96, -10), (62, 0), (-58, 0)]
    canvas.shape([(x + a * size, y + b * size) for a, b in hull], dark)
    canvas.shape([(x - 8, y), (x - 4, y - 46), (x + 8, y - 46), (x + 12, y)], dark)
    canvas.shape([(x - 20, y - 48), (x + 2, y - 66), (x + 24, y - 48)], dark)
    canvas.stroke([(x + 4, y - 34), (x - 70, y + 20)], dark, 3)
    canvas.stroke([(x - 100, y + 16), (x + 110, y + 16)], "#3f7573", 3)


def terraces(canvas: Canvas) -> None:
    """Rice terraces that follow the slope, half ripe, half under water."""
    rng = canvas.random
    canvas.sky("#8fc3d9", "#cfe6e6", "#f3f0d8")
    for layer, color in enumerate(("#a9c6c4", "#86b0a5", "#5f9480")):
        profile = hills(rng, 300 + 46 * layer, 95 - 14 * layer, 820 - 120 * layer)
        canvas.below(profile, color, blend(color, "#eaf1e0", 0.3))
    canvas.mist(250, 430, "#f4f6e6", 0.45)
    shape = hills(rng, 0, 70, 900)
    drift = hills(rng, 0, 30, 420)
    palette = ("#e8c84d", "#c9c24a", "#93b24a", "#6ba04d", "#d8e3c8", "#b6bf45", "#4f8f4c")
    count = 17
    for index in range(count):
        depth = index / (count - 1)
        y = 400 + 500 * depth**1.35
        bend = 0.35 + 1.15 * depth

        def profile(x: float, y: float = y, bend: float = bend, depth: float = depth) -> float:
            return y - bend * (shape(x * (0.8 + 0.2 * depth)) + drift(x + 240 * depth) * 0.5)

        color = palette[index % len(palette)]
        shade = blend(color, "#24502f", 0.34)
        canvas.below(profile, shade)
        canvas.below(lambda x, p=profile, d=depth: p(x) + 5 + 9 * d, color,
                     blend(color, "#2f6136", 0.22))  # fmt: skip
        if palette[index % len(palette)] == "#d8e3c8":
            points = [(x, profile(x) + 9 + 12 * depth) for x in range(0, WIDTH + 20, 20)]
            canvas.stroke(points, "#f7fbef", 1.6 + 2 * depth)
    stilt_house(canvas, rng.uniform(1120, 1260), 560, 0.9)
    canvas.glow(240, 60, 900, "#fff6d8", 0.45)


def river(canvas: Canvas) -> None:
    """A river in its valley between fields, with a bridge."""
    rng = canvas.random
    canvas.sky("#7fb9d6", "#cde6ea", "#f6f1da")
    for layer, color in enumerate(("#a7c4cc", "#7fa8ab", "#578a80")):
        profile = hills(rng, 360 + 52 * layer, 120 - 26 * layer, 700 - 90 * layer)
        canvas.below(profile, color, blend(color, "#dfeada", 0.35))
    canvas.mist(330, 520, "#f2f5e6", 0.4)
    canvas.below(hills(rng, 500, 18, 1200), "#9dbf63", "#5f9a4f")
    for row in range(7):
        y = 520 + row**1.5 * 26
        for column in range(9):
            x = column * 210 - (row % 2) * 90 - 60
            wide, high = 196, 16 + row * 7
            color = rng.choice(("#b9c95a", "#8fb653", "#d6cb5c", "#75a552", "#a7c25a"))
            slant = 26 + row * 5
            canvas.shape([(x + slant, y), (x + wide + slant, y), (x + wide, y + high),
                          (x, y + high)], color)  # fmt: skip
    left, right = [], []
    for step in range(61):
        share = step / 60
        y = 512 + (HEIGHT - 512) * share
        middle = 860 + 210 * math.sin(share * 5.2 + 0.6) * (0.25 + share)
        half = 9 + 150 * share**1.5
        left.append((middle - half, y))
        right.append((middle + half, y))
    bank = [(x - 3 - 26 * i / 60, y) for i, (x, y) in enumerate(left)]
    other = [(x + 3 + 26 * i / 60, y) for i, (x, y) in enumerate(right)]
    canvas.shape([*bank, *reversed(other)], "#e4d9a8")
    canvas.shape([*left, *reversed(right)], "#d5ebee", "#7fbfcf", "#3f8fae")
    for _ in range(40):
        step = rng.randrange(16, 60)
        x = rng.uniform(left[step][0] + 12, right[step][0] - 12)
        length = 12 + 40 * step / 60
        canvas.stroke([(x, left[step][1]), (x + length, left[step][1])], "#e3f4f6", 2)
    _bridge(canvas, 610)
    for x, y, size in ((180, 720, 1.3), (1440, 760, 1.5), (330, 640, 0.8), (1270, 650, 0.9)):
        tree(canvas, x, y, size, "#3f7f4b")


def _bridge(canvas: Canvas, y: float) -> None:
    canvas.shape([(560, y), (1130, y), (1130, y + 16), (560, y + 16)], "#7b8790", "#56626b")
    for x in range(590, 1130, 90):
        canvas.shape([(x, y + 16), (x + 16, y + 16), (x + 13, y + 62), (x + 3, y + 62)], "#66727b")
    canvas.stroke([(560, y - 20), (1130, y - 20)], "#e9edef", 4)
    for x in range(566, 1131, 28):
        canvas.stroke([(x, y - 20), (x, y)], "#e9edef", 3)


def forest(canvas: Canvas) -> None:
    """Slopes of tall trees, one behind the other, at the end of the day."""
    rng = canvas.random
    canvas.sky("#f0b27a", "#f6d6a8", "#e9e6cf", "#cfded0")
    canvas.glow(520, 330, 900, "#ffe9bf", 0.9)
    canvas.disc(520, 330, 56, "#fff0cf")
    far, near = "#a9c2ad", "#173d33"
    for layer in range(6):
        share = layer / 5
        color = blend(far, near, share**1.1)
        profile = hills(rng, 430 + 82 * layer, 90 - 8 * layer, 900 - 70 * layer)
        size = 0.35 + 0.95 * share
        x = -40.0
        while x < WIDTH + 40:
            _conifer(canvas, x, profile(x) + 40 * size, size * rng.uniform(0.75, 1.25), color)
            x += 30 * size * rng.uniform(0.7, 1.5)
        canvas.below(profile, color)
        if layer < 4:
            canvas.mist(440 + 80 * layer, 600 + 80 * layer, "#f1e7cc", 0.42)


def _conifer(canvas: Canvas, x: float, y: float, size: float, color: str) -> None:
    canvas.shape([(x - 3 * size, y), (x + 3 * size, y), (x, y - 150 * size)], color)
    for level in range(4):
        half = (34 - 7 * level) * size
        foot = y - (16 + 32 * level) * size
        canvas.shape([(x - half, foot), (x, foot - 62 * size), (x + half, foot)], color)


def road(canvas: Canvas) -> None:
    """A road that winds up to a pass."""
    rng = canvas.random
    canvas.sky("#5fa3cf", "#a9d3e6", "#e9f0e2")
    for x, y, size in ((260, 130, 1.0), (1180, 180, 1.3), (760, 90, 0.8)):
        for a, b, r in ((0, 0, 34), (40, 8, 28), (-42, 10, 26), (76, 16, 18), (-74, 18, 16)):
            canvas.ellipse(x + a * size, y + b * size, r * size * 1.5, r * size * 0.8, "#f4fafb")
    canvas.below(karst(rng, 560, 330, 6), "#93b7c4", "#cfe0dc")
    canvas.below(hills(rng, 420, 110, 800), "#73a58f", "#9fc49a")
    canvas.below(hills(rng, 520, 60, 1000), "#5f9a5f", "#8fbb62")
    canvas.below(hills(rng, 640, 34, 1300), "#7db058", "#5c9749")
    points = []
    for step in range(121):
        share = step / 120
        y = HEIGHT - (HEIGHT - 470) * (1 - (1 - share) ** 1.9)
        swing = 430 * (1 - share) ** 1.15 * math.sin(share * 9.6 + 0.5)
        points.append((840 + swing, y, 96 * (1 - share) ** 1.5 + 5))
    for extra, color in ((1.25, "#e8dcb4"), (1.0, "#5e666d")):
        left = [(x - half * extra, y) for x, y, half in points]
        right = [(x + half * extra, y) for x, y, half in points]
        canvas.shape([*left, *reversed(right)], color)
    for step in range(2, 110, 6):
        x, y, half = points[step]
        next_x, next_y, _ = points[step + 2]
        canvas.stroke([(x, y), (next_x, next_y)], "#f7f3e0", max(1.4, half * 0.09))
    trees = []
    while len(trees) < 24:
        x, y = rng.uniform(20, WIDTH - 20), rng.uniform(560, 880)
        depth = (y - 500) / 400
        # The foot and the crown of a tree stay clear of the road behind it and before it.
        clear = all(
            abs(x - road_x) > half + 60 * depth + 26 or not y - 190 * depth < road_y < y + 30
            for road_x, road_y, half in points
        )
        if clear and all(abs(x - a) > 90 * depth or abs(y - b) > 30 for a, b in trees):
            trees.append((x, y))
    for x, y in sorted(trees, key=lambda place: place[1]):
        tree(canvas, x, y, 0.25 + 1.05 * (y - 500) / 400, rng.choice(("#3c7a45", "#4d8a48")))
