"""Raw lines of a text extracted from a PDF, and the joining of wrapped lines into paragraphs.

Extraction leaves one line per printed line, a blank line between every two of them, and no mark
where a paragraph ends. What is left to go by is how far each line is filled: the last line of a
paragraph ends early, and its first line is indented. Both can be told from the width a line
would take in the type face that state offices write in (Times New Roman, as Nghị định
30/2020/NĐ-CP, Phụ lục I prescribes).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

# Advance widths of Times New Roman, in thousandths of the type size. Marks add no width.
_ADVANCES = {
    "iljt/:;": 278,
    " .,": 250,
    "frI()-": 333,
    "sJ": 389,
    "acez": 444,
    "“”": 444,
    "m": 778,
    "ADGHKNOQUVXYw": 722,
    "BCR": 667,
    "ELTZ": 611,
    "FPS": 556,
    "M": 889,
    "W": 944,
    "%": 833,
    "…": 1000,
}
_ADVANCE = {character: width for group, width in _ADVANCES.items() for character in group}
_DEFAULT_ADVANCE = 500

# A line that could have taken the next word and still stayed under this share of the full width
# was ended on purpose. Measured on the sample plans: wrapped lines reach at least 0.93; lines
# that end a paragraph, 0.88, unless they happen to be full.
_ENDED_EARLY = 0.905
# The first line of a paragraph is indented by 1 to 1.27 cm of a 16 cm column, so that with the
# word that no longer fitted it reaches less than this share.
_INDENTED = 0.975
# Some texts arrive with one line per paragraph; no printed A4 column holds this many characters.
_LONGEST_PRINTED_LINE = 150

CITATION = re.compile(
    r"(?:Luật|Bộ luật|Pháp lệnh|Nghị định|Nghị quyết|Quyết định|Thông tư|Chỉ thị|Kế hoạch|"
    r"Chương trình|Công văn|Đề án|Thông báo|Tờ trình|Kết luận)\b"
)
"""How the name of a cited document starts."""

FOOTNOTE_RULE = re.compile(r"\s{30,}")


@dataclass(frozen=True)
class Line:
    """One line that is not blank, its inner spaces kept, with what its surroundings tell."""

    text: str
    starts_page: bool = False
    after_rule: bool = False
    """The line before is the short rule (extracted as a run of spaces) above the footnotes."""

    @property
    def words(self) -> str:
        """The text with every run of spaces made one space."""
        return " ".join(self.text.split())


def read_lines(text: str) -> list[Line]:
    """Split a raw text into its lines that are not blank, normalised to NFC.

    A page break shows as a form feed, or as a line that starts with one space and follows
    another line without the blank line that separates lines within a page.
    """
    lines: list[Line] = []
    page_break = True
    before = ""
    for raw in re.split(r"\r\n|[\n\r]", unicodedata.normalize("NFC", text)):
        if "\f" in raw:
            page_break = True
        if not raw.strip():
            before = raw
            continue
        if before.strip() and re.match(r" \S", raw):
            page_break = True
        lines.append(
            Line(
                text=raw.strip(),
                starts_page=page_break,
                after_rule=FOOTNOTE_RULE.fullmatch(before) is not None,
            )
        )
        page_break = False
        before = raw
    return lines


def text_width(text: str) -> int:
    """Width of the text in Times New Roman, in thousandths of the type size."""
    plain = unicodedata.normalize("NFD", text).replace("đ", "d").replace("Đ", "D")
    return sum(
        _ADVANCE.get(character, _DEFAULT_ADVANCE)
        for character in plain
        if not unicodedata.combining(character)
    )


class ParagraphJoiner:
    """Decides for one document whether a line goes on in the next one."""

    def __init__(self, lines: Sequence[str]):
        """Measure the column of the document from its own lines."""
        self.is_wrapped = all(len(line) <= _LONGEST_PRINTED_LINE for line in lines)
        widths = sorted(text_width(line) for line in lines if len(line) > 55)
        # The ninth decile, because a few lines of small print or squeezed columns are wider.
        self.column = widths[int(len(widths) * 0.9)] if widths else 33_000

    def fill(self, line: str, following: str) -> float:
        """Share of the column that the line takes together with the next line's first word."""
        first_word = following.split(maxsplit=1)[0] if following.strip() else ""
        return (text_width(line) + _ADVANCE[" "] + text_width(first_word)) / self.column

    def ended_early(self, line: str, following: str) -> bool:
        """Whether the next word would have fitted, so that the break was meant."""
        return not self.is_wrapped or self.fill(line, following) < _ENDED_EARLY

    def continues(self, paragraph: str, line: str, following: str, after: str | None) -> bool:
        """Whether ``following`` goes on with the paragraph whose last line is ``line``.

        ``after`` is the line after ``following``: it tells whether ``following`` is indented.
        """
        if not self.is_wrapped:
            return False
        if following[0].islower():
            return True
        if self.ended_early(line, following):
            return False
        if line.endswith(";") and CITATION.match(paragraph) and CITATION.match(following):
            # Legal bases are listed one to a paragraph, each closed by a semicolon.
            return False
        ends_sentence = line.endswith((".", ";", ":"))
        if ends_sentence and after is not None and after[0].islower():
            return self.fill(following, after) >= _INDENTED
        return True


def join(parts: Sequence[str]) -> str:
    """Join the lines of one paragraph; a word or number broken at its hyphen becomes whole."""
    joined = ""
    for part in parts:
        if joined and not re.search(r"\S-$", joined):
            joined += " "
        joined += part
    return joined
