"""Turns PDFs into what a scanner makes of them: pictures, a little askew, with noise and a seal."""

import random
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw, ImageFilter

from documents.intake.pdf import read_text_layer

SEAL = (200, 40, 40)


def scan(
    source: Path, target: Path, *, dpi: int = 200, seed: int = 0, sealed_name: str = ""
) -> Path:
    """Write ``source`` as pictures into the PDF ``target``; a seal covers ``sealed_name`` in part.

    Two of three scans are in colour, as offices that stamp in red make them.
    """
    chance = random.Random(seed)
    place = _place_of(source, sealed_name) if sealed_name else None
    pages = []
    document = pypdfium2.PdfDocument(source)
    for index in range(len(document)):
        picture = document[index].render(scale=dpi / 72).to_pil().convert("RGB")
        if place is not None and place[0] == index + 1:
            picture = _sealed(picture, place[1:], dpi / 72)
        pages.append(_worn(picture, chance, "RGB" if seed % 3 else "L"))
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


def _worn(picture: Image.Image, chance: random.Random, mode: str) -> Image.Image:
    worn = picture.convert(mode)
    angle = chance.uniform(-0.8, 0.8)
    worn = worn.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor="white")
    noise = Image.effect_noise(worn.size, chance.uniform(12, 24)).convert(mode)
    worn = Image.blend(worn, noise, 0.08)
    return worn.filter(ImageFilter.GaussianBlur(chance.uniform(0.3, 0.8)))
