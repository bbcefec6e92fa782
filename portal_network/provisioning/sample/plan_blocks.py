"""The body of a document: headings, paragraphs, list items and footnotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .plan_lines import Line, ParagraphJoiner, join

# The page's own title is h1; the rich text of documents knows headings down to h4.
HEADING_KINDS = ("h2", "h3", "h4", "subheading")

# Ranks of numbering, from the widest to the narrowest.
_RANKS = (
    (0, re.compile(r"(?:Phần|PHẦN|Chương|CHƯƠNG)\s+(?:[IVX]+|\d{1,2}|thứ\s|THỨ\s)")),
    (1, re.compile(r"[IVX]{1,5}\.\s")),
    (3, re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?\s")),
    (2, re.compile(r"(?:Điều\s+)?\d{1,2}\.\s")),
    (3, re.compile(r"[a-zđ]\)\s")),
)
_ITEM = re.compile(r"([-–+•*])\s+(?=\S)")
_LONGEST_HEADING = 200
_FOOTNOTE = re.compile(r"(\d{1,2})\s?(?=[^\W\d_])")


@dataclass(frozen=True)
class Block:
    """One piece of a text.

    ``kind`` is one of :data:`HEADING_KINDS`, "paragraph", "list_item" or "footnote".

    ``marker`` is what stood before the text and is shown in another way: the dash of a list item,
    the number of a footnote. ``notes`` places references to footnotes: (offset in ``text``,
    footnote number); the digits are part of ``text``.
    """

    kind: str
    text: str
    marker: str = ""
    notes: tuple[tuple[int, int], ...] = ()

    @property
    def is_heading(self) -> bool:
        """Whether the block names what follows."""
        return self.kind in HEADING_KINDS


class _Piece:
    """A block in the making: its lines, and the page of each."""

    def __init__(self, line: str, page: int, rank: int | None = None, marker: str = ""):
        self.lines = [line]
        self.pages = [page]
        self.rank = rank
        self.marker = marker
        self.printed = f"{marker} {line}" if marker else line
        """The last line as it stood on paper."""

    def add(self, line: str, page: int) -> None:
        self.lines.append(line)
        self.pages.append(page)
        self.printed = line

    @property
    def text(self) -> str:
        return join(self.lines)

    def awaits_name(self, line: str) -> bool:
        """Whether this is the number of a part ("Phần I") and ``line`` its name."""
        return self.rank == 0 and len(self.lines) == 1 and line.isupper()

    def page_at(self, offset: int) -> int:
        """The page on which the character at ``offset`` of the text stands."""
        for count in range(1, len(self.lines)):
            if offset < len(join(self.lines[:count])):
                return self.pages[count - 1]
        return self.pages[-1]


def read_body(lines: Sequence[Line], joiner: ParagraphJoiner) -> list[Block]:
    """Turn the lines of a body into blocks in reading order, footnotes last."""
    body, footnotes = _part_footnotes(lines)
    pieces = _pieces(body, joiner)
    blocks = _place_notes(pieces, footnotes, _level_headings(pieces))
    return [
        *blocks,
        *(Block("footnote", join(note.lines), marker=str(note.number)) for note in footnotes),
    ]


@dataclass
class _Footnote:
    number: int
    page: int
    lines: list[str]


def _part_footnotes(lines: Sequence[Line]) -> tuple[list[tuple[int, Line]], list[_Footnote]]:
    """Part the body from the footnotes, which stand under a rule up to the end of a page."""
    body: list[tuple[int, Line]] = []
    footnotes: list[_Footnote] = []
    page = 0
    in_footnotes = False
    for line in lines:
        if line.starts_page:
            page += 1
            in_footnotes = False
        expected = len(footnotes) + 1
        numbered = _FOOTNOTE.match(line.words)
        if numbered and int(numbered[1]) == expected and (in_footnotes or line.after_rule):
            in_footnotes = True
            footnotes.append(_Footnote(expected, page, [line.words[numbered.end() :]]))
        elif in_footnotes:
            footnotes[-1].lines.append(line.words)
        else:
            body.append((page, line))
    return body, footnotes


def _pieces(body: Sequence[tuple[int, Line]], joiner: ParagraphJoiner) -> list[_Piece]:
    pieces: list[_Piece] = []
    words = [line.words for _, line in body]
    for index, (page, _) in enumerate(body):
        text = words[index]
        piece = pieces[-1] if pieces else None
        last = piece.printed if piece else ""
        after = words[index + 1] if index + 1 < len(words) else None
        rank = _rank(text)
        item = _ITEM.match(text)
        # A dash or number inside a sentence may come to stand at the start of a line.
        broken_off = (
            piece is not None
            and not joiner.ended_early(last, text)
            and not re.search(r"[.;:,?!)…”]$", last)
        )
        if item and not (broken_off and text[item.end()].islower()):
            pieces.append(_Piece(text[item.end() :], page, marker=item[1]))
        elif rank is not None and not (broken_off and rank == 2 and piece.rank is None):
            pieces.append(_Piece(text, page, rank=rank))
        elif piece and (piece.awaits_name(text) or joiner.continues(piece.text, last, text, after)):
            piece.add(text, page)
        else:
            pieces.append(_Piece(text, page))
    return pieces


def _rank(text: str) -> int | None:
    return next((rank for rank, pattern in _RANKS if pattern.match(text)), None)


def _level_headings(pieces: Sequence[_Piece]) -> list[Block]:
    """Make blocks of the pieces; a numbered piece that is no sentence is a heading."""
    ranks = [piece.rank if _is_heading(piece) else None for piece in pieces]
    used = sorted({rank for rank in ranks if rank is not None})
    blocks = []
    deepest = 0  # the deepest level that the next heading may have
    for piece, rank in zip(pieces, ranks, strict=True):
        if rank is None:
            kind = "list_item" if piece.marker else "paragraph"
        else:
            # Never skip a level on the way down: readers who cannot see go by the levels.
            level = min(used.index(rank), deepest, len(HEADING_KINDS) - 1)
            kind = HEADING_KINDS[level]
            deepest = level + 1
        # The name of a part stands on a line of its own under its number.
        text = "\n".join(piece.lines) if rank == 0 else piece.text
        blocks.append(Block(kind, text, marker=piece.marker))
    return blocks


def _is_heading(piece: _Piece) -> bool:
    if piece.rank is None or len(piece.text) > _LONGEST_HEADING:
        return False
    return piece.rank <= 1 or not re.search(r"[.;:,…]$", piece.text)


def _place_notes(
    pieces: Sequence[_Piece], footnotes: Sequence[_Footnote], blocks: Sequence[Block]
) -> list[Block]:
    """Find where the body refers to each footnote, in order and on the footnote's own page."""
    placed = list(blocks)
    at = (0, 0)
    for note in footnotes:
        found = _find_note(pieces, placed, note, at)
        if found is None:
            continue
        index, offset = found
        at = (index, offset + len(str(note.number)))
        block = placed[index]
        placed[index] = replace(block, notes=(*block.notes, (offset, note.number)))
    return placed


