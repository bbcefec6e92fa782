"""Structured reading of the plain text of a plan or decision that was extracted from a PDF.

:func:`read_plan` never raises and never loses a word: whatever it cannot place is a paragraph.
What it leaves out is page residue only, and :attr:`PlanText.dropped` lists every bit of it.
"""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from .plan_blocks import Block, read_body
from .plan_closing import Closing, find_closing
from .plan_letterhead import read_letterhead, read_opening
from .plan_lines import CITATION, Line, ParagraphJoiner, read_lines

__all__ = ["Block", "PlanText", "read_plan", "to_html"]

_PAGE_NUMBER = re.compile(r"(?:Trang\s+)?\d{1,3}(?:\s*/\s*\d{1,3})?|-\s*\d{1,3}\s*-")
_RULE = re.compile(r"[-_=–—*.\s]{3,}")
_LEGAL_BASES = re.compile(r"(?:[IVX]+|\d+)\.\s+CĂN CỨ")
_CITING = re.compile(r"(?:Căn cứ|Thực hiện|Theo đề nghị của|Theo|Xét đề nghị của)\s+")


@dataclass(frozen=True)
class PlanText:
    """What a text states about itself, and its body.

    A field is ``None`` (or empty) when the text does not state it: nothing is guessed from file
    names or from what is known elsewhere. ``title`` is the subject without the type of document
    ("Phát triển Chính quyền số …", of a "Kế hoạch"). ``legal_bases`` are the documents that the
    preamble and a chapter "Căn cứ …" cite. ``head_lines`` and ``closing_lines`` keep the raw
    lines from which the fields were read; ``dropped`` holds what was left out.
    """

    document_type: str | None
    title: str | None
    number: str | None
    place: str | None
    issued_on: datetime.date | None
    issuer: str | None
    signing_form: str | None
    signatory_post: str | None
    signatory: str | None
    recipients: tuple[str, ...]
    legal_bases: tuple[str, ...]
    blocks: tuple[Block, ...]
    head_lines: tuple[str, ...]
    closing_lines: tuple[str, ...]
    dropped: tuple[str, ...]

    @property
    def signing_code(self) -> str | None:
        """The abbreviations of the signing form alone: "TM. KT."."""
        return " ".join(re.findall(r"\b(?:TM|KT|TL|TUQ|TN|Q)\.", self.signing_form or "")) or None

    @property
    def full_title(self) -> str | None:
        """Type and subject as one phrase: "Kế hoạch phát triển Chính quyền số …"."""
        if not (self.document_type and self.title):
            return self.title
        first, rest = self.title[0], self.title[1:]
        keeps_capital = not rest or not rest[0].islower()
        return f"{self.document_type} {first if keeps_capital else first.lower()}{rest}"


def read_plan(text: str) -> PlanText:
    """Read a raw text. Any text yields a result; an empty one yields an empty result."""
    lines, dropped = _drop_residue(read_lines(text))
    joiner = ParagraphJoiner([line.words for line in lines])
    head = read_letterhead(lines, joiner.column)
    head_lines, rest = lines[: head.line_count], lines[head.line_count :]
    start, end, closing = find_closing(rest)
    blocks = read_body([*rest[:start], *rest[end:]], joiner)
    preamble = [block.text for block in blocks[: _first_heading(blocks)]]
    opening = read_opening(preamble, head.title)
    return PlanText(
        document_type=head.document_type or (opening.document_type if opening else None),
        title=head.title or (opening.title if opening else None),
        number=head.number,
        place=head.place,
        issued_on=head.issued_on,
        issuer=head.issuer or (opening.issuer if opening else None) or _signing_body(closing),
        signing_form=closing.signing_form,
        signatory_post=closing.signatory_post,
        signatory=closing.signatory,
        recipients=closing.recipients,
        legal_bases=tuple(_legal_bases(preamble, blocks)),
        blocks=tuple(blocks),
        head_lines=tuple(line.text for line in head_lines),
        closing_lines=tuple(line.replace("**", "") for line in closing.lines),
        dropped=(*dropped, *("**" for line in closing.lines for _ in range(line.count("**")))),
    )


def _drop_residue(lines: Sequence[Line]) -> tuple[list[Line], list[str]]:
    """Leave out page numbers at the edges of pages, and drawn rules.

    They belong to the paper, not to the text. A lone number inside a page stays.
    """
    kept: list[Line] = []
    dropped: list[str] = []
    starts_page = False
    for index, line in enumerate(lines):
        starts_page = starts_page or line.starts_page
        ends_page = index + 1 == len(lines) or lines[index + 1].starts_page
        at_edge = len(lines) > 1 and (line.starts_page or ends_page)
        if _RULE.fullmatch(line.text) or (at_edge and _PAGE_NUMBER.fullmatch(line.words)):
            dropped.append(line.text)
            continue
        kept.append(Line(line.text, starts_page, line.after_rule))
        starts_page = False
    return kept, dropped


def _first_heading(blocks: Sequence[Block]) -> int:
    return next((i for i, block in enumerate(blocks) if block.is_heading), len(blocks))


def _signing_body(closing: Closing) -> str | None:
    """A body named by the signing form alone: "TM. ỦY BAN NHÂN DÂN"."""
    form = (closing.signing_form or "").lower()
    return "Ủy ban nhân dân" if form.startswith(("tm. ủy ban", "tm. uỷ ban")) else None


def _legal_bases(preamble: Sequence[str], blocks: Sequence[Block]) -> Iterable[str]:
    for paragraph in preamble:
        citing = _CITING.match(paragraph)
        if not citing:
            continue
        # "Thực hiện A; B. UBND tỉnh ban hành …": what the body does is no basis any more.
        cited = re.split(r"[.,;]\s+(?:UBND|[ỦU][ỷy]\s+ban\s+nhân\s+dân)\b", paragraph)[0]
        for part in re.split(r";\s+", cited[citing.end() :]):
            if CITATION.match(part):
                yield part.rstrip(" .;")
    in_chapter = False
    for block in blocks:
        if block.is_heading:
            in_chapter = _LEGAL_BASES.match(block.text) is not None
        elif in_chapter and CITATION.match(block.text) and block.kind != "footnote":
            yield block.text.rstrip(" .;")


def to_html(blocks: Iterable[Block]) -> str:
    """Render blocks as HTML: h2 to h4, p, ul, and links to footnotes. All text is escaped."""
    parts = []
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        if kind == "list_item":
            items = "\n".join(f"<li>{_inline(block)}</li>" for block in group)
            parts.append(f"<ul>\n{items}\n</ul>")
        elif kind == "footnote":
            parts.extend(
                f'<p class="footnote" id="ghi-chu-{block.marker}">'
                f"<sup>{block.marker}</sup> {_inline(block)}</p>"
                for block in group
            )
        elif kind == "paragraph":
            parts.extend(f"<p>{_inline(block)}</p>" for block in group)
        elif kind == "subheading":
            parts.extend(f"<p><b>{_inline(block)}</b></p>" for block in group)
        else:
            parts.extend(f"<{kind}>{_inline(block)}</{kind}>" for block in group)
    return "\n".join(parts)


def _inline(block: Block) -> str:
    pieces = []
    at = 0
    for offset, number in block.notes:
        end = offset + len(str(number))
        pieces.append(_escape(block.text[at:offset]))
        pieces.append(f'<sup><a href="#ghi-chu-{number}">{number}</a></sup>')
        at = end
    pieces.append(_escape(block.text[at:]))
    return "".join(pieces).replace("\n", "<br>")


def _escape(text: str) -> str:
    # Control characters are not allowed in HTML.
    return html.escape(re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", "", text))
