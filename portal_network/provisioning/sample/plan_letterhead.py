"""The head of a document: issuing body, number, place, date, type and title.

Layout as Nghị định 30/2020/NĐ-CP, Phụ lục I prescribes it; two columns that extraction has
squeezed into one line are taken apart. What the text does not state stays ``None``.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from .plan_lines import Line, join, text_width

DOCUMENT_TYPES = (
    "Kế hoạch", "Quyết định", "Nghị quyết", "Chỉ thị", "Thông báo", "Báo cáo", "Tờ trình",
    "Chương trình", "Hướng dẫn", "Đề án", "Phương án", "Quy chế", "Quy định", "Công điện",
    "Thông cáo", "Nghị định", "Thông tư", "Dự án", "Quy hoạch", "Chiến lược",
)  # fmt: skip

_TYPE_OF_HEADING = {name.upper(): name for name in DOCUMENT_TYPES}
_ANY_TYPE = "|".join(DOCUMENT_TYPES)

# How far down the heading with the document type may stand.
_LETTERHEAD_LINES = 25

_STATE_NAME = re.compile(r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA\s+VIỆT\s+NAM")
_MOTTO = re.compile(r"Độc\s+lập\s*-\s*Tự\s+do\s*-\s*Hạnh\s+phúc", re.IGNORECASE)
_NUMBER = re.compile(r"Số\s*:\s*(\d*)\s*(/\s*[^\W\d_]+(?:-[^\W\d_]+)*)?")
_DATED = re.compile(
    r"(?P<place>[^\W\d_][^,\d]*?),\s*ngày\s*(?P<day>\d{0,2})\s*tháng\s*(?P<month>\d{0,2})"
    r"\s*năm\s*(?P<year>\d{0,4})"
)

_PREAMBLE = re.compile(r"(?:Thực hiện|Căn cứ|Theo|Để|Nhằm|Xét|Trên cơ sở|Triển khai thực hiện)\s")
_MARKER = re.compile(r"(?:[-+•*]|[IVX]+\.|\d{1,2}\.|[a-zđ]\)|Phần\s)\s*")

_COMMITTEE = r"(?:UBND|[ỦU][ỷyỶY]\s+ban\s+nhân\s+dân)"
_UNIT = r"(?P<kind>tỉnh|thành phố|xã|phường|đặc khu)"
_CAPITAL = "[" + "".join(c for c in map(chr, range(0x41, 0x1EFA)) if c.isupper()) + "]"
_SMALL = "[" + "".join(c for c in map(chr, range(0x61, 0x1EFA)) if c.islower()) + "]"
_PROPER_NAME = rf"{_CAPITAL}{_SMALL}+(?:\s+{_CAPITAL}{_SMALL}+){{0,3}}"
# "UBND phường Tam Thanh xây dựng Kế hoạch chuyển đổi số ... như sau:"
_OPENING = re.compile(
    rf"{_COMMITTEE}\s+{_UNIT}(?:\s+(?P<name>{_PROPER_NAME}))?\s+(?:xây dựng|ban hành)\s+"
    rf"(?P<type>{_ANY_TYPE})\s+(?P<title>.+?)(?:\s*\(sau đây[^)]*\))?"
    r"(?:,?\s*(?:với\s+)?(?:các\s+)?nội dung[^.:]*|\s+như sau)?\s*[:.]?\s*$"
)


@dataclass(frozen=True)
class Letterhead:
    """What the head of a document states, and how many lines it takes."""

    document_type: str | None = None
    title: str | None = None
    number: str | None = None
    place: str | None = None
    issued_on: datetime.date | None = None
    issuer: str | None = None
    line_count: int = 0


def read_letterhead(lines: Sequence[Line], column: int) -> Letterhead:
    """Read the head; a text that starts without one yields an empty one of no lines."""
    index = next(
        (
            index
            for index, line in enumerate(lines[:_LETTERHEAD_LINES])
            if line.words in _TYPE_OF_HEADING or _MARKER.match(line.words)
        ),
        None,
    )
    if index is None or lines[index].words not in _TYPE_OF_HEADING:
        return Letterhead()
    title_lines = _title_lines(lines[index + 1 :], column)
    number, place, issued_on, issuer = _read_columns([line.words for line in lines[:index]])
    return Letterhead(
        document_type=_TYPE_OF_HEADING[lines[index].words],
        title=join(title_lines) or None,
        number=number,
        place=place,
        issued_on=issued_on,
        issuer=issuer,
        line_count=index + 1 + len(title_lines),
    )


def _title_lines(lines: Sequence[Line], column: int) -> list[str]:
    """The centred lines under the type, up to the first line of the preamble or body."""
    title: list[str] = []
    for line in lines:
        words = line.words
        if _PREAMBLE.match(words) or _MARKER.match(words):
            break
        is_short = text_width(words) < column * 0.85
        if title and not (words[0].islower() or (is_short and not title[-1].endswith("."))):
            break
        title.append(words)
    return title


def _read_columns(
    lines: Sequence[str],
) -> tuple[str | None, str | None, datetime.date | None, str | None]:
    number = place = issued_on = None
    issuer_lines = []
    for line in lines:
        rest = _MOTTO.sub(" ", _STATE_NAME.sub(" ", line))
        numbered = _NUMBER.search(rest)
        if numbered:
            if numbered[1] and numbered[2]:
                number = "".join(f"{numbered[1]}{numbered[2]}".split())
            rest = rest[: numbered.start()] + rest[numbered.end() :]
        dated = _DATED.search(rest)
        if dated:
            place = " ".join(dated["place"].split())
            issued_on = _date(dated["year"], dated["month"], dated["day"])
            rest = rest[: dated.start()] + rest[dated.end() :]
        if rest.strip() and rest.isupper():
            issuer_lines.append(" ".join(rest.split()))
    return number, place, issued_on, _issuer_of_heading(" ".join(issuer_lines))


def _date(year: str, month: str, day: str) -> datetime.date | None:
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _issuer_of_heading(heading: str) -> str | None:
    """Turn "ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN" into "Ủy ban nhân dân tỉnh Lạng Sơn"."""
    if not heading:
        return None
    # Both "ỦY" and "UỶ" are met; portals write the first.
    text = heading.lower().replace("uỷ ban", "ủy ban")
    match = re.search(r"\b(tỉnh|thành phố|xã|phường|đặc khu|huyện|thị xã)\s+(.+)$", text)
    if match:
        name = " ".join(word.capitalize() for word in match[2].split())
        text = f"{text[: match.start()]}{match[1]} {name}"
    return text[0].upper() + text[1:]


@dataclass(frozen=True)
class Opening:
    """What the sentence that opens the body says of the document itself."""

    document_type: str
    title: str
    issuer: str


def read_opening(paragraphs: Sequence[str], title: str | None) -> Opening | None:
    """Read "UBND … ban hành Kế hoạch …" from the preamble; ``None`` when no sentence says so.

    A body that calls itself "UBND tỉnh" is named after the only province that the title and the
    preamble name; when they name none or several, the name stays out.
    """
    for paragraph in paragraphs:
        match = _OPENING.search(paragraph)
        if match:
            break
    else:
        return None
    kind, name = match["kind"], match["name"]
    if name is None:
        named = re.compile(rf"\b{kind}\s+({_PROPER_NAME})")
        names = {found for text in (title or "", *paragraphs) for found in named.findall(text)}
        name = names.pop() if len(names) == 1 else None
    own_title = match["title"].strip(" ,;")
    return Opening(
        document_type=match["type"],
        title=own_title[0].upper() + own_title[1:],
        issuer=f"Ủy ban nhân dân {kind}" + (f" {name}" if name else ""),
    )
