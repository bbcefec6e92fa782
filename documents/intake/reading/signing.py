"""The end of a document: in whose name it is signed, by whom and in which post."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from documents.intake.layout import DocumentText, Line, PageText
from documents.intake.proposals import CERTAIN, DOUBTFUL, LIKELY, Proposal
from documents.intake.reading.appendices import begins_as_appendix
from documents.intake.reading.people import (
    PURE,
    is_name_alone,
    likeness_to_name,
    looks_like_person,
    mended_name,
    person_name,
)
from documents.intake.reading.recipients import HEADING, read_recipients
from documents.intake.reading.stamps import without_stamps
from search.text import fold

_FORM = re.compile(
    r"^\W*(?:(?P<form>tm|kt|tl|tuq|q|ktm)\s*[.,:/]|(?P<slashed>t/m|k/t|t/l|t/uq|tm|kt|tl|tuq)\b)"
    r"\s*(?P<whose>\S.*)?$"
)
_FORMS = {
    "tm": "TM.", "t/m": "TM.", "kt": "KT.", "k/t": "KT.", "tl": "TL.", "t/l": "TL.",
    "tuq": "TUQ.", "t/uq": "TUQ.", "q": "Q.", "ktm": "TM.",
}  # fmt: skip
_POST = re.compile(
    r"^\W*(?:quyen )?(?:pho )?(?:chu tich|giam doc|tong giam doc|cuc truong|chi cuc truong"
    r"|truong phong|truong ban|truong|bo truong|thu truong|thu tuong|pho thu tuong"
    r"|chanh van phong|chanh thanh tra|vien truong|hieu truong|bi thu|chi huy truong"
    r"|doi truong|truong cong an|vu truong|tong thanh tra|to truong|phu trach|nguoi dung dau"
    r"|pho chanh van phong|pho truong|pho giam doc|pho bi thu|uy vien|chu nhiem|tong bi thu"
    r"|thu ky|ke toan|tram truong|truong doan|chu toa|chu tri|hieu pho|can bo|cong chuc"
    r"|hat truong|chanh an|chinh uy|chinh tri vien|tu lenh|tong cuc truong|vien pho|kiem soat vien"
    r"|dai dien|nguoi ky|nguoi lap|thu truong don vi|thuong truc)\b.*$"
)
# Heads of whatever there is; folded, the word is that of schools, markets and the environment, too.
_HEAD_OF = re.compile(r"^\W*(?:QUYỀN )?(?:PHÓ )?[^\W\d_]+ TRƯỞNG\b", re.IGNORECASE)
# The capitals of a post behind the list of recipients, where both columns became one line.
_POST_BEHIND = re.compile(
    r"(?<=\S)\s+(?=(?:TM|KT|TL|TUQ|Q|T/M|K/T)\s*[./]?\s*[A-ZĐ]|(?:PHÓ |QUYỀN )?(?:CHỦ TỊCH|GIÁM ĐỐC"
    r"|CHÁNH VĂN PHÒNG|TRƯỞNG|BÍ THƯ|HIỆU TRƯỞNG|CHỈ HUY TRƯỞNG)\b)"
)
# How far below its post, in heights of the page, a name may stand: signature and seal lie between.
REACH = 0.34
# Half the width, in widths of the page, of the column in which a post and its name are centred.
HALF_COLUMN = 0.22
# Where the column of the signature begins at the earliest, in widths of the page.
LEFT_OF_SIGNATURE = 0.48
# A name in much smaller letters than its post belongs to a stamp.
SMALL = 0.8
# How far down the next page, in parts of its height, a name may stand that was carried over to it.
CARRIED_OVER = 0.3
# How far above or below the head of the list of recipients, in heights of the page, a signature
# begins: the list stands beside it, or below those of several bodies.
BESIDE_RECIPIENTS = 0.22
# As many letters alone are a remnant of a line that a page's end cut.
SCRAP = 2
# Which part of a recognised line must be the name: a seal leaves words of its own beside it.
PURE_ON_SCANS = 0.3


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed, in which post, in whose name."""

    signatory: Proposal[str] | None
    post: Proposal[str] | None
    form: Proposal[str] | None
    recipients: tuple[Proposal[str], ...]


@dataclass(frozen=True, slots=True)
class Area:
    """A part of a page, in points from its left and top."""

    page: int
    left: float
    top: float
    right: float
    bottom: float

    def holds(self, line: Line) -> bool:
        """Tell whether the middle of a line lies in the area."""
        middle = (line.top + line.bottom) / 2
        return (
            line.page == self.page
            and self.left <= line.centre <= self.right
            and self.top <= middle <= self.bottom
        )


@dataclass(frozen=True, slots=True)
class _Block:
    """A post, with the line of a name below it, if any; ``weight``: how like a signature it is."""

    posts: tuple[Line, ...]
    name: Line | None
    weight: float

    @property
    def value(self) -> str:
        return person_name(self.name.text) if self.name else ""

    @property
    def score(self) -> float:
        has_surname, words = likeness_to_name(self.name.text if self.name else "")
        return self.weight + bool(words) + has_surname


