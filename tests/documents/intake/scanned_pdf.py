"""Turns PDFs into what a scanner makes of them: pictures, a little askew, with noise and a seal."""

import random
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

from documents.intake.pdf import read_text_layer

SEAL, INK = (200, 40, 40), (30, 50, 170)


def scan(
    source: Path,
    target: Path,
    *,
    dpi: int = 200,
    seed: int = 0,
    sealed_name: str = "",
    wear: frozenset[str] = frozenset(),
) -> Path:
    """Write ``source`` as pictures into the PDF ``target``; a seal covers ``sealed_name`` in part.

    Two of three scans are in colour, as offices that stamp in red make them. ``wear`` names what
    else happened to the paper: ``skewed`` (by one to two degrees), ``faint`` (worn toner),
    ``bleed`` (the back shines through), ``signed`` (in blue, across post and name).
    """
    chance = random.Random(seed)
    place = _place_of(source, sealed_name) if sealed_name else None
    pages = []
    document = pypdfium2.PdfDocument(source)
    for index in range(len(document)):
        picture = document[index].render(scale=dpi / 72).to_pil().convert("RGB")
        if place is not None and place[0] == index + 1:
            if "signed" in wear:
                picture = _signed(picture, place[1:], dpi / 72, chance)
            picture = _sealed(picture, place[1:], dpi / 72)
        pages.append(_worn(picture, chance, "RGB" if seed % 3 else "L", wear))
    document.close()
    pages[0].save(target, save_all=True, append_images=pages[1:], resolution=dpi, quality=60)
    return target


def _place_of(source: Path, name: str) -> tuple[int, float, float] | None:
    for line in reversed(list(read_text_layer(source).lines())):
        if line.text.casefold() == name.casefold():
            return line.page, line.left, line.top
    return None


def _sealed(picture: Image.Image, at: tuple[float, float], scale: float) -> Image.Image:
    """Draw a round seal whose edge covers the begin of the name, as it is pressed."""
    seal = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(seal)
    x, y, radius = at[0] * scale - 10 * scale, at[1] * scale - 28 * scale, 51 * scale
    for inset in (0, 5, 18):
        edge = radius - inset * scale
        pen.ellipse(
            (x - edge, y - edge, x + edge, y + edge), outline=(*SEAL, 170), width=int(2 * scale)
        )
    pen.regular_polygon((x, y, 14 * scale), 5, fill=(*SEAL, 150))
    return Image.alpha_composite(picture.convert("RGBA"), seal).convert("RGB")


def _signed(
    picture: Image.Image, at: tuple[float, float], scale: float, chance: random.Random
) -> Image.Image:
    """Draw a signature in blue ink above the name, one stroke of which crosses it."""
    pen = ImageDraw.Draw(picture)
    x, y = at[0] * scale, at[1] * scale
    points = [(x + step * 9 * scale, y + chance.uniform(-44, 2) * scale) for step in range(-1, 12)]
    pen.line([*points, (x + 20 * scale, y + 7 * scale)], fill=INK, width=int(1.4 * scale))
    return picture


def _worn(
    picture: Image.Image, chance: random.Random, mode: str, wear: frozenset[str]
) -> Image.Image:
    worn = picture.convert(mode)
    if "bleed" in wear:
        back = ImageOps.mirror(worn).point(lambda shade: 200 + shade * 55 // 255)
        worn = ImageChops.darker(worn, back)
    if "faint" in wear:
        worn = worn.point(lambda shade: 110 + shade * 145 // 255)
    most = 2.0 if "skewed" in wear else 0.8
    angle = (
        chance.choice((-1, 1)) * chance.uniform(1.0, most)
        if most > 1
        else (chance.uniform(-most, most))
    )
    worn = worn.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor="white")
    noise = Image.effect_noise(worn.size, chance.uniform(12, 24)).convert(mode)
    worn = Image.blend(worn, noise, 0.08)
    return worn.filter(ImageFilter.GaussianBlur(chance.uniform(0.3, 0.8)))
