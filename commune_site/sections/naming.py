"""Keep official names from reading like a newspaper's (R37, Quyết định 1418/QĐ-BTTTT of 2022)."""

import re
import unicodedata

# Words that make a state body's site look like a newspaper, wherever they stand in a name.
_NEWSPAPER_WORDS = (
    "báo",
    "tạp chí",
    "tin tức",
    "tòa soạn",
    "toà soạn",
    "văn phòng đại diện",
    "ban phóng viên",
    "phóng viên",
    "news",
    "times",
    "online",
    "daily",
)
# Ordinary administrative words that contain the syllable "báo" and have nothing of a newspaper.
_INNOCENT_WORDS = ("báo cáo", "báo động", "báo tin", "cảnh báo", "công báo", "dự báo", "thông báo")
# Columns of a newspaper: refused when a name consists of nothing else.
_NEWSPAPER_COLUMNS = {"chính trị", "xã hội", "đời sống", "giải trí"}

_INNOCENT = re.compile(rf"\b({'|'.join(_INNOCENT_WORDS)})\b")
_NEWSPAPER = re.compile(rf"\b({'|'.join(_NEWSPAPER_WORDS)})\b")
_SEPARATORS = re.compile(r"\s*(?:[,;/&–-]|\bvà\b)\s*")


def newspaper_words(name: str) -> list[str]:
    """Return the words of ``name`` that belong to a newspaper, in order; empty when it may stay.

    Whole words only and in any letter case: "Báo cáo công tác" and "Công báo" pass, "Báo phường"
    does not. A name made of newspaper columns alone ("Chính trị - Xã hội") returns those columns.
    """
    text = " ".join(unicodedata.normalize("NFC", name).lower().split())
    found = _NEWSPAPER.findall(_INNOCENT.sub(" ", text))
    parts = [part for part in _SEPARATORS.split(text) if part]
    if parts and all(part in _NEWSPAPER_COLUMNS for part in parts):
        found += parts
    return found
