"""What a text says of its grounds and of its time of effect."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from documents.intake.layout import DocumentText, Line
from documents.intake.proposals import CERTAIN, LIKELY, Proposal
from documents.intake.reading.dates import date_and_place, date_in
from search.text import fold

_GROUND = re.compile(r"^[\s'‘“.,]*can cu\s")
_ORDERS = re.compile(r"^\W*(?:quyet dinh|quyet nghi)\s*:?$|^\W*dieu 1\b")
_END_OF_GROUNDS = re.compile(
    r"^\W*(?:quyet dinh\s*:?$|quyet nghi\s*:?$|theo de nghi|xet |dieu \d|[ivx]+\s*[.)]\s"
    r"|\d+\s*[.)]\s|thuc hien )"
)
_EFFECT = re.compile(
    r"co hieu luc(?: thi hanh)?(?: ke)?\s*(?:tu|sau)\s*(?P<when>.{3,80})", re.DOTALL
)
_AFTER_DAYS = re.compile(
    r"^(?P<days>\d{1,3})\s*(?:\([^)]*\)\s*)?ngay,?\s*(?:ke )?tu ngay (?:ky|ban hanh|thong qua)"
)
_FROM_SIGNING = re.compile(r"^ngay\s+(?:ky|ban hanh|dang|thong qua)")
# A text ends its own effect in the sentence that says "này"; what it ends of others has a number.
_UNTIL = re.compile(
    r"\bnay\b(?P<between>[^;]{0,200}?)"
    r"\b(?:den het|den|het hieu luc(?: thi hanh)?(?: ke)?(?: tu| vao| sau)?)\s+"
    r"(?=ngay\s+(?:\d|.{0,12}\bthang\b))(?P<when>[^;]{3,60})"
)
_OTHER_DOCUMENT = re.compile(r"\d+/[a-z\d]|\bso\s+\d|[^.\d]\.\s")
_IN_DIGITS = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")
# How many letters may stand between "đến hết" and the digits of the date: "ngày".
LONGEST_LEAD = 6
MOST_GROUNDS = 40


def legal_bases(document: DocumentText) -> tuple[Proposal[str], ...]:
    """Return the grounds that the text names, ``Căn cứ …`` each, without the last sign."""
    found: list[Proposal[str]] = []
    for first, texts in _paragraphs(document):
        text = re.sub(r"\s+", " ", " ".join(texts)).strip(" ;.,")
        found.append(Proposal(text, text, first.page, CERTAIN))
        if len(found) >= MOST_GROUNDS:
            break
    return tuple(found)


def _paragraphs(document: DocumentText) -> Iterator[tuple[Line, list[str]]]:
    first: Line | None = None
    texts: list[str] = []
    seen = False
    for line in document.lines():
        if line.is_rule or re.fullmatch(r"\W*\d{1,3}\W*", line.text):
            continue
        if seen and first is None and _ORDERS.match(line.folded):
            return
        if _GROUND.match(line.folded) and not line.text[:4].isupper():
            if first is not None:
                yield first, texts
            first, texts, seen = line, [line.text], True
        elif first is not None:
            if texts[-1].rstrip().endswith((";", ".", ":")) or _END_OF_GROUNDS.match(line.folded):
                yield first, texts
                first, texts = None, []
            else:
                texts.append(line.text)
    if first is not None:
        yield first, texts


def effect(
    document: DocumentText, issued_on: date | None
) -> tuple[Proposal[date] | None, Proposal[date] | None]:
    """Return from which day and until which day the document says it is in effect."""
    text = re.sub(r"\s+", " ", document.text)
    folded = fold(text)
    return _from(text, folded, issued_on, document), _until(text, folded, document)


def _from(
    text: str, folded: str, issued_on: date | None, document: DocumentText
) -> Proposal[date] | None:
    for found in _EFFECT.finditer(folded):
        when = found["when"].strip()
        passage = text[found.start() : found.end()]
        page = _page_of(passage, document)
        after = _AFTER_DAYS.match(when)
        if after and issued_on:
            day = issued_on + timedelta(days=int(after["days"]))
            return Proposal(day, passage, page, LIKELY)
        if _FROM_SIGNING.match(when) or when.startswith("khi ky"):
            if issued_on:
                return Proposal(issued_on, passage, page, CERTAIN)
            continue
        stated = date_in(when[:45])
        if stated:
            return Proposal(stated, passage, page, CERTAIN)
    return None


def _until(text: str, folded: str, document: DocumentText) -> Proposal[date] | None:
    for found in _UNTIL.finditer(folded):
        dated = date_and_place(found["when"])
        if dated is None or dated[1] > LONGEST_LEAD or _cites_another(found["between"]):
            continue
        passage = text[found.start() : found.start("when") + dated[2]]
        return Proposal(dated[0], passage, _page_of(passage, document), LIKELY)
    return None


def _cites_another(between: str) -> bool:
    """Tell whether the words name another document, or belong to two sentences."""
    return bool(_OTHER_DOCUMENT.search(_IN_DIGITS.sub("", between)))


def _page_of(passage: str, document: DocumentText) -> int:
    start = passage[:30]
    pages = (page.number for page in document.pages if start in re.sub(r"\s+", " ", page.text))
    return next(pages, document.pages[0].number)
