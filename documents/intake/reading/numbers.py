"""Numbers and symbols of documents: ``206/KH-UBND``, ``12/2024/QĐ-UBND``, ``57-NQ/TW``."""

import re
import unicodedata

from search.text import fold

# Letters of a symbol; the sign & stands in "SKHCN-CĐS&BCVT".
_PART = r"[A-Za-zÀ-ỹĐđÐ][A-Za-zÀ-ỹĐđÐ0-9.&]*"
_DASH = r"\-‐‑‒–—―−─━¬﹘－"
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−─━¬﹘－_~\u00ad"), "-")
# Signs that look like the slash between number and symbol.
_SLASHES = dict.fromkeys(map(ord, "⁄∕／"), "/")
# "Số: 206  /KH-UBND": what stands behind the word, up to a place or a date.
_STATED = re.compile(
    r"(?:^|[\s(])(?:l[uụ]ật\s+)?(?:s\s?[ốôồổỗộoóòỏõọ0]|so)\s*[:;.]?[\s.…_]*"
    r"(?P<digits>\d[\d .,]*[a-zđ]?)?[\s.…_:;'|]*"
    rf"(?P<symbol>[/{_DASH}]\s*(?:\d{{4}}\s*/\s*)?{_PART}(?:\s*[{_DASH}/_]\s*{_PART})*)",
    re.IGNORECASE,
)
# "Số: 741 QĐ/UB", as it was written before 2004.
_STATED_APART = re.compile(
    r"(?:^|[\s(])[Ss]ố\s*[:.]?\s*(?P<digits>\d{1,5})\s+"
    r"(?P<symbol>[A-ZĐ][A-Za-zĐđ]{1,4}\s*[/-]\s*[A-ZĐ][A-Za-zĐđ.&-]*)"
)
_NUMBERED_YEAR = re.compile(r"^(\d{1,6}[a-zđ]?)[/-]((?:19|20)\d{2})/(.+)$", re.IGNORECASE)

# Abbreviations of types (Nghị định 30/2020/NĐ-CP, Phụ lục III; Luật 64/2025/QH15).
TYPES_BY_SYMBOL = {
    "NQ": "Nghị quyết", "QĐ": "Quyết định", "CT": "Chỉ thị", "QC": "Quy chế", "QYĐ": "Quy định",
    "QĐI": "Quy định", "TB": "Thông báo", "TC": "Thông cáo", "HD": "Hướng dẫn",
    "CTR": "Chương trình", "KH": "Kế hoạch", "PA": "Phương án", "ĐA": "Đề án", "DA": "Dự án",
    "BC": "Báo cáo", "BB": "Biên bản", "TTR": "Tờ trình", "HĐ": "Hợp đồng", "CĐ": "Công điện",
    "BGN": "Bản ghi nhớ", "BTT": "Bản thỏa thuận", "GUQ": "Giấy ủy quyền", "GM": "Giấy mời",
    "GGT": "Giấy giới thiệu", "GNP": "Giấy nghỉ phép", "KL": "Kết luận", "NĐ": "Nghị định",
    "TT": "Thông tư", "TTLT": "Thông tư liên tịch", "L": "Luật", "CV": "Công văn",
    "NQLT": "Nghị quyết liên tịch", "KHLT": "Kế hoạch", "KHPH": "Kế hoạch", "LCT": "Lịch công tác",
    "VBHN": "Văn bản hợp nhất", "BCTĐ": "Báo cáo", "TM": "Thư mời", "TTr": "Tờ trình",
    "GMH": "Giấy mời", "QCPH": "Quy chế", "CTRPH": "Chương trình", "CTHĐ": "Chương trình",
}  # fmt: skip
_TYPES = "|".join(sorted(TYPES_BY_SYMBOL, key=len, reverse=True))
# "Số: 05NQ-HĐND": recognition, or haste, has lost the slash before a known abbreviation.
_STATED_CLOSE = re.compile(
    rf"(?:^|[\s(])[Ss]ố\s*[:.]?\s*(?P<digits>\d{{1,5}})(?P<symbol>(?:{_TYPES})"
    rf"[{_DASH}]\s?[A-ZĐ]{{2,}}(?:[{_DASH}][A-ZĐ]+)*)"
)
# What recognition makes of the letters of a symbol.
_MISREAD = {"QD": "QĐ", "DA": "ĐA", "CD": "CĐ", "QÐ": "QĐ", "0Đ": "QĐ", "OĐ": "QĐ", "CTR": "CTR"}


def normalised_number(text: str) -> str:
    """Return a number as it is written: without spaces, plain dashes, ``Đ`` as Vietnamese has it.

    ``206  /KH – UBND`` becomes ``206/KH-UBND``.
    """
    text = unicodedata.normalize("NFC", text).replace("Ð", "Đ").translate(_DASHES | _SLASHES)
    text = re.sub(r"\s+", "", text).strip(".,;:()")
    return re.sub(r"-{2,}", "-", text)


