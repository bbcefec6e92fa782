"""The end of a document: in whose name it is signed, by whom in which post, and who receives it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from documents.intake.characters import is_syllable
from documents.intake.layout import DocumentText, Line, PageText
from documents.intake.proposals import CERTAIN, DOUBTFUL, LIKELY, Proposal
from documents.intake.reading.surnames import SURNAMES
from search.text import fold

_FORM = re.compile(r"^\W*(?P<form>tm|kt|tl|tuq|t/m|k/t|q)\s*[.,:/]\s*(?P<whose>\S.*)?$")
_FORMS = {
    "tm": "TM.", "t/m": "TM.", "kt": "KT.", "k/t": "KT.", "tl": "TL.", "tuq": "TUQ.", "q": "Q.",
}  # fmt: skip
_POST = re.compile(
    r"^\W*(?:quyen )?(?:pho )?(?:chu tich|giam doc|tong giam doc|cuc truong|chi cuc truong"
    r"|truong phong|truong ban|truong|bo truong|thu truong|thu tuong|pho thu tuong"
    r"|chanh van phong|chanh thanh tra|vien truong|hieu truong|bi thu|chi huy truong"
    r"|doi truong|truong cong an|vu truong|tong thanh tra|to truong"
    r"|pho chanh van phong|pho truong|pho giam doc|pho bi thu|uy vien|chu nhiem|tong bi thu"
    r"|thu ky|ke toan|tram truong|truong doan|chu toa|hieu pho|can bo|cong chuc)\b.*$"
)
_NOTE = re.compile(
    r"nguoi ky|ky boi|email|thoi gian ky|co quan|da ky|\(?ky,|\(ky|\[daky|dong dau|chu ky"
    r"|ngay ky|to chuc"
)
_APPENDIX = re.compile(r"^\W*(?:phu luc|danh muc|bieu (?:so|mau)|mau so|danh sach|kem theo)\b")
_RECIPIENTS = re.compile(r"^\W*n[oơ]i nh[aậ]n\b")
_TITLE = re.compile(
    r"^(?:(?:pgs|gs|ts|ths|cn|ks|bs|ds|cki{1,2}|dai ta|thuong ta|trung ta|thieu ta|thieu tuong)\b"
    r"[.,]?\s*)+"
)
_NAME_WORD = re.compile(r"[A-ZÀ-ỸĐ][a-zà-ỹđ']*|[A-ZÀ-ỸĐ]{2,}")
# How far below its post, in heights of the page, a name may stand: signature and seal lie between.
REACH = 0.34
# Half the width, in widths of the page, of the column in which a post and its name are centred.
HALF_COLUMN = 0.22


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
    blocks = [block for page in document.pages for block in _blocks(page) if block.value]
    recipients = _recipients(document)
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
    return Signature(
        Proposal(best.value, best.name.text, page, sure),
        Proposal(post, posts, page, sure) if post else None,
        Proposal(form, posts, page, sure) if form else None,
        recipients,
    )


def signature_area(document: DocumentText) -> Area | None:
    """Return where the name stands below the likeliest post; None when there is no post."""
    blocks = [block for page in document.pages for block in _blocks(page)]
    if not blocks:
        return None
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


def _blocks(page: PageText) -> Iterator[_Block]:
    """Yield what may be a signature: a post, and the name below it in the same column."""
    lines = [line for line in page.lines if not line.is_rule]
    has_recipients = any(_RECIPIENTS.match(line.folded) for line in lines)
    is_appendix = any(_APPENDIX.match(line.folded) for line in lines[:4])
    seen: set[int] = set()
    for index, line in enumerate(lines):
        if index in seen or not _is_post(line):
            continue
        column = [
            (at, other)
            for at, other in enumerate(lines[index:], start=index)
            if _same_column(line, other, page) and other.top - line.top < REACH * page.height
        ]
        posts, name = _posts_and_name([other for _at, other in column])
        seen |= {at for at, other in column if other in posts}
        weight = has_recipients + page.is_right(posts[-1]) - 2 * is_appendix + 0.01 * page.number
        weight += any(_FORM.match(post.folded) for post in posts)
        yield _Block(tuple(posts), name, weight)


def _is_post(line: Line) -> bool:
    if len(line.text) > 70 or not _is_capital(line.text):
        return False
    return bool(_FORM.match(line.folded) or _POST.match(line.folded))


def _is_capital(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter.isupper() for letter in letters) > 0.6 * len(letters) if letters else False


def _same_column(first: Line, other: Line, page: PageText) -> bool:
    overlap = min(first.right, other.right) - max(first.left, other.left)
    return overlap > 0 or abs(first.centre - other.centre) < 0.12 * page.width


def _posts_and_name(column: Sequence[Line]) -> tuple[list[Line], Line | None]:
    """Return the lines of the post and the first line below them that is a name."""
    posts: list[Line] = []
    for line in column:
        if not posts or (_is_post(line) or _goes_on(posts[-1], line)):
            if posts and person_name(line.text) and not _is_post(line):
                return posts, line
            posts.append(line)
            continue
        if _NOTE.search(line.folded):
            continue
        if person_name(line.text):
            return posts, line
    return posts, None


def _goes_on(post: Line, line: Line) -> bool:
    """Tell whether a line goes on with the post above it, close below and in capitals."""
    close = line.top - post.bottom < 0.8 * max(post.height, 1.0)
    return close and _is_capital(line.text) and not _looks_like_person(line.text)


def _looks_like_person(text: str) -> bool:
    words = fold(text).split()
    return 2 <= len(words) <= 5 and words[0] in SURNAMES


def person_name(text: str) -> str:
    """Return the name of a person that a line holds, or nothing.

    Titles before it and what a seal left around it are dropped: two to six words that begin with
    capitals, the first of them a family name where there is a choice.
    """
    text = text.strip(" .,;:-–_*|'\"“”()[]")
    titles = _TITLE.match(fold(text))
    if titles:
        text = text[titles.end() :]
    words = text.split()
    if any(any(letter.isdigit() for letter in word) for word in words):
        words = [word for word in words if not any(letter.isdigit() for letter in word)]
    runs: list[list[str]] = [[]]
    for word in words:
        bare = word.strip(".'\"“”|*,;:")
        if not _NAME_WORD.fullmatch(bare):
            runs.append([])
            continue
        runs[-1].append(bare)
        if word.endswith((",", ";", ":")):
            runs.append([])
    candidates = [_from_surname(run) for run in runs]
    candidates = [run for run in candidates if 2 <= len(run) <= 6]
    if not candidates or _POST.match(fold(text)) or _FORM.match(fold(text)):
        return ""
    best = max(candidates, key=lambda run: (fold(run[0]) in SURNAMES, len(run)))
    name = " ".join(best)
    return name.title() if name.isupper() else name


def likeness_to_name(text: str) -> tuple[bool, int]:
    """Return whether a line names somebody with a known family name, and how many syllables of it.

    Readings of the same line compare by it.
    """
    words = person_name(text).split()
    return bool(words) and fold(words[0]) in SURNAMES, sum(map(is_syllable, words))


def _from_surname(run: list[str]) -> list[str]:
    """Drop what stands before the first family name, if enough words follow it."""
    for start, word in enumerate(run):
        if fold(word) in SURNAMES and len(run) - start >= 2:
            return run[start:]
    return run


def _forms(posts: Sequence[Line]) -> tuple[str, ...]:
    found = (_FORM.match(line.folded) for line in posts)
    return tuple(dict.fromkeys(_FORMS[match["form"]] for match in found if match))


def post_name(posts: Sequence[Line]) -> str:
    """Return the post of the person as it is written in running text: ``Phó Chủ tịch``.

    The post is below the last line that says in whose name; without such a line below, that line
    itself names it (``TM. … CHỦ TỊCH``).
    """
    own: list[str] = []
    for line in posts:
        if _FORM.match(line.folded):
            own = []
        else:
            own.append(line.text)
    if not own and posts:
        last = posts[-1]
        match = _FORM.match(last.folded)
        if match and match["form"] == "q" and match["whose"]:
            own = [last.text[match.start("whose") :]]
    text = " ".join(own).strip(" .,;:-_*")
    return _written(text) if text else ""


def _written(text: str) -> str:
    if not _is_capital(text):
        return text
    words = text.lower().split()
    name = " ".join(words)
    name = re.sub(r"^(phó |quyền )?(\w)", lambda m: (m[1] or "") + m[2].upper(), name)
    name = re.sub(r"\b(ủy ban nhân dân|hội đồng nhân dân)\b", lambda m: m[1].capitalize(), name)
    return name[:1].upper() + name[1:]


def _recipients(document: DocumentText) -> tuple[Proposal[str], ...]:
    """Read the list below ``Nơi nhận``, up to where the copy for the files is named."""
    for page in document.pages:
        lines = [line for line in page.lines if not line.is_rule]
        start = next((i for i, line in enumerate(lines) if _RECIPIENTS.match(line.folded)), None)
        if start is None:
            continue
        head = lines[start]
        found: list[Proposal[str]] = []
        for line in lines[start + 1 :]:
            if line.left > head.right + 0.15 * page.width or page.is_right(line):
                continue
            text = line.text.strip(" ;.")
            is_entry = line.text.lstrip().startswith(("-", "–", "+", "*", "•"))
            if is_entry or not found:
                text = text.lstrip("-–+*• ").strip()
                if text:
                    found.append(Proposal(text, line.text, line.page, LIKELY))
            else:
                last = found[-1]
                joined = f"{last.value} {text}"
                found[-1] = Proposal(joined, f"{last.passage} {line.text}", last.page, LIKELY)
            if re.match(r"^\W*luu\b", line.folded):
                break
        return tuple(found)
    return ()
