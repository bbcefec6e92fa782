"""Places and patterns, drawn flat: village, hall, market, brocade, a net of lights."""

from __future__ import annotations

import math

from .image_canvas import HEIGHT, WIDTH, Canvas, blend, hills, karst
from .image_things import palm, stilt_house, tree


def village(canvas: Canvas) -> None:
    """Stilt houses at the foot of the mountains, in the afternoon."""
    rng = canvas.random
    canvas.sky("#6fb1cf", "#bfe0e2", "#f2efd2")
    canvas.glow(1250, 190, 900, "#fff5cf", 0.75)
    for layer, color in enumerate(("#9bbfc0", "#6f9f98", "#4a7f6d")):
        profile = karst(rng, 600, 330 - 70 * layer, 5 + 2 * layer)
        canvas.below(profile, color, blend(color, "#d9e8d2", 0.35))
        canvas.mist(470 + 20 * layer, 640, "#edf3e2", 0.35)
    canvas.below(hills(rng, 610, 26, 1100), "#7fae56", "#5c9148")
    for x, y, size in ((300, 690, 1.05), (620, 655, 0.8), (1010, 700, 1.15), (1330, 650, 0.75)):
        palm(canvas, x - 150 * size, y + 6, size)
        stilt_house(canvas, x, y, size)
        tree(canvas, x + 165 * size, y + 6, size, "#3f7a45")
    canvas.below(hills(rng, 745, 16, 900), "#a9c35a", "#6f9f45")
    left, right = [], []
    for step in range(41):
        share = step / 40
        middle = 990 - 150 * share + 60 * math.sin(share * 4.2)
        y = 704 + (HEIGHT - 704) * share
        left.append((middle - 10 - 74 * share**1.6, y))
        right.append((middle + 10 + 74 * share**1.6, y))
    canvas.shape([*left, *reversed(right)], "#d9c792", "#ecdcb0")
    for _ in range(150):
        x, y = rng.uniform(0, WIDTH), rng.uniform(770, HEIGHT)
        if 720 < x < 1100:
            continue
        canvas.stroke([(x, y), (x + rng.uniform(-5, 5), y - rng.uniform(10, 22))], "#5c8a3c", 2)


def hall(canvas: Canvas) -> None:
    """The house of the People's Committee with its flag, trees and hills behind."""
    rng = canvas.random
    canvas.sky("#78b5d8", "#c5e2ea", "#f5f0dc")
    canvas.below(karst(rng, 560, 250, 7), "#9cc0c2", "#cfe0d6")
    canvas.below(hills(rng, 520, 50, 760), "#6f9f82", "#a8c79a")
    canvas.below(lambda x: 640, "#d8cfb4", "#bfb391")
    canvas.below(lambda x: 640, "#8db763", "#7aa757", bottom=668)
    wall, shade, roof, trim = "#f3e3b8", "#e0c98e", "#a84432", "#c9703f"
    canvas.shape([(400, 360), (1200, 360), (1200, 650), (400, 650)], wall, shade)
    canvas.shape([(650, 300), (950, 300), (950, 650), (650, 650)], "#f8ecc9", "#e8d5a0")
    canvas.shape([(370, 362), (430, 300), (650, 300), (650, 362)], roof, "#8c3527")
    canvas.shape([(950, 362), (950, 300), (1170, 300), (1230, 362)], roof, "#8c3527")
    canvas.shape([(620, 302), (800, 212), (980, 302)], roof, "#8c3527")
    canvas.shape([(664, 296), (800, 228), (936, 296)], "#f8ecc9")
    canvas.box(396, 496, 650, 506, trim)
    canvas.box(950, 496, 1204, 506, trim)
    for top in (396, 532):
        for x in (436, 500, 564, 984, 1048, 1112):
            canvas.box(x - 4, top - 4, x + 44, top + 76, "#ffffff")
            canvas.box(x, top, x + 40, top + 72, "#5f93a8")
            canvas.shape([(x, top + 72), (x + 40, top), (x + 40, top + 40), (x + 24, top + 72)],
                         "#86b3c2")  # fmt: skip
            canvas.box(x + 18, top, x + 22, top + 72, "#ffffff")
    canvas.box(690, 336, 910, 420, "#5f93a8")
    for x in range(690, 911, 44):
        canvas.box(x - 3, 336, x + 3, 420, "#ffffff")
    canvas.box(730, 470, 870, 650, "#5b3a26")
    canvas.box(738, 478, 798, 650, "#7c5236")
    canvas.box(802, 478, 862, 650, "#7c5236")
    for x in (668, 704, 882, 918):
        canvas.box(x - 8, 440, x + 12, 650, "#fff7e0")
    canvas.shape([(640, 430), (960, 430), (970, 448), (630, 448)], trim)
    for step in range(3):
        canvas.box(640 - 16 * step, 650 + 10 * step, 960 + 16 * step, 660 + 10 * step,
                   blend("#e9e1cb", "#c9bf9f", step / 2))  # fmt: skip
    _flag(canvas, 800, 212)
    for x, size in ((250, 1.6), (1360, 1.7), (110, 1.25), (1510, 1.2)):
        tree(canvas, x, 668, size, "#4a8a4c")
    canvas.shape([(690, 680), (910, 680), (1120, HEIGHT), (480, HEIGHT)], "#eee6d0", "#dccfae")
    for x, y in ((330, 690), (440, 694), (1160, 694), (1270, 690)):
        canvas.ellipse(x, y, 54, 24, "#5d9a4d")
        for _ in range(9):
            canvas.disc(x + rng.uniform(-42, 42), y + rng.uniform(-14, 8), 5,
                        rng.choice(("#e0523f", "#f2c23d")))  # fmt: skip