def stated_number(text: str) -> tuple[str | None, str, str] | None:
    """Return number, symbol and passage that a line states behind ``Số``; None if it states none.

    The number is None where its digits are blank, as on a form that is filled in by hand.
    """
    text = text.translate(_SLASHES)
    found = _STATED.search(text)
    if found is None:
        return _stated_otherwise(text)
    symbol = normalised_number(found["symbol"])
    symbol = _without_place(symbol, found["symbol"])
    digits = re.sub(r"[ .,]", "", found["digits"] or "")
    if not any(part.upper() == part for part in re.split(r"[/-]", symbol) if part):
        return None
    number = f"{digits}{symbol}" if digits else None
    return number, symbol, found.group().strip()


def _stated_otherwise(text: str) -> tuple[str, str, str] | None:
    """Return what a line states without a slash behind the digits."""
    if found := _STATED_APART.search(text):
        symbol = normalised_number(found["symbol"])
        return f"{found['digits']} {symbol}", symbol, found.group().strip()
    if found := _STATED_CLOSE.search(text):
        symbol = f"/{normalised_number(found['symbol'])}"
        return f"{found['digits']}{symbol}", symbol, found.group().strip()
    return None


def _without_place(symbol: str, written: str) -> str:
    """Cut what a place of issue on the same line added: ``/KH-UBND Lạng Sơn``."""
    words = written.split()
    return symbol if len(words) < 2 else normalised_number(written)


def type_of_symbol(number: str) -> str | None:
    """Return the type of document that a symbol names: ``206/KH-UBND`` is a plan.

    Official letters carry the issuer's abbreviation alone and name none.
    """
    numbered = _NUMBERED_YEAR.match(number)
    rest = numbered[3] if numbered else re.sub(r"^\d*[a-zđ]?", "", number).lstrip("/-")
    first = re.split(r"[-/]", rest)[0].upper()
    return TYPES_BY_SYMBOL.get(_MISREAD.get(first, first))


# Letters that no Vietnamese word has.
_FOREIGN = str.maketrans("ŒÇØÑÄÖÜËŠ", "CCONAOUES")


def _letters(part: str) -> str:
    """Return what recognition rarely gets wrong of a part: letters without marks, none twice."""
    return _once(fold(part))


def _once(part: str) -> str:
    """Return a part without the letters that recognition saw twice."""
    return re.sub(r"(.)\1+", r"\1", part)


_WRITTEN = {"TTR": "TTr", "CTR": "CTr"}
_KNOWN_PARTS = {*TYPES_BY_SYMBOL, "UBND", "HĐND", "CP", "MTTQ", "TTG", "QH", "ĐU"}
_PARTS_BY_LETTERS: dict[str, set[str]] = {}
for _part in _KNOWN_PARTS:
    _PARTS_BY_LETTERS.setdefault(_letters(_part), set()).add(_part)


def mended_symbol(text: str, named: str | None = None) -> str:
    """Return a recognised number whose known abbreviations are written as they should be.

    ``12/QĐĐ-UBND`` becomes ``12/QĐ-UBND``, ``7/ÑQ-HDND`` becomes ``7/NQ-HĐND``. What could mean two
    abbreviations, or none, stays; but where the type of the document is ``named``, an unknown word
    that differs by one letter from its abbreviation is this: ``02/GĐ-BCH`` of a telegram.
    """
    parts = list(map(_mended_part, re.split(r"([-/])", text.translate(_FOREIGN))))
    first = next((at for at, part in enumerate(parts) if part[:1].isalpha()), None)
    if first is not None and parts[first].upper() not in _KNOWN_PARTS:
        wanted = [short for short, name in TYPES_BY_SYMBOL.items() if name == named]
        seen = {parts[first].upper(), _once(parts[first].upper())}
        near = [short for short in wanted if any(_is_near(short, part) for part in seen)]
        if len(near) == 1:
            parts[first] = _WRITTEN.get(near[0], near[0])
    return "".join(parts)


def _is_near(short: str, part: str) -> bool:
    """Tell whether a word is an abbreviation with one letter read wrong, or one too many."""
    dropped = (part[:at] + part[at + 1 :] for at in range(len(part)))
    return differ_by_one(short, part) or (len(short) > 1 and short in dropped)


def differ_by_one(first: str, second: str) -> bool:
    """Tell whether two words of one length differ in one letter."""
    if len(first) != len(second):
        return False
    return sum(one != other for one, other in zip(first, second, strict=True)) == 1


def _mended_part(part: str) -> str:
    if part.upper() in _KNOWN_PARTS or not part or part[0].isdigit():
        return part
    near = _PARTS_BY_LETTERS.get(_letters(part), set())
    if len(near) != 1:
        return part
    (known,) = near
    return _WRITTEN.get(known, known)
