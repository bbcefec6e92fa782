"""Reads a Word file with mammoth and lets nothing through but plain structure."""

import io
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.parsers.expat import ExpatError

import nh3
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from commune_site.editing.word.package import BROKEN, UnreadableWordFile
from commune_site.pictures import reduced

PICTURE_SCHEME = "picture"
MAX_PICTURES = 60
MAX_PIXELS = 50_000_000
FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
# Turned into PNG; everything else, such as drawings of Office, cannot be shown by browsers.
CONVERTED = {"GIF", "BMP", "TIFF"}

STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
u =>
strike =>
"""
TAGS = {
    "h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "strong", "b", "em", "i", "sup", "ul", "ol",
    "li", "a", "img", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "id"}, "li": {"id"}, "img": {"src", "alt"},
    "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"},
}  # fmt: skip
SCHEMES = {"http", "https", "mailto", "tel", PICTURE_SCHEME}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the file, in a format that browsers show."""

    content: bytes
    extension: str
    alt: str


@dataclass(slots=True)
class WordText:
    """What was read: clean HTML, in which ``picture:0`` stands for the first of ``pictures``."""

    html: str = ""
    pictures: list[Picture] = field(default_factory=list)
    lost_pictures: int = 0


def read_word(package: BinaryIO) -> WordText:
    """Read a checked file; nothing outside of it is opened.

    Raises:
        UnreadableWordFile: it cannot be read.
    """
    # Late: the library would fill the memory of every worker.
    import mammoth

    found = WordText()

    def keep(image) -> dict[str, str]:
        picture = None
        if len(found.pictures) < MAX_PICTURES:
            with image.open() as source:
                picture = _picture(source.read(), image.alt_text or "")
        if picture is None:
            found.lost_pictures += 1
            return {"src": ""}
        found.pictures.append(picture)
        return {"src": f"{PICTURE_SCHEME}:{len(found.pictures) - 1}"}

    try:
        made = mammoth.convert_to_html(
            package,
            style_map=STYLES,
            convert_image=mammoth.images.img_element(keep),
            external_file_access=False,
        )
    except (*BROKEN, KeyError, AttributeError, TypeError, ExpatError, RecursionError) as error:
        raise UnreadableWordFile(
            _("The file is damaged. Open it in Word and save it again as .docx.")
        ) from error
    found.html = nh3.clean(
        made.value, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None
    )
    return found


def _picture(content: bytes, alt: str) -> Picture | None:
    """Return a picture that can be shown, or None; its other data (places, cameras) is kept off."""
    try:
        with Image.open(io.BytesIO(content)) as image:
            if (
                image.format not in {*FORMATS, *CONVERTED}
                or image.width * image.height > MAX_PIXELS
            ):
                return None
            if image.format in FORMATS:
                content = reduced(ContentFile(content)).read()
                return Picture(content, FORMATS[image.format], " ".join(alt.split()))
            image.seek(0)
            out = io.BytesIO()
            image.convert("RGBA").save(out, "PNG")
            return Picture(out.getvalue(), "png", " ".join(alt.split()))
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError):
        return None
