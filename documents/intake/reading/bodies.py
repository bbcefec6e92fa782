"""Names of issuing bodies: from lines of capitals to the name as an officer writes it."""

import re
from collections.abc import Sequence

from search.text import fold

# Words with which the name of a body begins, folded.
_HEADS = (
    "uy ban nhan dan", "ubnd", "hoi dong nhan dan", "hdnd", "uy ban mat tran", "uy ban mttq",
    "uy ban kiem tra", "uy ban", "hoi dong", "van phong", "so ", "bo ", "cuc ", "chi cuc",
    "tong cuc", "phong ",
    "trung tam", "ban ", "cong an", "truong ", "dang uy", "dang bo", "thanh tra", "toa an", "vien ",
    "doan ", "hoi ", "mat tran", "lien doan", "to ", "quoc hoi", "chinh phu", "thu tuong",
    "tinh uy",
    "thanh uy", "huyen uy", "chi bo", "benh vien", "tram ", "kho bac", "bao hiem",
    "ngan hang", "quy ",
    "thue ", "hai quan", "thi hanh an", "buu dien", "dien luc", "hop tac xa", "cong ty", "tap doan",
    "don bien phong", "nha van hoa", "thu vien", "bao tang", "lien hiep", "hiep hoi", "xi nghiep",
    "thuong truc", "mttq", "bch ", "bo chi huy", "doan thanh nien", "lien minh", "ubmttq",
)  # fmt: skip
# Names within names that are written in one way whatever stands around them.
_SET_PHRASES = {
    "ủy ban nhân dân": "Ủy ban nhân dân", "hội đồng nhân dân": "Hội đồng nhân dân",
    "ubnd": "Ủy ban nhân dân", "hđnd": "Hội đồng nhân dân", "quốc hội": "Quốc hội",
    "chính phủ": "Chính phủ", "thủ tướng": "Thủ tướng", "đảng ủy": "Đảng ủy",
    "tỉnh ủy": "Tỉnh ủy", "mặt trận tổ quốc việt nam": "Mặt trận Tổ quốc Việt Nam",
    "việt nam": "Việt Nam", "hồ chí minh": "Hồ Chí Minh", "công an": "Công an",
    "quân sự": "Quân sự", "thcs": "THCS", "thpt": "THPT", "mttq": "MTTQ", "tncs": "TNCS",
    "uy ban": "Ủy ban",
}  # fmt: skip
_TERRITORY = re.compile(
    r"\b(tỉnh|thành phố|tp\.?|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)\s+(.+)$"
)
_RECOGNISED = (
    "ủy ban nhân dân",
    "ủy ban mttq việt nam",
    "hội đồng nhân dân",
    "mặt trận tổ quốc việt nam",
    "đảng ủy",
)
_BETWEEN = re.compile(r"\s+-\s*|\s*-\s+")
_PROVINCE = re.compile(r"\b(nhân dân|việt nam|công an|đảng bộ) t[iíĩì]nh ")
# Schools bear names behind their kind.
_SCHOOL = re.compile(
    r"\b(tiểu học|trung học cơ sở|trung học phổ thông|mầm non|thcs|thpt|bán trú|nội trú)\s+"
    r"(?!xã\b|phường\b|thị trấn\b|và\b|số\b|tiểu\b|trung\b|thcs\b|thpt\b)"
    r"(.+?)(?=\s+(?:xã|phường|thị trấn|huyện|tỉnh)\b|$)"
)
# What recognition makes of dust behind a name: signs, with one letter at most.
_REMNANT = re.compile(r"(?:\s+(?![\w&])\W*[^\W\d_]?\W*)+$")
_OLD_SPELLING = {"uỷ": "ủy", "hoà": "hòa", "thuỷ": "thủy", "hoá": "hóa", "quí": "quý"}


# What every body has names none alone.
_PART_OF_A_BODY = frozenset(
    {"van phong", "ban thuong truc", "ban thuong vu", "ban chap hanh", "thuong truc", "ban chi dao"}
)


