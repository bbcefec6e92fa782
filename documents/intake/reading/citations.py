"""How a text cites another document: ``Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của …``."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from documents.intake.reading.dates import date_and_place
from documents.intake.reading.numbers import normalised_number
from search.text import fold

_LETTERS = r"[A-ZĐÐ][A-Za-zÀ-ỹĐđÐ0-9&.]*"
_NUMBER = re.compile(
    r"(?:\b[Ss]ố\s*:?\s*)?(?<![\d/])"
    rf"(?P<number>\d{{1,5}}[a-zđ]?(?:\s*/\s*(?:19|20)\d{{2}})?\s*[/-]\s*{_LETTERS}"
    rf"(?:\s?[-‐‑–/]\s?{_LETTERS})*)"
)
# On folded text, which is as long as composed text is.
_OPENING = re.compile(r"^\W*(?:can cu|theo|xet|thuc hien)\s+(?:vao\s+)?(?:cac\s+)?")
_BEFORE_DAY = re.compile(r"[\s,(]*(?:ngày\s*)?", re.IGNORECASE)
_VERBS = (
    r"(?:về|v/v|quy định|ban hành|hướng dẫn|sửa đổi|phê duyệt|công bố|bãi bỏ|thay thế|giao"
    r"|thông qua|triển khai|thi hành)\b"
)
_ISSUER = re.compile(rf"[\s,)]*của\s+(?P<issuer>.+?)(?=\s+(?:{_VERBS}|ngày\b)|\s*[,;:()]|$)")
_SUBJECT = re.compile(rf"[\s,)]*(?P<subject>{_VERBS}[^;]*)")
# The words with which a document is called; what begins otherwise is no document.
_LAWS = ("hien phap", "bo luat", "luat ", "phap lenh")
_KINDS = (
    *_LAWS, "lenh ", "nghi dinh", "nghi quyet", "quyet dinh", "chi thi", "thong tu", "thong bao",
    "ke hoach", "cong van", "cong dien", "chuong trinh", "de an", "to trinh", "bao cao", "ket luan",
    "huong dan", "quy che", "quy dinh", "van ban", "phuong an", "bien ban",
)  # fmt: skip
# A law is known by its name alone.
_SHORTEST_LAW = 10


@dataclass(frozen=True, slots=True)
class Citation:
    """A cited document; what is not said of it stays empty."""

    title: str = ""
    number: str = ""
    issued_on: date | None = None
    issuer: str = ""


def read_citation(text: str) -> Citation | None:
    """Return what a text says of the first document it cites; None where it cites none.

    ``Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025`` is a law with its date;
    ``Căn cứ tình hình thực tế`` is no document.
    """
    text = " ".join(unicodedata.normalize("NFC", text).split()).strip(" ;.,")
    if opening := _OPENING.match(fold(text)):
        text = text[opening.end() :]
    if not fold(text).startswith(_KINDS):
        return None
    number = _NUMBER.search(text)
    dated = None if number else date_and_place(text)
    begin = number.start() if number else _start_of_day(text, dated[1]) if dated else len(text)
    name, rest = text[:begin].rstrip(" ,("), text[number.end() if number else begin :]
    issued_on, rest = _day(rest)
    issuer, rest = _issuer(rest)
    if issued_on is None:
        issued_on, rest = _day(rest)
    if number is None and issued_on is None and not _is_law(name):
        return None
    subject = _SUBJECT.match(rest)
    title = f"{name} {subject['subject'].strip(' .,)') if subject else ''}".strip()
    written = normalised_number(number["number"]) if number else ""
    return Citation(title[:1].upper() + title[1:], written, issued_on, issuer)


def _start_of_day(text: str, start: int) -> int:
    """Return where the words ``ngày 16 tháng 6`` begin, of which the date is a part."""
    before = text[:start].rstrip()
    return len(before) - len("ngày") if before.endswith("ngày") else start


def _day(rest: str) -> tuple[date | None, str]:
    """Return the date at the beginning of a text, and what follows it."""
    dated = date_and_place(rest)
    if dated is None or not _BEFORE_DAY.fullmatch(rest[: dated[1]]):
        return None, rest
    return dated[0], rest[dated[2] :]


def _issuer(rest: str) -> tuple[str, str]:
    """Return the body at the beginning of a text, and what follows it."""
    found = _ISSUER.match(rest)
    return (found["issuer"].strip(" ."), rest[found.end() :]) if found else ("", rest)


def _is_law(name: str) -> bool:
    return fold(name).startswith(_LAWS) and len(name) >= _SHORTEST_LAW
