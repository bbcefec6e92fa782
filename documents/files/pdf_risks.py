"""Looks for what a PDF may do to its reader, in the bytes themselves.

A parser sees what the file leads it to see; readers differ in what they repair. So the names of
dangerous actions are looked for in the whole file and in every compressed stream of objects, also
where letters are written as numbers (``/J#61vaScript``, ISO 32000-1, 7.3.5).
"""

import re
import zlib
from collections.abc import Iterator

from documents.files.findings import Finding

# Bytes to which the streams of objects of one file may unpack.
MOST_UNPACKED = 96 * 1024**2
_LONGEST_DICTIONARY = 4096


def _name(word: str, *, after: str = r"(?![A-Za-z0-9])") -> str:
    """Return a pattern for a name whose letters may be written as numbers."""
    letters = (f"(?:{letter}|#{ord(letter):02x}|#{ord(letter):02X})" for letter in word)
    return "/" + "".join(letters) + after


def _any(*words: str) -> re.Pattern[bytes]:
    return re.compile("|".join(_name(word) for word in words).encode("ascii"))


_ACTS = _any("JavaScript", "Launch", "ImportData", "SubmitForm", "Rendition")
_FORM_OF_PROGRAMS = re.compile((_name("XFA", after=r"\s*[\[\d<]")).encode("ascii"))
_CARRIES = _any("EmbeddedFile", "EmbeddedFiles", "FileAttachment", "RichMedia", "GoToE")
_OBJECT_STREAM = re.compile(_name("ObjStm").encode("ascii"))
_PREDICTOR = re.compile((_name("Predictor", after=r"\s*(?!1\b)\d")).encode("ascii"))
_STREAM = re.compile(rb"stream\r?\n")


def findings_of_pdf(content: bytes) -> list[Finding]:
    """Return what speaks against a PDF, by its bytes.

    ``content`` may be any buffer, such as a file mapped into memory.
    """
    found: set[Finding] = set()
    left = MOST_UNPACKED
    for part in _parts(content):
        if isinstance(part, Finding):
            found.add(part)
            continue
        if _ACTS.search(part) or _FORM_OF_PROGRAMS.search(part):
            found.add(Finding.ACTS)
        if _CARRIES.search(part):
            found.add(Finding.CARRIES_FILES)
        if part is not content:
            left -= len(part)
        if left < 0:
            found.add(Finding.BOMB)
            break
    return [finding for finding in Finding if finding in found]


def _parts(content: bytes) -> Iterator[bytes | Finding]:
    """Yield the file itself and what its streams of objects hold."""
    yield content
    for match in _OBJECT_STREAM.finditer(content):
        start = _STREAM.search(content, match.end(), match.end() + _LONGEST_DICTIONARY)
        if start is None:
            continue
        opening = content.rfind(b"obj", max(0, match.start() - _LONGEST_DICTIONARY), match.start())
        dictionary = content[max(opening, 0) : start.start()]
        if _PREDICTOR.search(dictionary):
            yield Finding.UNREADABLE
            continue
        yield _unpacked(content, start.end())


def _unpacked(content: bytes, start: int) -> bytes | Finding:
    """Return what a stream unpacks to; one that is not packed was seen with the file itself."""
    begin = bytes(content[start : start + 2])
    if begin[:1].isdigit() or begin[:1] in b" \r\n":
        return b""
    end = content.find(b"endstream", start)
    packed = bytes(content[start : end if end > 0 else start + MOST_UNPACKED])
    unpacker = zlib.decompressobj()
    try:
        unpacked = unpacker.decompress(packed, MOST_UNPACKED)
    except zlib.error:
        return Finding.UNREADABLE
    return Finding.BOMB if unpacker.unconsumed_tail else unpacked
