"""Real files, made by the tests: good ones and such as would do harm."""

import io

from PIL import Image
from pypdf import PdfWriter
from pypdf.actions import JavaScript
from pypdf.generic import DictionaryObject, NameObject, TextStringObject


def pdf(
    title: str = "", *, script: bool = False, password: str = "", inside: bool = False
) -> bytes:
    """Return a PDF file with one page."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_metadata({"/Title": title})
    if script:
        writer.add_open_action(JavaScript("app.alert('x');"))
    if inside:
        writer.add_attachment("a.exe", b"MZ")
    if password:
        writer.encrypt(password)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def launching_pdf() -> bytes:
    """Return a PDF file that starts a program when it is opened."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("cmd.exe")}
    )
    writer.root_object[NameObject("/OpenAction")] = action
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def picture(kind: str = "JPEG", size: tuple[int, int] = (64, 48), *, place: bool = False) -> bytes:
    """Return a picture; with ``place`` it tells where it was taken."""
    image = Image.new("RGB", size, "teal")
    exif = Image.Exif()
    if place:
        exif[0x010F] = "Bí mật"
        exif.get_ifd(0x8825)[1] = "N"
    made = io.BytesIO()
    image.save(made, kind, exif=exif)
    return made.getvalue()
