"""What a file is by what it holds, whatever it is called."""

import codecs
import re
from typing import BinaryIO

PDF = "application/pdf"
ZIP = "application/zip"
OLE = "application/x-ole-storage"
TEXT = "text/plain"
_OOXML = "application/vnd.openxmlformats-officedocument"
DOCX = f"{_OOXML}.wordprocessingml.document"
XLSX = f"{_OOXML}.spreadsheetml.sheet"
PPTX = f"{_OOXML}.presentationml.presentation"
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
DOC, XLS, PPT = "application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint"
MP4, M4A, WEBM = "video/mp4", "audio/mp4", "video/webm"
MP3, OGG, VTT, CSV = "audio/mpeg", "audio/ogg", "text/vtt", "text/csv"

# The kinds that a name with this ending may hold.
KINDS_OF_ENDING = {
    "pdf": {PDF}, "doc": {DOC}, "docx": {DOCX}, "xls": {XLS}, "xlsx": {XLSX}, "ods": {ODS},
    "odt": {ODT}, "ppt": {PPT}, "pptx": {PPTX}, "txt": {TEXT}, "csv": {TEXT}, "zip": {ZIP},
    "mp4": {MP4}, "m4a": {M4A, MP4}, "webm": {WEBM}, "mp3": {MP3}, "ogg": {OGG}, "vtt": {VTT},
}  # fmt: skip
HEAD_BYTES = 4096
_PDF_HEADER = re.compile(rb"%PDF-\d")
_MP3_FRAME = re.compile(rb"\xff[\xe2\xe3\xf2\xf3\xfa\xfb]")
# What editors of text write besides letters: tab, line feed, form feed, carriage return.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")


def kind_of(file: BinaryIO) -> str:
    """Return the media type of what a file holds; "" for what is none of ours.

    Containers are told by their outer form alone: what a ZIP or an OLE file is made for,
    :mod:`documents.files.containers` says.
    """
    file.seek(0)
    head = file.read(HEAD_BYTES)
    file.seek(0)
    # Programs that write PDF put other bytes before it now and then; readers look at 1024.
    if _PDF_HEADER.search(head[:1024]):
        return PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return ZIP
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return OLE
    return _kind_of_recording(head) or _kind_of_text(head)


def _kind_of_recording(head: bytes) -> str:
    if head[4:8] == b"ftyp":
        return M4A if head[8:11] == b"M4A" else MP4
    if head.startswith(b"\x1aE\xdf\xa3") and b"webm" in head[:64]:
        return WEBM
    if head.startswith(b"OggS"):
        return OGG
    if head.startswith(b"ID3") or _MP3_FRAME.match(head):
        return MP3
    return ""


def _kind_of_text(head: bytes) -> str:
    text = _decoded(head)
    if text is None or _CONTROL.search(text):
        return ""
    return VTT if text.lstrip("\ufeff").startswith("WEBVTT") else TEXT


def _decoded(head: bytes) -> str | None:
    """Return the beginning of a text; a letter that is cut off at its end is left out."""
    encodings = ("utf-16",) if head[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8", "cp1258")
    for encoding in encodings:
        try:
            return codecs.getincrementaldecoder(encoding)().decode(head)
        except UnicodeDecodeError:
            continue
    return None


def fits_name(kind: str, name: str) -> bool:
    """Tell whether a file of this kind may have a name with this ending."""
    ending = name.rpartition(".")[2].lower()
    return kind in KINDS_OF_ENDING.get(ending, ())