def _find_note(
    pieces: Sequence[_Piece], blocks: Sequence[Block], note: _Footnote, at: tuple[int, int]
) -> tuple[int, int] | None:
    # A superscript sticks to a word, to a year, or, last resort, to another number.
    for before in (r"(?<=[^\W\d_])", r"(?<=\b(?:19|20)\d\d)", r"(?<=\d)"):
        pattern = re.compile(rf"{before}{note.number}(?=[\s.,;:)]|$)")
        for index, (piece, block) in enumerate(zip(pieces, blocks, strict=True)):
            if index < at[0]:
                continue
            for match in pattern.finditer(block.text, at[1] if index == at[0] else 0):
                if piece.page_at(match.start()) != note.page:
                    continue
                start = match.start()
                if before != r"(?<=\d)" or _stands_elsewhere(block.text, start, blocks):
                    return index, start
    return None


def _stands_elsewhere(text: str, end: int, blocks: Sequence[Block]) -> bool:
    """Whether the number that ends at ``end``, with the word before it, occurs without a note.

    "mức độ 42" is "mức độ 4" with note 2, because the text speaks of "mức độ 4" elsewhere.
    """
    phrase = re.search(r"\w+ \d+$", text[:end])
    if phrase is None:
        return False
    alone = re.compile(re.escape(phrase[0]) + r"(?![\d.])")
    return any(alone.search(block.text) for block in blocks)
