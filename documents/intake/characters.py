"""Repairs the letters of extracted text: old code pages, loose marks, look-alikes, wide spacing.

Files of Vietnamese authorities carry text in Unicode, composed or not, and, when they are older, in
TCVN 5712:1993 (fonts named ``.Vn…``), VNI (fonts named ``VNI-…``) or Windows-1258, whose bytes a
PDF's text layer shows as Latin letters. Which one it is, is decided by how many words are
Vietnamese syllables.
"""

import re
import unicodedata
from collections.abc import Callable

SAMPLE_LENGTH = 6000
# How many more words of a hundred must become syllables before a text is taken for recoded.
CLEAR_GAIN = 0.10

# TCVN 5712:1993 (VN3) as Latin-1 shows it. Capitals with marks come from fonts whose name ends in H
# and have the codes of small letters; only these seven have codes of their own.
TCVN3 = dict(
    zip(
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦",
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
        strict=True,
    )
)
_FROM_TCVN3 = str.maketrans(TCVN3)

# VNI for Windows as Windows-1252 shows it: a letter, and behind it one for its marks.
_VNI_MARKS = {
    "a": ("ùøûõïêéèúüëâáàåãä", "áàảãạăắằẳẵặâấầẩẫậ"),
    "e": ("ùøûõïâáàåãä", "éèẻẽẹêếềểễệ"),
    "o": ("ùøûõïâáàåãä", "óòỏõọôốồổỗộ"),
    "ô": ("ùøûõï", "ớờởỡợ"),
    "u": ("ùøûõï", "úùủũụ"),
    "ö": ("ùøûõï", "ứừửữự"),
    "y": ("ùøûõ", "ýỳỷỹ"),
    "": ("íìæóòôöîñ", "íìỉĩịơưỵđ"),
}


def _vni_table() -> dict[str, str]:
    small = {
        base + mark: letter
        for base, (marks, letters) in _VNI_MARKS.items()
        for mark, letter in zip(marks, letters, strict=True)
    }
    return small | {shown.upper(): letter.upper() for shown, letter in small.items()}


VNI = _vni_table()
_FROM_VNI = re.compile("|".join(sorted(VNI, key=len, reverse=True)))

_LOOK_ALIKES = str.maketrans(
    {
        "Ð": "Đ",  # the Icelandic letter
        "ð": "đ",
        "\u00a0": " ",
        "\u200b": None,
        "\u200c": None,
        "\u200d": None,
        "\ufeff": None,
        "\u2028": " ",
        "\u2029": " ",
    }
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_SPACES = re.compile(r"[ \t]+")
_WORD = re.compile(r"[^\W\d_]+")
_FORM_OF_SIGNING = re.compile(r"^(?:TM|KT|TL|TUQ|[TK]/[A-Z]+)\W+")
_HYPHENATED = re.compile(r"([^\W\d_]*)-([^\W\d_]*)")

TONES = "\u0300\u0301\u0303\u0309\u0323"
_INITIAL = r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
_NUCLEUS = (
    r"(?:uyê|uya|uyu|iêu|yêu|oai|oay|oao|oeo|uây|uôi|ươi|ươu|"
    r"ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|ôi|ơi|ua|uâ|uê|ui|uô|uơ|uy|ưa|ươ|ưi|ưu|yê|"
    r"[aăâeêioôơuưy])"
)
_FINAL = r"(?:ch|ng|nh|[cmnpt])?"
_SYLLABLE = re.compile(_INITIAL + _NUCLEUS + _FINAL)


def is_syllable(word: str) -> bool:
    """Tell whether a word has the form of a Vietnamese syllable with at most one tone."""
    parts = unicodedata.normalize("NFD", word.lower())
    tones = sum(letter in TONES for letter in parts)
    toneless = "".join(letter for letter in parts if letter not in TONES)
    return tones <= 1 and bool(_SYLLABLE.fullmatch(unicodedata.normalize("NFC", toneless)))


def share_of_syllables(text: str) -> float:
    """Return which part of the words, from 0 to 1, are Vietnamese syllables."""
    words = _WORD.findall(text[:SAMPLE_LENGTH])
    return sum(map(is_syllable, words)) / len(words) if words else 0.0


def from_tcvn3(text: str) -> str:
    """Return what the bytes of a TCVN3 font, shown as Latin letters, mean.

    Its ``ư`` is a soft hyphen, of which converters make a plain one: ``tr-íc`` is ``trước``.
    """
    return _HYPHENATED.sub(_with_horned_u, text.translate(_FROM_TCVN3))


def _with_horned_u(found: re.Match) -> str:
    before, behind = found.groups()
    if not (before or behind):
        return found.group()
    joined = f"{before}ư{behind}"
    is_pair = is_syllable(before) and is_syllable(behind)
    return joined if is_syllable(joined) and not is_pair else found.group()


def from_vni(text: str) -> str:
    """Return what the bytes of a VNI font, shown as Latin letters, mean."""
    return _FROM_VNI.sub(lambda found: VNI[found.group()], text)


def from_cp1258(text: str) -> str:
    """Return what Windows-1258, shown as Windows-1252, means; unknown letters stay."""
    return unicodedata.normalize("NFC", "".join(map(_cp1258_letter, text)))


def _cp1258_letter(letter: str) -> str:
    try:
        return letter.encode("cp1252").decode("cp1258")
    except UnicodeError:
        return letter


def unchanged(text: str) -> str:
    """Return the text as it is, composed."""
    return unicodedata.normalize("NFC", text)


def decoder_for(text: str) -> Callable[[str], str]:
    """Return what makes Vietnamese of ``text``: nothing, or reading it as TCVN3, VNI or CP1258."""
    sample = text[:SAMPLE_LENGTH]
    base = share_of_syllables(unchanged(sample))
    decoders = (from_tcvn3, from_vni, from_cp1258)
    best = max(decoders, key=lambda decode: share_of_syllables(decode(sample)))
    return best if share_of_syllables(best(sample)) > base + CLEAR_GAIN else unchanged


def cleaned(text: str) -> str:
    """Return composed text with plain spaces, without control characters and look-alikes."""
    composed = unicodedata.normalize("NFC", text).translate(_LOOK_ALIKES)
    return _SPACES.sub(" ", _CONTROL.sub("", composed)).strip()


def lacks_capitals(text: str) -> bool:
    """Tell whether a heading in TCVN3 has small letters alone: a font of capitals lost its name.

    ``T/M`` and the seven letters with marks have codes of capitals of their own.
    """
    bare = _FORM_OF_SIGNING.sub("", text)
    letters = [letter for letter in bare if letter.isalpha() and letter not in "ĂÂĐÊÔƠƯ"]
    return len(letters) > 3 and all(map(str.islower, letters))


def closed_up(text: str) -> str:
    """Join letters that were spread for effect: ``K Ế  H O Ạ C H`` becomes ``KẾ HOẠCH``.

    Two or more spaces part words. Text that is not spread stays as it is.
    """
    parts = text.split()
    single = [part for part in parts if len(part) == 1]
    letters = sum(map(str.isalpha, single))
    # Digits, and signs between the letters of a number, may stand among them: "S ố : 62 / T B".
    if len(parts) < 4 or len(single) < 0.8 * len(parts) or letters < max(4, 0.6 * len(parts)):
        return text
    words = ["".join(group.split()) for group in re.split(r"\s{2,}", text.strip())]
    return " ".join(words)
