"""The head of the first page: issuer, number, place and date, type, summary."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from documents.intake.characters import is_syllable
from documents.intake.layout import DocumentText, Line, PageText
from documents.intake.proposals import CERTAIN, DOUBTFUL, LIKELY, Proposal
from documents.intake.reading.appendices import begins_as_appendix
from documents.intake.reading.bodies import issuer_of, official_name
from documents.intake.reading.dates import place_and_date
from documents.intake.reading.numbers import mended_symbol, stated_number, type_of_symbol
from documents.intake.reading.stamps import without_stamps
from documents.intake.reading.types import (
    LETTER,
    TYPES_OF_SYMBOL_ALONE,
    announced_type,
    type_named,
    words_behind_type,
)
from search.text import fold

MOTTO = re.compile(
    r"\S*ong hoa xa hoi chu nghia viet nam|doc lap\s*[-–—.]*\s*tu do\s*[-–—.]*\s*hanh phuc"
    r"|dang cong san viet nam"
)
# The first word may touch what stands before it: "NGHỆCỘNG HÒA".
_PLAIN_MOTTO = re.compile(r"cong hoa xa hoi chu nghia")
# How far down the first page a letterhead and its summary can reach, in parts of the height.
HEAD, TYPE_HEAD = 0.42, 0.62
_REGARDING = re.compile(r"^\s*[v\\]\s*[/i1l|]?\s*[v][:.]?\s+|^\s*ve viec\s*:?\s+")
_BODY = re.compile(
    r"^(?:can cu|thuc hien|xet|theo de nghi|kinh gui|uy ban nhan dan|hoi dong nhan dan|ubnd|hdnd"
    r"|chu tich|bo truong|giam doc|quyet dinh\s*:|trong thoi gian|de |nham |ngay \d|thi hanh"
    r"|tiep theo|[ivx]+\s*[.)/-]\s|\d+\s*[.)]\s|phan |chuong |dieu \d|a\s*[.)]\s"
    r"|quoc hoi|thu truong|truong )"
)
_NUMBER_WORD = re.compile(r"\W*so\s*[:;.]?\W*(?:\d[\d.]*[a-z]?)?\W*")
_BROKEN_DATE = re.compile(r"ngay\s*[\d\s.…]*(?:thang\s*[\d\s.…]*(?:nam)?)?\s*$")
# "Đắk Lắk," where the word behind it was not recognised.
_PLACE_ALONE = re.compile(r"[^\W\d_][^\d,]{1,40},")
_PART_OF_DATE = re.compile(r"^(?:\d{1,2}\b|thang\b|nam\b|(?:19|20)\d\d$)")
_END_OF_DATE = re.compile(
    r"^(?:thang \d{1,2} )?(?:nam )?(?:19|20)\d{2}$|^\d{1,2} nam (?:19|20)\d{2}$"
)
_SYMBOL = re.compile(r"/\s?[A-ZĐ]{2,}")
MOST_SUMMARY_LINES = 9
# How many words, say a draft's remark, may stand behind the number on its line.
MOST_WORDS_BEHIND = 3
# As many letters before the motto are what recognition made of a rule or of dust.
SHORTEST_BODY = 3
# Letters of the stars or strokes below a body, as recognition takes them.
LONGEST_ORNAMENT = 8
# Where the left half of a letterhead ends at the latest, in widths of the page.
WIDEST_LEFT = 0.62


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What the head states; ``end`` is the index of the first line below it on its page."""

    issuer: Proposal[str] | None
    number: Proposal[str] | None
    symbol: str
    place: Proposal[str] | None
    issued_on: Proposal | None
    document_type: Proposal[str] | None
    summary: Proposal[str] | None


def read_letterhead(document: DocumentText) -> Letterhead:
    """Read the head of the first page, or of the one that appendices were bound before."""
    page = _first_page(document)
    if page is None:
        return Letterhead(None, None, "", None, None, None, None)
    lines = _rejoined(_parted(without_stamps([line for line in page.lines if not line.is_rule])))
    if not lines:
        return Letterhead(None, None, "", None, None, None, None)
    type_at = _type_line(lines, page)
    head = _head(lines, page, type_at)
    number, symbol, number_at = _number(head)
    if document.is_scan:
        named = type_named(lines[type_at]) if type_at is not None else None
        number, symbol = _mended(number, named), mended_symbol(symbol, named)
    place, issued_on = _place_and_date(head)
    regarding = _regarding(head, page) or _unannounced(head, page, type_at, number_at)
    document_type = _type(lines, type_at, number, symbol, regarding) or announced_type(page)
    return Letterhead(
        issuer=_issuer(head, page, number_at),
        number=number,
        symbol=symbol,
        place=place,
        issued_on=issued_on,
        document_type=document_type,
        summary=_summary(lines, type_at, page) if type_at is not None else regarding,
    )


