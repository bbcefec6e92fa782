"""Types of documents: as they stand alone above the summary, and as a text announces itself."""

import re

from rapidfuzz.distance import Levenshtein

from documents.intake.layout import Line, PageText
from documents.intake.proposals import DOUBTFUL, Proposal

# Names of types as they stand alone above the summary, folded.
TYPES = {
    "nghi quyet": "Nghị quyết", "quyet dinh": "Quyết định", "chi thi": "Chỉ thị",
    "quy che": "Quy chế", "quy dinh": "Quy định", "thong cao": "Thông cáo",
    "thong bao": "Thông báo", "huong dan": "Hướng dẫn", "chuong trinh": "Chương trình",
    "ke hoach": "Kế hoạch", "phuong an": "Phương án", "de an": "Đề án", "du an": "Dự án",
    "bao cao": "Báo cáo", "bien ban": "Biên bản", "to trinh": "Tờ trình",
    "hop dong": "Hợp đồng", "cong dien": "Công điện", "ban ghi nho": "Bản ghi nhớ",
    "giay uy quyen": "Giấy ủy quyền", "giay moi": "Giấy mời", "ket luan": "Kết luận",
    "giay gioi thieu": "Giấy giới thiệu", "nghi dinh": "Nghị định", "thong tu": "Thông tư",
    "thong tu lien tich": "Thông tư liên tịch", "luat": "Luật", "phap lenh": "Pháp lệnh",
    "noi quy": "Nội quy", "lich tiep cong dan": "Lịch tiếp công dân",
    "van ban hop nhat": "Văn bản hợp nhất", "nghi quyet lien tich": "Nghị quyết liên tịch",
    "thu moi": "Thư mời", "lich cong tac": "Lịch công tác", "ban thoa thuan": "Bản thỏa thuận",
    "phieu gui": "Phiếu gửi", "phieu chuyen": "Phiếu chuyển", "phieu bao": "Phiếu báo",
    "thu cong": "Thư công", "giay nghi phep": "Giấy nghỉ phép", "lenh": "Lệnh",
}  # fmt: skip
LETTER = "Công văn"
# Types that only the symbol names; the line of type repeats that of what was consolidated.
TYPES_OF_SYMBOL_ALONE = frozenset({"Văn bản hợp nhất"})
# What may stand behind the type on its line without being its summary.
_ADDITIONS = re.compile(r"^(?:lien tich|phoi hop|hop|hoa toc|thuong ky)$")
MOST_WORDS = 9
# Letters and spaces from which on a name is not mistaken for another by one of them.
LONG_NAME = 7
_LONGEST_FIRST = sorted(TYPES, key=len, reverse=True)
_ANNOUNCED = re.compile(
    r"(?:xay dung|ban hanh|trien khai|thong bao|lap)\s+(?P<type>ke hoach|chuong trinh|phuong an"
    r"|de an|quy che|quy dinh|noi quy|huong dan|chi thi)\b[^.;]{0,300}?(?:nhu sau|sau day)\s*[:.]"
)


def _plain(line: Line) -> str:
    return re.sub(r"[^a-z ]", "", line.folded).strip()


def type_named(line: Line) -> str | None:
    """Return the type that a line names, alone or with a few words in capitals behind it."""
    plain = _plain(line)
    if alone := _type_alone(plain):
        return alone
    name = next((name for name in _LONGEST_FIRST if plain.startswith(f"{name} ")), None)
    if name is None or re.search(r"\d+/|\bso\b", line.folded):
        return None
    letters = [letter for letter in line.text if letter.isalpha()]
    is_capital = sum(map(str.isupper, letters)) > 0.9 * len(letters)
    is_of_body = line.is_bold and plain.startswith(f"{name} cua ")
    is_heading = (is_capital and len(plain.split()) <= MOST_WORDS) or is_of_body
    return TYPES[name] if is_heading else None


def _type_alone(plain: str) -> str | None:
    """Return the type that a folded line is, were one letter of a long one recognised wrongly."""
    if plain in TYPES:
        return TYPES[plain]
    near = [name for name in TYPES if len(name) >= LONG_NAME and _differs_by_one(plain, name)]
    return TYPES[near[0]] if len(near) == 1 else None


def _differs_by_one(plain: str, name: str) -> bool:
    return Levenshtein.distance(plain, name, score_cutoff=1) == 1


def words_behind_type(line: Line) -> str:
    """Return what stands behind the type on its line: the begin of the summary, if anything."""
    plain = _plain(line)
    if _type_alone(plain):
        return ""
    name = next((name for name in _LONGEST_FIRST if plain.startswith(f"{name} ")), "")
    rest = " ".join(line.text.split()[len(name.split()) :])
    behind = plain[len(name) :].strip()
    # Whose decision it is, the letterhead says.
    return "" if _ADDITIONS.match(behind) or behind.startswith("cua ") else rest


def announced_type(page: PageText) -> Proposal[str] | None:
    """Return the type a text without heading announces: ``UBND … xây dựng Kế hoạch … như sau:``."""
    lines = page.lines[:14]
    folded = " ".join(line.folded for line in lines)
    found = _ANNOUNCED.search(folded)
    if found is None:
        return None
    passage = " ".join(line.text for line in lines)[found.start() : found.end()]
    return Proposal(TYPES[found["type"]], passage, page.number, DOUBTFUL)
