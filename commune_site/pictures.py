"""What public pages show of a picture: sizes and formats, and how large a stored original may be.

Pages show AVIF where it is ready and WebP everywhere: WebP is made when it is first needed, AVIF,
which takes several times as long, only by the task that runs after an upload. Originals are handed
out to nobody, so they are stored no larger than what pages can ask for.
"""

import io
import struct
import threading
import warnings
from dataclasses import dataclass

from django.core.files.base import ContentFile, File
from django.db.models import QuerySet
from PIL import Image, ImageOps
from wagtail.images import get_image_model
from wagtail.images.models import Filter

LEAD_WIDTHS = (480, 800, 1200)
# Also those of pictures between paragraphs.
LEAD_FILTERS = tuple(f"width-{width}|format-webp|webpquality-72" for width in LEAD_WIDTHS)
LEAD_AVIF = tuple(f"width-{width}|format-avif|avifquality-55" for width in LEAD_WIDTHS)
LEAD_SIZES = "(min-width: 60rem) 46rem, 100vw"
CARD_FILTER = "fill-480x270|format-webp|webpquality-70"
CARD_AVIF = "fill-480x270|format-avif|avifquality-55"
GALLERY_THUMBNAIL = "fill-360x240|format-webp|webpquality-70"
GALLERY_FULL = "max-1600x1600|format-webp|webpquality-75"
# What the task after an upload makes.
READY_MADE = (*LEAD_FILTERS, CARD_FILTER, GALLERY_THUMBNAIL, GALLERY_FULL, *LEAD_AVIF, CARD_AVIF)
# Pixels: the longest side that any page asks for (maps of plannings).
LONGEST_SIDE = 2600
STORED_QUALITY = 90
# Decoded pictures are large (50 megapixels take 150 MB): one at a time in each process.
decoding = threading.Lock()


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """A picture in several widths (pixels); ``avif`` is empty until the task has made them."""

    url: str
    srcset: str
    avif: str
    sizes: str
    width: int
    height: int
    alt: str
    caption: str = ""


def shown_picture(image, alt: str, caption: str = "") -> ShownPicture:
    """Return a picture as articles show it; no query where its renditions are loaded."""
    renditions = image.get_renditions(*LEAD_FILTERS)
    made = [renditions[spec] for spec in LEAD_FILTERS]
    return ShownPicture(
        url=made[1].url,
        srcset=_srcset(made),
        avif=_srcset(ready_made(image, *LEAD_AVIF)),
        sizes=LEAD_SIZES,
        width=made[-1].width,
        height=made[-1].height,
        alt=alt,
        caption=caption,
    )


def ready_made(image, *specs: str) -> list:
    """Return the renditions with these specifications if all of them are there; none are made."""
    filters = [Filter(spec=spec) for spec in specs]
    found = image.find_existing_renditions(*filters)
    return [found[one] for one in filters] if len(found) == len(filters) else []


def make_ready(image) -> int:
    """Make every size and format that public pages show of a picture; return how many."""
    return len(image.get_renditions(*READY_MADE))


def unready() -> QuerySet:
    """Return the pictures of all places whose sizes nobody has made yet, the newest first."""
    return (
        get_image_model().everywhere.exclude(renditions__filter_spec=LEAD_AVIF[-1]).order_by("-pk")
    )


def _srcset(renditions: list) -> str:
    return ", ".join(f"{one.url} {one.width}w" for one in renditions)


# What decoders raise for a file that is damaged.
DAMAGE = (OSError, SyntaxError, ValueError, EOFError, struct.error)


class BrokenPicture(ValueError):
    """A picture that cannot be decoded to its end; pages could never show it."""


def pixels_of(upload: File) -> int:
    """Return how many pixels a file states in its header, of which nothing is decoded.

    Raises:
        BrokenPicture: it has no such header.
        PIL.Image.DecompressionBombError: it states more than Pillow ever decodes.
    """
    upload.seek(0)
    try:
        with warnings.catch_warnings(action="ignore", category=Image.DecompressionBombWarning):
            # Left open, for the file is the caller's.
            picture = Image.open(upload)
            return picture.width * picture.height * getattr(picture, "n_frames", 1)
    except DAMAGE as error:
        raise BrokenPicture from error
    finally:
        upload.seek(0)


def reduced(upload: File) -> File:
    """Return a picture as it is stored: upright and at most ``LONGEST_SIDE`` long.

    One that is small enough is returned as it is, but has been decoded once. Its pixels must have
    been counted before; JPEG files are decoded at a fraction of their size, where that is enough.

    Raises:
        BrokenPicture: it cannot be decoded.
    """
    upload.seek(0)
    try:
        with decoding, Image.open(upload) as picture:
            content = _smaller(picture)
    except DAMAGE as error:
        raise BrokenPicture from error
    upload.seek(0)
    return upload if content is None else ContentFile(content, name=upload.name)


def _smaller(picture: Image.Image) -> bytes | None:
    """Return the file of a picture made smaller, or None where it is small enough."""
    # Phones write a second, smaller picture behind the first and call the pair MPO.
    kind = "JPEG" if picture.format == "MPO" else picture.format
    is_animated = kind != "JPEG" and getattr(picture, "is_animated", False)
    if max(picture.size) <= LONGEST_SIDE or is_animated:
        picture.load()
        return None
    picture.draft(None, (LONGEST_SIDE, LONGEST_SIDE))
    if picture.mode in ("1", "P"):
        # Colours of a palette cannot be mixed.
        picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    colours = picture.info.get("icc_profile")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    written = io.BytesIO()
    upright = ImageOps.exif_transpose(picture)
    upright.save(written, kind, quality=STORED_QUALITY, icc_profile=colours)
    return written.getvalue()
