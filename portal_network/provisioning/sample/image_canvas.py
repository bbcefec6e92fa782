"""A small canvas for flat landscapes: gradients, ridges, glows.

Everything is drawn twice as large and reduced at the end, which smooths the edges.
"""

from __future__ import annotations

import io
import math
import random
from collections.abc import Callable, Sequence

from PIL import Image, ImageChops, ImageDraw, ImageFilter

WIDTH, HEIGHT = 1600, 900
_SCALE = 2
_STEP = 4

Color = tuple[int, int, int]
Point = tuple[float, float]
Profile = Callable[[float], float]
"""Height of a line (y, growing downwards) at a horizontal position, both in picture units."""


def rgb(value: str) -> Color:
    """Turn "#1f3a5f" into its three components."""
    return (int(value[1:3], 16), int(value[3:5], 16), int(value[5:7], 16))


def blend(first: str, second: str, share: float) -> str:
    """Mix two colours; ``share`` is how much of the second."""
    mixed = (round(a + (b - a) * share) for a, b in zip(rgb(first), rgb(second), strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)


class Canvas:
    """Draws in units of the finished picture, 1600 wide and 900 high."""

    def __init__(self, seed: str):
        self.random = random.Random(seed)
        self.image = Image.new("RGB", (WIDTH * _SCALE, HEIGHT * _SCALE))
        self.draw = ImageDraw.Draw(self.image)

    def sky(self, *colors: str) -> None:
        """Fill the whole picture with a gradient from top to bottom."""
        self.image.paste(self._column(colors, 0, HEIGHT).resize(self.image.size))

    def shape(self, points: Sequence[Point], *colors: str) -> None:
        """Fill an outline with one colour, or with a gradient from its top to its bottom."""
        scaled = [(x * _SCALE, y * _SCALE) for x, y in points]
        if len(colors) == 1:
            self.draw.polygon(scaled, fill=rgb(colors[0]))
            return
        # Only the box around the outline is touched; a whole picture each time would be slow.
        left, upper, right, lower = self._box(scaled)
        if left >= right or upper >= lower:
            return
        mask = Image.new("L", (right - left, lower - upper), 0)
        ImageDraw.Draw(mask).polygon([(x - left, y - upper) for x, y in scaled], fill=255)
        top = min(y for _, y in points)
        bottom = max(y for _, y in points)
        filling = self._column(colors, top, bottom).crop((0, upper, 1, lower)).resize(mask.size)
        self.image.paste(filling, (left, upper), mask)

    def below(self, profile: Profile, *colors: str, bottom: float = HEIGHT) -> None:
        """Fill everything below a line."""
        points = [(x, profile(x)) for x in range(-_STEP, WIDTH + 2 * _STEP, _STEP)]
        self.shape([*points, (WIDTH + _STEP, bottom), (-_STEP, bottom)], *colors)

    def stroke(self, points: Sequence[Point], color: str, width: float) -> None:
        """Draw a line with round joints."""
        scaled = [(x * _SCALE, y * _SCALE) for x, y in points]
        self.draw.line(scaled, fill=rgb(color), width=round(width * _SCALE), joint="curve")

    def disc(self, x: float, y: float, radius: float, color: str) -> None:
        """Fill a circle."""
        self.ellipse(x, y, radius, radius, color)

    def ellipse(self, x: float, y: float, across: float, up: float, color: str) -> None:
        """Fill an ellipse given by its half axes."""
        box = ((x - across) * _SCALE, (y - up) * _SCALE, (x + across) * _SCALE, (y + up) * _SCALE)
        self.draw.ellipse(box, fill=rgb(color))

    def box(self, left: float, top: float, right: float, bottom: float, color: str) -> None:
        """Fill a rectangle."""
        self.draw.rectangle(
            (left * _SCALE, top * _SCALE, right * _SCALE, bottom * _SCALE), fill=rgb(color)
        )

    def glow(self, x: float, y: float, radius: float, color: str, strength: float = 0.6) -> None:
        """Lay a soft light over what is drawn."""
        # Pillow's radial gradient is dark in its middle and clips at half the box.
        falloff = Image.radial_gradient("L").point(
            [round(255 * strength * max(0.0, 1 - level / 180) ** 2) for level in range(256)]
        )
        side = round(2 * radius * _SCALE)
        mask = Image.new("L", self.image.size, 0)
        corner = (round((x - radius) * _SCALE), round((y - radius) * _SCALE))
        mask.paste(falloff.resize((side, side), Image.Resampling.BICUBIC), corner)
        self.image.paste(Image.new("RGB", self.image.size, rgb(color)), mask=mask)

    def mist(self, top: float, bottom: float, color: str, strength: float = 0.5) -> None:
        """Lay a horizontal veil over the picture, densest in its middle."""
        column = Image.new("L", (1, HEIGHT), 0)
        for y in range(max(0, round(top)), min(HEIGHT, round(bottom))):
            share = (y - top) / (bottom - top)
            column.putpixel((0, y), round(255 * strength * math.sin(math.pi * share) ** 2))
        veil = Image.new("RGB", self.image.size, rgb(color))
        self.image.paste(veil, mask=column.resize(self.image.size, Image.Resampling.BICUBIC))

    def darken_edges(self, strength: float = 0.16) -> None:
        """Draw the eye to the middle."""
        small = (160, 90)
        light = Image.new("L", small, round(255 * (1 - strength)))
        ImageDraw.Draw(light).ellipse((-24, -20, 184, 110), fill=255)
        light = light.filter(ImageFilter.GaussianBlur(26)).resize(
            self.image.size, Image.Resampling.BICUBIC
        )
        self.image.paste(ImageChops.multiply(self.image, Image.merge("RGB", (light,) * 3)))

    def jpeg(self, limit: int) -> bytes:
        """The finished picture as a JPEG of at most ``limit`` bytes."""
        picture = self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        for quality in range(86, 40, -4):
            out = io.BytesIO()
            picture.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
            if out.tell() <= limit:
                break
        return out.getvalue()

    def _box(self, scaled: Sequence[Point]) -> tuple[int, int, int, int]:
        across = [x for x, _ in scaled]
        down = [y for _, y in scaled]
        wide, high = self.image.size
        return (
            max(0, math.floor(min(across))),
            max(0, math.floor(min(down))),
            min(wide, math.ceil(max(across)) + 1),
            min(high, math.ceil(max(down)) + 1),
        )

    def _column(self, colors: Sequence[str], top: float, bottom: float) -> Image.Image:
        """One column of pixels as high as the picture, from colour to colour."""
        column = Image.new("RGB", (1, HEIGHT * _SCALE))
        parts = [rgb(color) for color in colors]
        pixels = []
        for y in range(HEIGHT * _SCALE):
            share = min(max((y / _SCALE - top) / max(bottom - top, 1), 0), 1) * (len(parts) - 1)
            index = min(int(share), len(parts) - 2)
            rest = share - index
            pixels.append(
                tuple(
                    round(a + (b - a) * rest)
                    for a, b in zip(parts[index], parts[index + 1], strict=True)
                )
            )
        column.putdata(pixels)
        return column


def hills(rng: random.Random, base: float, height: float, length: float) -> Profile:
    """A soft ridge around the line ``base``: waves of about ``length`` and smaller ones."""
    waves = [
        (height * share, length * part * rng.uniform(0.85, 1.2), rng.uniform(0, math.tau))
        for share, part in ((0.55, 1.0), (0.28, 0.47), (0.13, 0.21), (0.05, 0.09))
    ]
    return lambda x: (
        base
        - sum(
            amplitude * math.sin(math.tau * x / period + phase)
            for amplitude, period, phase in waves
        )
    )


def karst(rng: random.Random, base: float, height: float, count: int) -> Profile:
    """A row of steep limestone towers with rounded heads on the line ``base``."""
    towers = []
    for index in range(count):
        center = WIDTH * (index + rng.uniform(0.15, 0.85)) / count
        tall = height * rng.uniform(0.45, 1.0)
        towers.append((center, tall * rng.uniform(0.42, 0.72) + 30, tall, rng.uniform(-0.25, 0.25)))
    roughness = hills(rng, 0, height * 0.045, 90)

    def profile(x: float) -> float:
        top = 0.0
        for center, half, tall, lean in towers:
            away = (x - center) / half
            away *= 1 + lean * (1 if away > 0 else -1)
            if abs(away) < 1:
                top = max(top, tall * (1 - abs(away) ** 2.3) ** 0.62)
        return base - top - roughness(x) * min(1.0, top / 60)

    return profile
