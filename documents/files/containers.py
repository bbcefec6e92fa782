"""Office files and archives: what they are made for, and what may do harm in them."""

import re
import zipfile
from dataclasses import dataclass, field
from itertools import pairwise
from typing import BinaryIO

from documents.files import kinds
from documents.files.findings import Finding

# An office file or an archive may unpack to this many bytes in all, and to so many times its size.
MOST_UNPACKED = 2 * 1024**3
# What holds more than that anyhow may unpack to this many times its size: scans hardly shrink.
TIMES_OF_LARGE = 4
MOST_TIMES = 200
# Small files may be packed as tightly as they like.
UNPACKED_WITHOUT_QUESTION = 50 * 1024**2
MOST_ENTRIES = 20_000
_PARTS = {
    "word/document.xml": kinds.DOCX,
    "xl/workbook.xml": kinds.XLSX,
    "xl/workbook.bin": "",
    "ppt/presentation.xml": kinds.PPTX,
}
_MACRO_PARTS = re.compile(r"(?:^|/)(?:vbaproject\.bin|basic/|scripts/)", re.IGNORECASE)
_MACRO_TYPES = re.compile(rb"macroEnabled|vbaProject", re.IGNORECASE)
_LARGEST_PART_READ = 1024 * 1024
_ENCRYPTED_FLAG = 0x1


@dataclass
class Contents:
    """What a container is, and what is wrong with it."""

    kind: str
    findings: list[Finding] = field(default_factory=list)


def look_into_zip(file: BinaryIO, size: int) -> Contents:
    """Tell what a ZIP is made for and what is wrong with it; unpacks hardly anything."""
    try:
        with zipfile.ZipFile(file) as archive:
            return _look_into(archive, size)
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError,
            RuntimeError, UnicodeError, OverflowError, MemoryError) as _error:  # fmt: skip
        return Contents(kinds.ZIP, [Finding.DAMAGED])


def _look_into(archive: zipfile.ZipFile, size: int) -> Contents:
    entries = archive.infolist()
    if _is_bomb(entries, size):
        return Contents(kinds.ZIP, [Finding.BOMB])
    contents = Contents(_kind_of(archive, {entry.filename for entry in entries}))
    if any(entry.flag_bits & _ENCRYPTED_FLAG for entry in entries):
        contents.findings.append(Finding.ENCRYPTED)
    elif contents.kind != kinds.ZIP and _has_macros(archive, entries):
        contents.findings.append(Finding.MACROS)
    if any(_leads_out(entry.filename) for entry in entries):
        contents.findings.append(Finding.UNSAFE_PATHS)
    if not contents.findings and contents.kind != kinds.ZIP:
        contents.findings += _damage(archive)
    return contents


def _is_bomb(entries: list[zipfile.ZipInfo], size: int) -> bool:
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > max(MOST_UNPACKED, TIMES_OF_LARGE * size):
        return True
    if unpacked > UNPACKED_WITHOUT_QUESTION and unpacked > MOST_TIMES * max(size, 1):
        return True
    # Several entries over the same bytes are how small bombs become large ones.
    begins = sorted((entry.header_offset, entry.compress_size) for entry in entries)
    return any(
        offset + packed > following for (offset, packed), (following, _next) in pairwise(begins)
    )


def _kind_of(archive: zipfile.ZipFile, names: set[str]) -> str:
    if "mimetype" in names:
        stated = _read(archive, "mimetype").strip().decode("ascii", "replace")
        if stated in (kinds.ODT, kinds.ODS):
            return stated
    if "[Content_Types].xml" in names:
        return next((kind for part, kind in _PARTS.items() if part in names), kinds.ZIP)
    return kinds.ZIP


def _has_macros(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> bool:
    if any(_MACRO_PARTS.search(entry.filename) for entry in entries):
        return True
    types = "[Content_Types].xml"
    names = {entry.filename for entry in entries}
    return types in names and bool(_MACRO_TYPES.search(_read(archive, types)))


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(_LARGEST_PART_READ)


def _leads_out(name: str) -> bool:
    name = name.replace("\\", "/")
    return name.startswith("/") or ".." in name.split("/") or name[1:2] == ":"


def _damage(archive: zipfile.ZipFile) -> list[Finding]:
    """Read an office file once to its end; its size was checked before."""
    return [Finding.DAMAGED] if archive.testzip() else []


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-le")


_OLE_KINDS = {
    _utf16("WordDocument"): kinds.DOC,
    _utf16("Workbook"): kinds.XLS,
    _utf16("PowerPoint Document"): kinds.PPT,
}
_OLE_MACROS = (_utf16("_VBA_PROJECT"), _utf16("VBA\0"))
_OLE_ENCRYPTED = (_utf16("EncryptedPackage"), _utf16("EncryptionInfo"))
_CHUNK = 1024 * 1024
_OVERLAP = 64


def look_into_ole(file: BinaryIO) -> Contents:
    """Tell what an old office file is made for, by the names of the streams in it."""
    wanted = (*_OLE_KINDS, *_OLE_MACROS, *_OLE_ENCRYPTED)
    found: set[bytes] = set()
    file.seek(0)
    kept = b""
    while chunk := file.read(_CHUNK):
        window = kept + chunk
        found.update(name for name in wanted if name not in found and name in window)
        kept = window[-_OVERLAP:]
    kind = next((kind for name, kind in _OLE_KINDS.items() if name in found), "")
    contents = Contents(kind)
    if found.intersection(_OLE_ENCRYPTED):
        contents.findings.append(Finding.ENCRYPTED)
    elif not kind:
        contents.findings.append(Finding.UNKNOWN_KIND)
    if found.intersection(_OLE_MACROS):
        contents.findings.append(Finding.MACROS)
    return contents