def issuer_of(lines: Sequence[str]) -> str | None:
    """Return the issuer that a letterhead names: the last body of its left half.

    The body above it, to which it belongs, is left out: ``UBND TỈNH LẠNG SƠN / SỞ NỘI VỤ`` is Sở
    Nội vụ. None when no line names a body.
    """
    bodies: list[str] = []
    for line in lines:
        text = _REMNANT.sub("", re.sub(r"\s+", " ", line)).strip(" .-_*")
        folded = f"{fold(text)} "
        if not text:
            continue
        begins = folded.startswith(_HEADS) and not _continues(bodies, folded)
        if begins or not bodies:
            if not begins:
                continue
            bodies.append(text)
        else:
            bodies[-1] = f"{bodies[-1]} {text}"
    if not bodies:
        return None
    name = official_name(bodies[-1])
    if len(bodies) > 1 and fold(name) in _PART_OF_A_BODY:
        return f"{name} {official_name(bodies[-2])}"
    return name


def _continues(bodies: Sequence[str], folded: str) -> bool:
    """Tell whether a line goes on with the name above: VĂN PHÒNG / HỘI ĐỒNG NHÂN DÂN."""
    if not bodies:
        return False
    above = fold(bodies[-1])
    return above.endswith(
        (
            " va",
            ",",
            " -",
            " moi",
            " thi",
            "van phong",
            "thuong truc",
            "trung tam phuc vu",
            "doan dbqh",
        )
    )


def official_name(text: str) -> str:
    """Return a name in capitals as it is written in running text.

    ``ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN`` becomes ``Ủy ban nhân dân tỉnh Lạng Sơn``; ``SỞ KHOA HỌC VÀ
    CÔNG NGHỆ`` becomes ``Sở Khoa học và Công nghệ``. A name not in capitals stays as it is.
    """
    letters = [letter for letter in text if letter.isalpha()]
    if sum(letter.isupper() for letter in letters) < 0.7 * len(letters):
        return text
    if _BETWEEN.search(text):
        # Bodies that issue together, or the place behind the number of a court.
        return " - ".join(map(official_name, _BETWEEN.split(text)))
    name = _with_marks(text.lower())
    for old, new in _OLD_SPELLING.items():
        name = re.sub(rf"\b{old}\b", new, name)
    name = _SCHOOL.sub(lambda found: f"{found[1]} {_each_capital(found[2])}", name)
    territory = _TERRITORY.search(name)
    if territory:
        place = _each_capital(territory[2])
        name = f"{name[: territory.start(2)]}{place}"
        head = name[: territory.start(2)]
    else:
        place, head = "", name
    return _with_capitals(head) + place


def _with_marks(name: str) -> str:
    """Return a name with the marks of its set phrases, which recognition often gets wrong."""
    folded = fold(name)
    for phrase in _RECOGNISED:
        at = folded.find(fold(phrase))
        if at >= 0:
            name = f"{name[:at]}{phrase}{name[at + len(phrase) :]}"
    return _PROVINCE.sub(r"\1 tỉnh ", name)


def _each_capital(words: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in words.split())


def _with_capitals(head: str) -> str:
    words = head.split(" ")
    first = words[0] if words else ""
    # The field of a department begins with a capital, and so does each of its parts.
    is_council = head.startswith("hội đồng")
    if (
        not is_council
        and first in ("sở", "bộ", "phòng", "cục", "ban", "trường", "viện", "thanh", "hội", "đoàn")
    ) or (head.startswith(("chi cục", "trung tâm"))):
        head = re.sub(
            r"(^(?:chi cục|trung tâm|\S+) |, | và )(\w)", lambda m: m[1] + m[2].upper(), head
        )
    for plain, written in _SET_PHRASES.items():
        head = re.sub(rf"\b{plain}\b", written, head)
    return head[:1].upper() + head[1:]
