"""Documents of one usual layout, of all kinds and many bodies, with what they state.

Bodies are passages of the public plans that the project ships.
"""

import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from documents.intake.characters import TCVN3, TONES, VNI
from tests.documents.intake.official_pdf import OfficialText

RECIPIENTS = ("Như trên;", "Thường trực Đảng ủy (b/c);", "Chủ tịch, các PCT;", "Lưu: VT.")
SPREAD = "K Ế   H O Ạ C H"
PLANS = Path(__file__).resolve().parents[3] / "portal_network/provisioning/sample/plans"


@dataclass(frozen=True)
class Sample:
    """A document to draw, and what it states (the keys of ``evaluate_intake``)."""

    name: str
    text: OfficialText
    states: dict
    encode: Callable[[str], str] | None = None


# Parent, issuer, as running text, place, abbreviation, people: (name, sign lines, post, form).
_BODIES = {
    "tỉnh": (
        (), ("ỦY BAN NHÂN DÂN", "TỈNH LẠNG SƠN"), "Ủy ban nhân dân tỉnh Lạng Sơn", "Lạng Sơn",
        "UBND",
        (
            ("Dương Xuân Huyên", ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
             "Phó Chủ tịch", "TM. KT."),
            ("Hồ Tiến Thiệu", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "Chủ tịch", "TM."),
            ("Đoàn Thanh Sơn", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH THƯỜNG TRỰC"),
             "Phó Chủ tịch thường trực", "KT."),
        ),
    ),
    "phường": (
        (), ("ỦY BAN NHÂN DÂN", "PHƯỜNG TAM THANH"), "Ủy ban nhân dân phường Tam Thanh",
        "Tam Thanh", "UBND",
        (
            ("Vũ Hồng Trung", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "Chủ tịch", "TM."),
            ("Lành Thị Ngọc Bích", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Phó Chủ tịch", "KT."),
            ("Nông Văn Bế", ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"), "Chánh văn phòng", "TL."),
        ),
    ),
    "xã": (
        (), ("ỦY BAN NHÂN DÂN", "XÃ QUỐC KHÁNH"), "Ủy ban nhân dân xã Quốc Khánh",
        "Quốc Khánh", "UBND",
        (
            ("Hoàng Đức Vi", ("TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH"), "Chủ tịch", "TM. Q."),
            ("Triệu Thị Hoa", ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
             "Phó Chủ tịch", "TM. KT."),
        ),
    ),
    "sở": (
        ("UBND TỈNH LẠNG SƠN",), ("SỞ KHOA HỌC VÀ CÔNG NGHỆ",), "Sở Khoa học và Công nghệ",
        "Lạng Sơn", "SKHCN",
        (
            ("Nguyễn Khắc Lịch", ("GIÁM ĐỐC",), "Giám đốc", None),
            ("Hoàng Thị Hà", ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "Phó Giám đốc", "KT."),
        ),
    ),
    "hội đồng": (
        (), ("HỘI ĐỒNG NHÂN DÂN", "PHƯỜNG KỲ LỪA"), "Hội đồng nhân dân phường Kỳ Lừa",
        "Kỳ Lừa", "HĐND",
        (
            ("Đinh Hữu Học", ("TM. HỘI ĐỒNG NHÂN DÂN", "CHỦ TỊCH"), "Chủ tịch", "TM."),
            ("Ma Thế Quang", ("CHỦ TỊCH",), "Chủ tịch", None),
        ),
    ),
    "trung tâm": (
        ("UBND XÃ BA SƠN",), ("TRUNG TÂM PHỤC VỤ", "HÀNH CHÍNH CÔNG"),
        "Trung tâm Phục vụ hành chính công", "Ba Sơn", "TTPVHCC",
        (("Lý Văn Páo", ("GIÁM ĐỐC",), "Giám đốc", None),),
    ),
}  # fmt: skip
_SUMMARIES = (
    ("Phát triển Chính quyền số và bảo đảm an toàn thông tin mạng năm 2026",),
    ("Về việc phê duyệt danh mục thủ tục hành chính", "thực hiện tại Bộ phận Một cửa"),
    ("Triển khai phần mềm Trang thông tin điện tử các xã,", "phường trên địa bàn tỉnh"),
    ("Về việc niêm yết công khai dự toán ngân sách địa phương", "quý III năm 2026"),
    ("Tổ chức Ngày hội Đại đoàn kết toàn dân tộc",),
    ("Về việc ban hành Quy chế tiếp công dân, xử lý đơn khiếu nại,",
     "tố cáo, kiến nghị, phản ánh", "của Ủy ban nhân dân"),
)  # fmt: skip
_KINDS = (
    ("KẾ HOẠCH", "Kế hoạch", "KH"), ("QUYẾT ĐỊNH", "Quyết định", "QĐ"),
    ("THÔNG BÁO", "Thông báo", "TB"), ("BÁO CÁO", "Báo cáo", "BC"),
    ("TỜ TRÌNH", "Tờ trình", "TTr"), ("NGHỊ QUYẾT", "Nghị quyết", "NQ"),
    ("CHƯƠNG TRÌNH", "Chương trình", "CTr"), ("CHỈ THỊ", "Chỉ thị", "CT"),
    ("HƯỚNG DẪN", "Hướng dẫn", "HD"), ("GIẤY MỜI", "Giấy mời", "GM"),
)  # fmt: skip
_GROUNDS = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025",
    "Căn cứ Nghị định số 42/2022/NĐ-CP ngày 24 tháng 6 năm 2022 của Chính phủ quy định về việc cung"
    " cấp thông tin và dịch vụ công trực tuyến của cơ quan nhà nước trên môi trường mạng",
    "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư",
)


def samples() -> Iterator[Sample]:
    """Yield all documents of the set, always the same ones."""
    chance = random.Random(206)
    bodies = list(_BODIES.values())
    passages = _passages()
    for index in range(44):
        body = bodies[index % len(bodies)]
        yield _sample(index, body, chance, passages)


def _passages() -> list[str]:
    """Return stretches of the plans of some 400 letters, each a sentence or two."""
    text = " ".join(path.read_text(encoding="utf-8") for path in sorted(PLANS.glob("*.txt")))
    sentences = [" ".join(one.split()) for one in re.split(r"(?<=[.;])\s+", text)]
    return [one for one in sentences if 80 < len(one) < 700 and "Căn cứ" not in one]


def _sample(index: int, body: tuple, chance: random.Random, passages: list[str]) -> Sample:
    parent, issuer, issuer_name, place, abbreviation, people = body
    name, sign, post, form = people[index // len(_BODIES) % len(people)]
    day = (chance.randint(1, 28), chance.randint(1, 12), chance.randint(2021, 2026))
    number = str(chance.randint(1, 4999)).zfill(2)
    is_letter = index % 6 == 5
    heading, kind, short = _KINDS[index % len(_KINDS)]
    symbol = f"{abbreviation}-VP" if is_letter else f"{short}-{abbreviation}"
    stated = (
        f"{number}/{day[2]}/{symbol}" if index % 11 == 7 and not is_letter else f"{number}/{symbol}"
    )
    is_blank = index % 13 == 9
    is_undated = index % 17 == 11
    summary = _SUMMARIES[index % len(_SUMMARIES)]
    grounds = _GROUNDS[: index % 4]
    takes_effect = kind == "Quyết định"
    issued_on = None if is_undated else f"{day[2]}-{day[1]:02d}-{day[0]:02d}"
    text = OfficialText(
        parent=parent,
        issuer=issuer,
        number_line=f"Số:         /{symbol}" if is_blank else chance.choice(
            (f"Số: {stated}", f"Số:{stated}", f"Số: {stated.replace('/', '  /', 1)}",
             f"Số: {stated.replace('-', ' - ', 1)}", f"Số: {stated.replace('-', '–', 1)}")
        ),
        place_line=(
            f"{place}, ngày      tháng {day[1]} năm {day[2]}" if is_undated
            else f"{place}, ngày {day[0]:02d} tháng {day[1]:02d} năm {day[2]}"
        ),
        type_line="" if is_letter else SPREAD if index % 20 == 10 else heading,
        summary=() if is_letter else summary,
        regarding=(f"V/v {summary[0].removeprefix('Về việc ')[:34]}",) if is_letter else (),
        body=(
            *(("Kính gửi: Các cơ quan, đơn vị thuộc phường.",) if is_letter else ()),
            *(f"{ground};" for ground in grounds),
            *chance.sample(passages, 3 + index % 9),
            *(("Điều 3. Quyết định này có hiệu lực kể từ ngày ký.",) if takes_effect else ()),
        ),
        recipients=RECIPIENTS if index % 7 else (),
        sign=sign,
        signatory=name.upper() if index % 19 == 3 else name,
        appendix=("PHỤ LỤC", "DANH MỤC", *chance.sample(passages, 2)) if index % 5 == 1 else (),
        size=chance.choice((13, 13.5, 14)),
    )  # fmt: skip
    states = {
        "number": None if is_blank else stated,
        "date": issued_on,
        "place": place,
        "type": "Công văn" if is_letter else kind,
        "issuer": issuer_name,
        "summary": text.regarding[0].removeprefix("V/v ") if is_letter else " ".join(summary),
        "signatory": name,
        "post": post,
        "signing_form": form,
        "legal_bases": list(grounds),
        "effective_date": issued_on if takes_effect and not is_letter else None,
        "expiry_date": None,
    }
    if takes_effect and is_letter:
        states["effective_date"] = issued_on
    return Sample(f"{index:02d}-{_slug(kind)}", text, states, _ENCODINGS.get(index))


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(c for c in plain if c.isascii()).lower().replace(" ", "-")


def decomposed(text: str) -> str:
    """Return the text with its marks as letters of their own."""
    return unicodedata.normalize("NFD", text)


def icelandic(text: str) -> str:
    """Return the text with the letter that looks like Đ."""
    return text.replace("Đ", "Ð")


def tcvn3(text: str) -> str:
    """Return the text as the bytes of a TCVN3 font, shown as Latin letters."""
    table = {plain: byte for byte, plain in TCVN3.items()}
    return "".join(table.get(letter, table.get(letter.lower(), letter)) for letter in text)


def cp1258(text: str) -> str:
    """Return the text as the bytes of Windows-1258, shown as Windows-1252."""
    loose = "".join(_with_loose_tone(letter) for letter in unicodedata.normalize("NFC", text))
    return loose.encode("cp1258", "replace").decode("cp1252", "replace")


def vni(text: str) -> str:
    """Return the text as the bytes of a VNI font, shown as Latin letters."""
    table = {plain: shown for shown, plain in VNI.items()}
    return "".join(table.get(letter, letter) for letter in unicodedata.normalize("NFC", text))


def _with_loose_tone(letter: str) -> str:
    parts = unicodedata.normalize("NFD", letter)
    tones = "".join(part for part in parts[1:] if part in TONES)
    shape = "".join(part for part in parts if part not in TONES)
    return unicodedata.normalize("NFC", shape) + tones


# Which documents of the set carry what kind of text.
_ENCODINGS: dict[int, Callable[[str], str]] = {
    4: decomposed, 13: tcvn3, 16: decomposed, 22: icelandic, 26: tcvn3, 31: icelandic, 34: cp1258,
    40: cp1258,
}  # fmt: skip


def encoded(text: OfficialText, encode: Callable[[str], str]) -> OfficialText:
    """Return the document with all its text in another encoding."""
    changed = {}
    for name in OfficialText.__dataclass_fields__:
        value = getattr(text, name)
        if isinstance(value, str):
            changed[name] = encode(value)
        elif isinstance(value, tuple):
            changed[name] = tuple(map(encode, value))
    return replace(text, **changed)
