"""Looks into a Word file before anything unpacks it: other kinds, macros, objects, bombs."""

import io
import re
import zipfile
import zlib
from lzma import LZMAError

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MAX_FILE_BYTES = 20 * 1024 * 1024
MAX_UNPACKED_BYTES = 150 * 1024 * 1024
MAX_XML_BYTES = 20 * 1024 * 1024
MAX_PARTS = 1_000
MAX_PACKING_RATIO = 100
SMALL_PART_BYTES = 1024 * 1024

# What Word before 2007 wrote, and what a password turns a file into.
OLD_FORMAT = b"\xd0\xcf\x11\xe0"
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    LZMAError,
    RuntimeError,
    NotImplementedError,
    OSError,
    EOFError,
    ValueError,
)


class UnreadableWordFile(ValidationError):
    """A file that is not imported; its message says what the officer can do instead."""


def checked_package(content: bytes) -> io.BytesIO:
    """Return the file for reading once it is known to be harmless.

    Raises:
        UnreadableWordFile: it is another kind of file, too large, locked, or holds macros,
            embedded objects or more than a text needs.
    """
    if len(content) > MAX_FILE_BYTES:
        size = MAX_FILE_BYTES // 1024 // 1024
        raise UnreadableWordFile(
            ngettext(
                "The file is larger than %(size)d MB. Make its pictures smaller and try again.",
                "The file is larger than %(size)d MB. Make its pictures smaller and try again.",
                size,
            )
            % {"size": size}
        )
    if content.startswith(OLD_FORMAT):
        raise UnreadableWordFile(
            _(
                "The file is of an old kind (.doc) or locked with a password. Open it in Word and "
                "save it as .docx without a password."
            )
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_what_is_no_text(archive)
    except BROKEN as error:
        raise UnreadableWordFile(
            _("The file is damaged. Open it in Word and save it again as .docx.")
        ) from error
    return io.BytesIO(content)


def _refuse_what_is_no_text(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    names = {part.filename.lower() for part in parts}
    if "word/document.xml" not in names:
        raise UnreadableWordFile(_("This is no Word file. Choose a file that ends with .docx."))
    _refuse_bombs(parts)
    types = archive.read("[Content_Types].xml") if "[content_types].xml" in names else b""
    if any("vbaproject" in name for name in names) or b"macroEnabled" in types:
        raise UnreadableWordFile(
            _("The file holds macros. Save it in Word as .docx, which holds none.")
        )
    if any(name.startswith(("word/embeddings/", "word/activex/")) for name in names):
        raise UnreadableWordFile(
            _(
                "The file holds embedded objects, such as an Excel table. Replace them by a plain "
                "table or a picture, or attach the file instead."
            )
        )
    for part in parts:
        if part.filename.lower().endswith((".xml", ".rels")):
            _refuse_entities(archive.read(part))


def _refuse_bombs(parts: list[zipfile.ZipInfo]) -> None:
    # zipfile never unpacks more of a part than its header says.
    is_bomb = (
        len(parts) > MAX_PARTS
        or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES
        or any(_is_too_dense(part) for part in parts)
    )
    if is_bomb:
        raise UnreadableWordFile(
            _("The file unpacks to far more than a text needs. Copy the text into a new file.")
        )


def _is_too_dense(part: zipfile.ZipInfo) -> bool:
    if part.filename.lower().endswith(".xml") and part.file_size > MAX_XML_BYTES:
        return True
    packed = max(part.compress_size, 1)
    return part.file_size > SMALL_PART_BYTES and part.file_size / packed > MAX_PACKING_RATIO


def _refuse_entities(part: bytes) -> None:
    # Word writes UTF-8; another encoding could only hide what is looked for here.
    if part[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in part[:64] or _DECLARATION.search(part):
        raise UnreadableWordFile(
            _("The file is damaged. Open it in Word and save it again as .docx.")
        )