def _first_page(document: DocumentText) -> PageText | None:
    """Return the page with the head: the first with lines, unless it begins as an appendix."""
    pages = [page for page in document.pages if page.lines]
    if not pages or not begins_as_appendix(pages[0].lines):
        return next(iter(pages), None)
    return next(filter(_has_head, pages[1:]), pages[0])


def _has_head(page: PageText) -> bool:
    """Tell whether a page has the motto and a number of its own above its text."""
    head = [line for line in page.lines if line.top < HEAD * page.height]
    return any(MOTTO.search(line.folded) for line in head) and bool(_number(_rejoined(head))[1])


def _parted(lines: Sequence[Line]) -> list[Line]:
    """Part the motto from the left half of the letterhead where both became one line."""
    parts: list[Line] = []
    for line in lines:
        found = _PLAIN_MOTTO.search(line.folded) or MOTTO.search(line.folded)
        before = line.text[: found.start()].rstrip() if found else ""
        if sum(map(str.isalpha, before)) <= SHORTEST_BODY:
            parts.append(line)
            continue
        edge = line.left + (line.right - line.left) * found.start() / len(line.text)
        parts.append(replace(line, text=before, right=edge))
        parts.append(replace(line, text=line.text[found.start() :], left=edge))
    return parts


def _rejoined(lines: Sequence[Line]) -> list[Line]:
    """Join ``Số:`` and ``ngày`` with what stands behind the blanks for their digits."""
    joined: list[Line] = []
    for line in lines:
        at = next((i for i in range(len(joined)) if _goes_on(joined[i], line)), None)
        if at is None:
            joined.append(line)
        else:
            text = f"{joined[at].text} {line.text}"
            joined[at] = replace(joined[at], text=text, right=line.right)
    return joined


def _goes_on(before: Line, line: Line) -> bool:
    """Tell whether a line is what stands behind a blank of the line to its left."""
    if line.left < before.right or abs(line.bottom - before.bottom) > 0.5 * before.height:
        return False
    if type_named(replace(line, text=f"{before.text} {line.text}")) and before.text.isupper():
        return line.text.isupper()
    if _NUMBER_WORD.fullmatch(before.folded):
        return line.text[:1] in "/-–0123456789"
    is_open = _BROKEN_DATE.search(before.folded) or _PLACE_ALONE.fullmatch(before.folded)
    return bool(is_open and _PART_OF_DATE.match(line.folded))


def _head(lines: Sequence[Line], page: PageText, type_at: int | None) -> list[Line]:
    if type_at is not None:
        # A type line may stand as high as the date, where the head has one column.
        return list(lines[: type_at + 1])
    return [line for line in lines if line.top < HEAD * page.height]


def _type_line(lines: Sequence[Line], page: PageText) -> int | None:
    """Return the index of the line that names the type, with little else."""
    for index, line in enumerate(lines):
        if line.top > TYPE_HEAD * page.height:
            break
        if _stands_out(line) and type_named(line) is not None:
            return index
    return None