def read_signature(document: DocumentText) -> Signature:
    """Read the block of the signature, which appendices may follow."""
    blocks = [block for block in _all_blocks(document) if block.value]
    recipients = read_recipients(document)
    if not blocks:
        return Signature(None, None, None, recipients)
    best = max(blocks, key=lambda block: block.score)
    page = best.name.page
    sure = CERTAIN if best.score >= 3 else LIKELY if best.score >= 2 else DOUBTFUL
    if document.is_scan and sure == CERTAIN:
        sure = LIKELY
    posts = " ".join(line.text for line in best.posts)
    post = post_name(best.posts)
    form = " ".join(_forms(best.posts))
    at = best.posts[0].page
    value = mended_name(best.value) if document.is_scan else best.value
    return Signature(
        Proposal(value, best.name.text, page, sure),
        Proposal(post, posts, at, sure) if post else None,
        Proposal(form, posts, at, sure) if form else None,
        recipients,
    )


def signature_area(document: DocumentText) -> Area | None:
    """Return where the name stands below the likeliest post.

    Where no post was read, a seal may lie over it, too: beside the list of recipients. None when
    there is no such list either.
    """
    blocks = list(_all_blocks(document))
    if not blocks:
        return _beside_recipients(document)
    best = max(blocks, key=lambda block: block.weight)
    page = document.page(best.posts[0].page)
    top = max(line.bottom for line in best.posts)
    middle = best.posts[-1].centre
    return Area(
        page.number,
        max(0.0, middle - HALF_COLUMN * page.width),
        top,
        min(page.width, middle + HALF_COLUMN * page.width),
        min(page.height, top + REACH * page.height),
    )


def _beside_recipients(document: DocumentText) -> Area | None:
    heading = next((line for line in document.lines() if HEADING.match(line.folded)), None)
    if heading is None:
        return None
    page = document.page(heading.page)
    top = max(0.0, heading.top - heading.height)
    return Area(
        page.number, LEFT_OF_SIGNATURE * page.width, top, page.width,
        min(page.height, top + REACH * page.height),
    )  # fmt: skip


def posts_among(lines: Sequence[Line]) -> int:
    """Return how many lines name a post or in whose name it signs."""
    return sum(map(_is_post, lines))


def _all_blocks(document: DocumentText) -> Iterator[_Block]:
    following = {page.number - 1: page for page in document.pages}
    for page in document.pages:
        for block in _blocks(page, document.is_scan):
            yield block if block.name else _carried_over(block, page, following.get(page.number))


def _carried_over(block: _Block, page: PageText, following: PageText | None) -> _Block:
    """Take the name from the next page, where nothing follows the post in its own column."""
    post = block.posts[-1]
    if following is None or any(
        line.top > post.bottom and _is_below(post, line, page) and len(line.text) > SCRAP
        for line in _text(page)
    ):
        return block
    column = (line for line in _text(following) if _is_below(post, line, page))
    # The end of a post may have been carried over with the name.
    first = next((line for line in column if not _is_end_of_post(line)), None)
    if first is None or first.top > CARRIED_OVER * following.height:
        return block
    return replace(block, name=first) if is_name_alone(first.text) else block


def _is_end_of_post(line: Line) -> bool:
    return len(line.text) <= SCRAP or (_is_capital(line.text) and not is_name_alone(line.text))


def _is_below(post: Line, line: Line, page: PageText) -> bool:
    """Tell whether a line stands in the column of a post and does not reach beyond it."""
    overlaps = min(post.right, line.right) > max(post.left, line.left)
    return overlaps or abs(post.centre - line.centre) < 0.06 * page.width


def _text(page: PageText) -> list[Line]:
    """Return the lines of a page without rules, stamps and the number of the page."""
    lines = [line for line in page.lines if not line.is_rule and not line.text.isdigit()]
    edge = 0.93 * page.height
    lines = [line for line in lines if line.top < edge or not line.text[-1:].isdigit()]
    return without_stamps(lines)


def _blocks(page: PageText, is_scan: bool) -> Iterator[_Block]:
    """Yield what may be a signature: a post, and the name below it in the same column."""
    lines = [part for line in _text(page) for part in _columns(line)]
    recipients = [line for line in lines if HEADING.match(line.folded)]
    is_appendix = begins_as_appendix(lines)
    seen: set[int] = set()
    for index, line in enumerate(lines):
        if index in seen or not _is_post(line):
            continue
        column = [
            (at, other)
            for at, other in enumerate(lines[index:], start=index)
            if _same_column(line, other, page) and other.top - line.top < REACH * page.height
        ]
        posts, name = _posts_and_name([other for _at, other in column], is_scan)
        seen |= {at for at, other in column if other in posts}
        reach = BESIDE_RECIPIENTS * page.height
        is_beside = any(abs(one.top - posts[-1].top) < reach for one in recipients)
        weight = is_beside + page.is_right(posts[-1]) - 2 * is_appendix + 0.01 * page.number
        weight += any(_FORM.match(post.folded) for post in posts)
        yield _Block(tuple(posts), name, weight)