def _flag(canvas: Canvas, x: float, y: float) -> None:
    """The national flag: a yellow star in the middle of a red field, two to three."""
    canvas.box(x - 3, y - 130, x + 3, y, "#d7dde0")
    canvas.box(x + 3, y - 128, x + 99, y - 64, "#d8261c")
    star = []
    for index in range(10):
        radius = 19.2 if index % 2 == 0 else 19.2 * 0.382
        angle = math.radians(-90 + 36 * index)
        star.append((x + 51 + radius * math.cos(angle), y - 96 + radius * math.sin(angle)))
    canvas.shape(star, "#ffdd00")


def market(canvas: Canvas) -> None:
    """Stalls of a market day under the mountains."""
    rng = canvas.random
    canvas.sky("#f4c987", "#f9e4bd", "#eef0dc")
    canvas.below(karst(rng, 520, 290, 6), "#b3c9bd", "#dfe6d2")
    canvas.below(hills(rng, 470, 40, 900), "#86ad86", "#b9cf9c")
    canvas.below(lambda x: 560, "#e9d6a6", "#cdb37c")
    awnings = (("#c43f35", "#f6ead2"), ("#2f6f8f", "#f6ead2"), ("#d99a2b", "#fbf3df"),
               ("#3f8a5a", "#f6ead2"), ("#8a3f6a", "#f6ead2"))  # fmt: skip
    for row, (base, size) in enumerate(((600, 0.72), (760, 1.12))):
        for index in range(7 if row == 0 else 5):
            x = -60 + index * 265 * size * 1.12 + row * 60
            first, second = awnings[(index + row * 2) % len(awnings)]
            _stall(canvas, x, base, size, first, second)
    for x in range(0, WIDTH + 1, 64):
        sag = 46 * math.sin(math.pi * (x % 800) / 800)
        after = 46 * math.sin(math.pi * ((x + 64) % 801) / 800)
        canvas.stroke([(x, 210 + sag), (x + 64, 210 + after)], "#7a5a3a", 2)
        color = ("#c43f35", "#d99a2b", "#3f8a5a", "#2f6f8f")[(x // 64) % 4]
        canvas.shape([(x + 12, 212 + sag), (x + 46, 212 + after), (x + 29, 256 + sag)], color)
    for _ in range(70):
        x, y = rng.uniform(0, WIDTH), rng.uniform(800, HEIGHT)
        canvas.ellipse(x, y, rng.uniform(6, 16), 2.2, "#bfa36b")


def _stall(canvas: Canvas, x: float, y: float, size: float, first: str, second: str) -> None:
    rng = canvas.random
    wide = 230 * size
    canvas.box(x + 8 * size, y - 170 * size, x + 14 * size, y, "#6b4a2f")
    canvas.box(x + wide - 14 * size, y - 170 * size, x + wide - 8 * size, y, "#6b4a2f")
    canvas.box(x + 12 * size, y - 62 * size, x + wide - 12 * size, y, "#8f6438")
    canvas.box(x + 4 * size, y - 72 * size, x + wide - 4 * size, y - 60 * size, "#b5854d")
    goods = ("#d94f3a", "#f0b63a", "#6fa04a", "#e8803a", "#9a4f8a", "#f3e7c4")
    for place in range(6):
        color = rng.choice(goods)
        left = x + (16 + 34 * place) * size
        for pile in range(4):
            canvas.disc(left + (8 + 8 * (pile % 3)) * size, y - (78 + 10 * (pile // 3)) * size,
                        8 * size, blend(color, "#ffffff", 0.12 * (pile % 2)))  # fmt: skip
    stripes = 7
    for stripe in range(stripes):
        left = x + wide * stripe / stripes
        right = x + wide * (stripe + 1) / stripes
        color = first if stripe % 2 == 0 else second
        top_left = x + 18 * size + (wide - 36 * size) * stripe / stripes
        top_right = x + 18 * size + (wide - 36 * size) * (stripe + 1) / stripes
        canvas.shape([(top_left, y - 214 * size), (top_right, y - 214 * size),
                      (right, y - 164 * size), (left, y - 164 * size)], color)  # fmt: skip
        canvas.ellipse((left + right) / 2, y - 164 * size, wide / stripes / 2, 13 * size, color)


def brocade(canvas: Canvas) -> None:
    """Bands of woven brocade: diamonds, hooks, steps on indigo."""
    indigo, red, gold, white, green, pink = (
        "#1d2350", "#c5283d", "#f0b429", "#f7efe2", "#2f8f6b", "#e2708a",
    )  # fmt: skip
    canvas.sky("#2a3170", indigo, "#171c42")
    # Plain cloth above and below the bands: a picture full of edges would be a heavy one.
    y = 172.0
    bands = ("zigzag", "thin", "star", "thin", "zigzag")
    heights = {"thin": 36, "zigzag": 106, "star": 290}
    accents = ((red, gold), (green, white), (gold, pink))
    for number, band in enumerate(bands):
        high = heights[band]
        first, second = accents[number % len(accents)]
        if band == "thin":
            canvas.box(0, y + 4, WIDTH, y + high - 4, red)
            for x in range(0, WIDTH, 64):
                canvas.box(x + 10, y + 12, x + 42, y + high - 12, gold if x // 64 % 2 else white)
        elif band == "zigzag":
            for line, color in enumerate((first, second)):
                points = [
                    (x, y + (14 if x // 80 % 2 else 62) + 25 * line)
                    for x in range(-80, WIDTH + 161, 80)
                ]
                canvas.stroke(points, color, 13)
        else:
            _diamonds(canvas, y, high, (red, gold, white))
        y += high
    canvas.darken_edges(0.25)


def _diamonds(canvas: Canvas, y: float, high: float, colors: tuple[str, str, str]) -> None:
    """A row of nested diamonds with eight-pointed stars between them."""
    first, second, white = colors
    half = high / 2 - 8
    middle = y + high / 2
    for x in range(0, WIDTH + 320, 320):
        for share, color in ((1, first), (0.76, "#1d2350"), (0.58, second), (0.3, first)):
            reach = half * share
            canvas.shape([(x, middle - reach), (x + reach * 1.05, middle), (x, middle + reach),
                          (x - reach * 1.05, middle)], color)  # fmt: skip
        center = x + 160
        for turn in range(8):
            angle, near, far = (math.radians(45 * turn + by) for by in (0, -22, 22))
            canvas.shape(
                [(center, middle),
                 (center + 42 * math.cos(near), middle + 42 * math.sin(near)),
                 (center + 92 * math.cos(angle), middle + 92 * math.sin(angle)),
                 (center + 42 * math.cos(far), middle + 42 * math.sin(far))],
                second if turn % 2 else white,
            )  # fmt: skip


def digital(canvas: Canvas) -> None:
    """A net of lights over the mountains: data that connects places."""
    rng = canvas.random
    canvas.sky("#0b2447", "#15487a", "#2f7fa8", "#7fc1c9")
    for _ in range(120):
        canvas.disc(rng.uniform(0, WIDTH), rng.uniform(0, 420), rng.uniform(0.6, 1.6), "#bfe0ee")
    nodes = []
    for row in range(4):
        for column in range(9):
            nodes.append((
                80 + column * 180 + rng.uniform(-60, 60),
                90 + row * 112 + rng.uniform(-36, 36),
            ))  # fmt: skip
    for index, (x, y) in enumerate(nodes):
        for other_x, other_y in nodes[index + 1 :]:
            if math.hypot(x - other_x, y - other_y) < 215:
                canvas.stroke([(x, y), (other_x, other_y)], "#4b93b8", 1.6)
    for x, y in nodes:
        big = rng.random() < 0.3
        canvas.disc(x, y, 13 if big else 7, "#2b78a3")
        canvas.disc(x, y, 8 if big else 4.5, "#f5d76e" if big else "#dff3f7")
    for layer, color in enumerate(("#2c6f8a", "#1d5570", "#123c55", "#0b2840")):
        profile = karst(rng, 760 + 60 * layer, 330 - 60 * layer, 6 + layer)
        canvas.below(profile, color, blend(color, "#5fb0b8", 0.25 - 0.05 * layer))
    for _ in range(46):
        x, y = rng.uniform(60, WIDTH - 60), rng.uniform(800, HEIGHT - 16)
        canvas.box(x, y, x + 8, y + 8, rng.choice(("#f5d76e", "#ffe9a8", "#f0b94a")))