def _stands_out(line: Line) -> bool:
    letters = [letter for letter in line.text if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    # A font of capitals (TCVN3) has the codes of small letters, and is bold.
    return capitals > 0.7 * len(letters) or line.is_bold is True


def _number(head: Sequence[Line]) -> tuple[Proposal[str] | None, str, int | None]:
    for index, line in enumerate(head):
        stated = stated_number(line.text)
        if stated is None or not _is_number_line(line, stated[2]):
            continue
        number, symbol, passage = stated
        known = type_of_symbol(symbol) is not None or "-" in symbol
        sure = CERTAIN if known else LIKELY
        proposal = Proposal(number, passage, line.page, sure) if number else None
        return proposal, symbol, index
    return None, "", None


def _mended(number: Proposal[str] | None, named: str | None) -> Proposal[str] | None:
    """Return a recognised number, less sure than a printed one, with its symbol put right."""
    if number is None:
        return None
    sure = min(number.confidence, LIKELY)
    return replace(number, value=mended_symbol(number.value, named), confidence=sure)


def _is_number_line(line: Line, passage: str) -> bool:
    """Tell the document's own number from one that the text cites.

    The own one stands alone, beside place and date, or behind a heading of capitals.
    """
    before, _found, behind = line.text.partition(passage)
    if not passage.lstrip(" (")[:1].isupper() or any(map(str.islower, before)):
        return False
    if place_and_date(behind.strip()) is not None or MOTTO.search(fold(behind)):
        return True
    return _words(behind) <= MOST_WORDS_BEHIND


def _words(text: str) -> int:
    return len(re.findall(r"[^\W\d_]{2,}", text))


def _place_and_date(head: Sequence[Line]) -> tuple[Proposal[str] | None, Proposal | None]:
    for index, line in enumerate(head):
        found = place_and_date(_with_year(_behind_number(line.text), line, head[index + 1 :]))
        if found is None:
            continue
        place, issued_on, passage = found
        if _words(line.text.partition(passage)[2]) > MOST_WORDS_BEHIND:
            # A date of the text: the own one ends its line.
            continue
        return (
            Proposal(place, passage, line.page, CERTAIN) if place else None,
            Proposal(issued_on, passage, line.page, CERTAIN) if issued_on else None,
        )
    return None, None


def _with_year(text: str, line: Line, below: Sequence[Line]) -> str:
    """Add the end of a date that a narrow column broke: ``năm`` / ``2022``."""
    if not _BROKEN_DATE.search(fold(text)):
        return text
    ends = (
        other.text
        for other in below[:3]
        if _END_OF_DATE.match(other.folded)
        and line.left < other.centre < line.right
        and other.top - line.bottom < line.height
    )
    return f"{text} {next(ends, '')}".strip()


def _behind_number(text: str) -> str:
    """Return what stands behind the number where number and date share a line."""
    stated = stated_number(text)
    return text.partition(stated[2])[2] or text if stated else text


def _issuer(head: Sequence[Line], page: PageText, number_at: int | None) -> Proposal[str] | None:
    """Read the issuer from the lines above the number, in the left half or below the motto."""
    above = head[:number_at] if number_at is not None else _above_text(head)
    named = [line for line in above if not page.is_right(line)] or list(above)
    texts, used = [], []
    for line in named:
        text = _without_motto(line)
        is_other = _SYMBOL.search(text) or place_and_date(text) or type_named(line)
        if text and not is_other and not _is_ornament(text):
            texts.append(text)
            used.append(line)
    passage = " ".join(texts)
    if issuer := issuer_of(texts):
        sure = CERTAIN if number_at is not None else LIKELY
        return Proposal(issuer, passage, used[0].page, sure)
    # A body of an unknown kind is what is bold.
    bold = [text for text, line in zip(texts, used, strict=True) if line.is_bold]
    if not bold or number_at is None:
        return None
    return Proposal(official_name(" ".join(bold)), passage, used[0].page, DOUBTFUL)


def _above_text(head: Sequence[Line]) -> list[Line]:
    """Return the lines above number, date, summary and addressee, whichever comes first."""
    ends = (
        at
        for at, line in enumerate(head)
        if _NUMBER_WORD.fullmatch(line.folded)
        or _REGARDING.match(line.folded)
        or line.folded.startswith("kinh gui")
        or place_and_date(line.text)
    )
    return list(head[: next(ends, len(head))])


def _is_ornament(text: str) -> bool:
    """Tell whether a short line is what recognition makes of stars or strokes: ``xx+x``."""
    if len(text) > LONGEST_ORNAMENT or text.isupper():
        return False
    return not any(is_syllable(word) for word in text.split())


def _without_motto(line: Line) -> str:
    found = MOTTO.search(line.folded)
    return (line.text if found is None else line.text[: found.start()]).strip(" *-_")


def _type(
    lines: Sequence[Line], type_at: int | None, number: Proposal[str] | None, symbol: str,
    regarding: Proposal[str] | None,
) -> Proposal[str] | None:  # fmt: skip
    by_symbol = type_of_symbol(symbol) if symbol else None
    if type_at is not None:
        line = lines[type_at]
        name = type_named(line)
        if by_symbol in TYPES_OF_SYMBOL_ALONE:
            return Proposal(by_symbol, passage_of(number, symbol), line.page, LIKELY)
        sure = LIKELY if by_symbol and by_symbol != name else CERTAIN
        return Proposal(name, line.text, line.page, sure)
    passage = passage_of(number, symbol)
    page = lines[0].page if lines else 1
    if regarding is not None and by_symbol in (None, "Công điện"):
        return Proposal(by_symbol or LETTER, regarding.passage, regarding.page, CERTAIN)
    if by_symbol is not None:
        return Proposal(by_symbol, passage, page, LIKELY)
    if regarding is not None or symbol:
        return Proposal(LETTER, passage, page, DOUBTFUL)
    return None


def passage_of(number: Proposal[str] | None, symbol: str) -> str:
    """Return where the number stands, or its symbol where its digits are blank."""
    return number.passage if number else symbol


def _regarding(head: Sequence[Line], page: PageText) -> Proposal[str] | None:
    """Read the ``V/v …`` below the number of an official letter."""
    start = next((i for i, line in enumerate(head) if _REGARDING.match(line.folded)), None)
    if start is None:
        return None
    first = head[start]
    texts = [first.text[_REGARDING.match(first.folded).end() :]]
    bottom, height = first.bottom, max(first.height, 1.0)
    for line in head[start + 1 :]:
        if page.is_right(line) or place_and_date(line.text):
            continue
        begins = not line.text[:1].islower() and _BODY.match(line.folded)
        if line.right > WIDEST_LEFT * page.width or begins:
            break
        if line.top - bottom > 1.2 * height or re.match(r"kinh gui", line.folded):
            break
        texts.append(line.text)
        bottom = line.bottom
    return Proposal(_joined(texts), " ".join(texts), first.page, CERTAIN)


def _unannounced(
    head: Sequence[Line], page: PageText, type_at: int | None, number_at: int | None
) -> Proposal[str] | None:
    """Read what a letter is about from the lines below its number, as the Party writes it.

    It has neither a line of type nor ``V/v``, and begins with a small letter.
    """
    if type_at is not None or number_at is None:
        return None
    number = head[number_at]
    texts, bottom = [], number.bottom
    for line in head[number_at + 1 :]:
        if page.is_right(line) or place_and_date(line.text):
            continue
        is_near = line.top - bottom < 0.8 * max(line.height, 1.0)
        is_centred = abs(line.centre - number.centre) < 0.06 * page.width
        if not (is_near and is_centred) or (not texts and not line.text[:1].islower()):
            break
        texts.append(line.text)
        bottom = line.bottom
    if not texts:
        return None
    return Proposal(_joined(texts), " ".join(texts), number.page, LIKELY)


def _summary(lines: Sequence[Line], type_at: int, page: PageText) -> Proposal[str] | None:
    """Read the lines below the type, up to where the text begins."""
    rest = words_behind_type(lines[type_at])
    texts: list[str] = [rest] if rest else []
    before = lines[type_at]
    for line in lines[type_at + 1 : type_at + 1 + MOST_SUMMARY_LINES]:
        if place_and_date(line.text) and not texts:
            continue
        # A line that goes on with the summary begins with a small letter.
        begins = not texts or not line.text[:1].islower()
        is_heading = line.text.isupper() or not line.is_bold
        if begins and _BODY.match(line.folded) and is_heading and not (not texts and line.is_bold):
            break
        if texts and _begins_text(line, before, page):
            break
        texts.append(line.text)
        before = line
    if not texts:
        return None
    summary = _joined(texts)
    sure = CERTAIN if len(texts) < MOST_SUMMARY_LINES else DOUBTFUL
    return Proposal(summary, " ".join(texts), lines[type_at].page, sure)


def _begins_text(line: Line, before: Line, page: PageText) -> bool:
    """Tell whether a line is the text: plain after bold, far below, not centred."""
    if before.is_bold and line.is_bold is False:
        return True
    # A line that begins with a small letter goes on even where lines stand wide apart.
    widest = 2.2 if line.text[:1].islower() else 1.1
    if line.top - before.bottom > widest * max(before.height, 1.0):
        return True
    if line.text[:1].islower() and line.is_bold is before.is_bold:
        return False
    is_aside = abs(line.left - before.left) > 0.03 * page.width
    return is_aside and abs(line.centre - before.centre) > 0.12 * page.width


def _joined(texts: Sequence[str]) -> str:
    text = " ".join(part.strip() for part in texts)
    text = re.sub(r"\s+", " ", text).strip(" _-–—*.;")
    if text.isupper():
        text = text.capitalize()
    return text[:1].upper() + text[1:]