def _columns(line: Line) -> list[Line]:
    """Part a line of recipients from the post that stands behind it."""
    found = _POST_BEHIND.search(line.text)
    if found is None or _is_capital(line.text[: found.start()]):
        return [line]
    behind = line.text[found.end() :]
    if not _is_capital(behind):
        return [line]
    # Capitals are wider: they take more room than their share of the letters.
    share = 1.3 * len(behind) / (len(line.text) + 0.3 * len(behind))
    edge = line.right - share * (line.right - line.left)
    return [
        replace(line, text=line.text[: found.start()], right=edge),
        replace(line, text=behind, left=edge),
    ]


def _is_post(line: Line) -> bool:
    if len(line.text) > 70 or not _is_capital(line.text):
        return False
    return bool(_FORM.match(line.folded) or _POST.match(line.folded) or _HEAD_OF.match(line.text))


def _is_capital(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter.isupper() for letter in letters) > 0.6 * len(letters) if letters else False


def _same_column(first: Line, other: Line, page: PageText) -> bool:
    overlap = min(first.right, other.right) - max(first.left, other.left)
    return overlap > 0 or abs(first.centre - other.centre) < 0.12 * page.width


def _posts_and_name(column: Sequence[Line], is_scan: bool) -> tuple[list[Line], Line | None]:
    """Return the lines of the post and the line below them that is most like its name."""
    posts: list[Line] = [column[0]]
    rest = list(column[1:])
    while rest and (_is_post(rest[0]) or _goes_on(posts[-1], rest[0])):
        is_between = len(rest) > 1 and _is_post(rest[1]) and _is_close(rest[0], rest[1])
        if looks_like_person(rest[0].text) and not (_is_post(rest[0]) or is_between):
            break
        posts.append(rest.pop(0))
    names: list[Line] = []
    for line in rest:
        if _is_post(line) and not looks_like_person(line.text):
            break
        if is_name_alone(line.text, part=PURE_ON_SCANS if is_scan else PURE):
            names.append(line)
    if not names:
        return posts, None
    return posts, max(names, key=lambda line: _rank(line, posts[-1], is_scan))


def _rank(line: Line, post: Line, is_scan: bool) -> tuple[bool, bool, bool]:
    has_surname, _words = likeness_to_name(line.text)
    is_large = is_scan or line.height > SMALL * post.height
    return is_large, has_surname, line.is_bold is post.is_bold


def _goes_on(post: Line, line: Line) -> bool:
    """Tell whether a line goes on with the post above it, close below and in capitals.

    So does what looks like a name, "ĐOÀN XÃ": between a post and its name there is a signature.
    """
    return _is_close(post, line) and _is_capital(line.text)


def _is_close(above: Line, line: Line) -> bool:
    return line.top - above.bottom < 0.8 * max(above.height, 1.0)


def _form_of(line: Line) -> re.Match | None:
    return _FORM.match(line.folded)


def _forms(posts: Sequence[Line]) -> tuple[str, ...]:
    found = (_form_of(line) for line in posts)
    return tuple(
        dict.fromkeys(_FORMS[match["form"] or match["slashed"]] for match in found if match)
    )


def post_name(posts: Sequence[Line]) -> str:
    """Return the post of the person as it is written in running text: ``Phó Chủ tịch``.

    The post is below the last line that says in whose name; without such a line below, that line
    itself names it (``TM. … CHỦ TỊCH``).
    """
    own: list[str] = []
    for line in posts:
        if _form_of(line):
            own = []
        else:
            own.append(line.text)
    # Below in whose name it is signed may stand of which body: "KT. BỘ TRƯỞNG / BỘ TƯ PHÁP".
    named = next((at for at, text in enumerate(own) if _POST.match(fold(text))), 0)
    own = own[named:]
    if not own and posts:
        last = posts[-1]
        match = _form_of(last)
        if match and match["form"] == "q" and match["whose"]:
            own = [last.text[match.start("whose") :]]
    text = " ".join(own).strip(" .,;:-_*")
    return _written(text) if text else ""


def _written(text: str) -> str:
    if not _is_capital(text):
        return text
    name = " ".join(text.lower().split())
    name = re.sub(r"^(phó |quyền )?(\w)", lambda m: (m[1] or "") + m[2].upper(), name)
    name = re.sub(r"\b(ủy ban nhân dân|hội đồng nhân dân)\b", lambda m: m[1].capitalize(), name)
    return name[:1].upper() + name[1:]
