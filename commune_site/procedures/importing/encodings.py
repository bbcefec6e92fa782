"""Which encoding a Vietnamese text file has: Unicode is read, old tables are told by name."""

import codecs
import unicodedata

from django.utils.translation import gettext as _

from commune_site.procedures.importing.columns import plain
from commune_site.procedures.importing.errors import UnreadableFile

# What stands in every file of procedures, folded; it tells a right decoding from a wrong one.
_TELLING = ("ma thu tuc", "ten thu tuc", "ma tthc", "ten tthc", "linh vuc")
_SAMPLE = 4000

# TCVN 5712:1993 (the fonts .VnTime): small letters share their bytes with capitals under a tone,
# so that a conversion cannot tell them apart. Enough of it to recognise a heading.
_TCVN3 = dict(
    zip(
        b"\xb5\xb6\xb7\xb8\xb9\xa8\xbb\xbc\xbd\xbe\xc6\xa9\xc7\xc8\xc9\xca\xcb\xcc\xce\xcf\xd0\xd1"
        b"\xaa\xd2\xd3\xd4\xd5\xd6\xd7\xd8\xdc\xdd\xde\xdf\xe1\xe2\xe3\xe4\xab\xe5\xe6\xe7\xe8\xe9"
        b"\xac\xea\xeb\xec\xed\xee\xef\xf1\xf2\xf3\xf4\xad\xf5\xf6\xf7\xf8\xf9\xfa\xfb\xfc\xfd\xfe"
        b"\xae\xa1\xa2\xa3\xa4\xa5\xa6\xa7",
        "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđĂÂÊÔƠƯĐ",
        strict=True,
    )
)


def decode(content: bytes) -> tuple[str, str]:
    """Return the text of a file and the name of its encoding.

    UTF-8 and UTF-16 are read with or without their mark. Windows-1258 is read when the headings
    of a list of procedures come out of it.

    Raises:
        UnreadableFile: the text is in TCVN3 or in an encoding that is not known.
    """
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return _strictly(content, name), name.removesuffix("-sig")
    if (wide := _unmarked_utf16(content)) is not None:
        return _strictly(content, wide), wide
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(content)
    if looks_like_tcvn3(text):
        raise UnreadableFile(_tcvn3_message())
    return unicodedata.normalize("NFC", text), "utf-8"


def looks_like_tcvn3(text: str) -> bool:
    """Tell whether a text was typed for the fonts of TCVN3 and taken for Western letters."""
    try:
        raw = text[:_SAMPLE].encode("latin-1")
    except UnicodeEncodeError:
        return False
    return not raw.isascii() and not _is_telling(text) and _is_telling(from_tcvn3(raw))


def from_tcvn3(raw: bytes) -> str:
    """Return text of TCVN3 as Unicode; capitals under a tone come out small."""
    return "".join(_TCVN3.get(byte) or chr(byte) for byte in raw)


def _legacy(content: bytes) -> tuple[str, str]:
    if _is_telling(from_tcvn3(content[:_SAMPLE])):
        raise UnreadableFile(_tcvn3_message())
    try:
        text = unicodedata.normalize("NFC", content.decode("cp1258"))
    except UnicodeDecodeError:
        text = ""
    if _is_telling(text[:_SAMPLE]):
        return text, "windows-1258"
    raise UnreadableFile(
        _(
            "The letters of the file cannot be read. Open it in Excel and save it as "
            "“Excel Workbook (.xlsx)” or “CSV UTF-8”."
        )
    )


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return unicodedata.normalize("NFC", content.decode(encoding))
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            _("The file is damaged: from byte %(place)d on it is not %(encoding)s.")
            % {"place": error.start, "encoding": encoding.removesuffix("-sig").upper()}
        ) from error


def _unmarked_utf16(content: bytes) -> str | None:
    """Return the name of a UTF-16 without a mark: of plain letters every other byte is zero."""
    sample = content[:_SAMPLE]
    zeros = (sample[0::2].count(0), sample[1::2].count(0))
    if not max(zeros) or max(zeros) * 4 < len(sample) // 2:
        return None
    return "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"


def _is_telling(text: str) -> bool:
    words = plain(text)
    return any(heading in words for heading in _TELLING)


def _tcvn3_message() -> str:
    return _(
        "The file is in TCVN3 (fonts .VnTime), an encoding that does not tell capitals from small "
        "letters. Convert it to Unicode and save it again."
    )
