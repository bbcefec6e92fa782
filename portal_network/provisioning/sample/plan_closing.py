"""The end of a document: the list of recipients and the signature block.

Nghị định 30/2020/NĐ-CP, Phụ lục I puts them side by side; extraction gives one after the other,
or both squeezed into the same line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .plan_lines import Line, join

_RECIPIENTS = re.compile(r"\**Nơi\s+nhận\s*:?\**\s*", re.IGNORECASE)
_FORM = re.compile(r"\**(?:TM|KT|TL|TUQ|TN|Q)\.\s*[^\W\d_]")
_POST = re.compile(
    r"\**(?:PHÓ |Q\. |QUYỀN )?(?:CHỦ TỊCH|GIÁM ĐỐC|CHÁNH VĂN PHÒNG|TRƯỞNG [^\W\d_]+|BỘ TRƯỞNG|"
    r"THỨ TRƯỞNG|THỦ TƯỚNG|BÍ THƯ|CHỦ NHIỆM|CỤC TRƯỞNG|HIỆU TRƯỞNG)\b[^.;:]*$"
)
_NAME = re.compile(r"[^\W\d_]+(?:\s+[^\W\d_]+){1,5}")
# Two columns on one line are separated by a gap.
_GAP = re.compile(r"\s{3,}")


@dataclass(frozen=True)
class Closing:
    """Recipients and signature; ``lines`` are the raw lines they were read from."""

    recipients: tuple[str, ...] = ()
    signing_form: str | None = None
    signatory_post: str | None = None
    signatory: str | None = None
    lines: tuple[str, ...] = ()


def find_closing(lines: Sequence[Line]) -> tuple[int, int, Closing]:
    """Find the closing; answers where it starts and ends in ``lines``, and what it says.

    A text without one yields an empty closing at the end. Lines after the signatory's name are
    not part of it: an annex may follow there.
    """
    start = next((i for i, line in enumerate(lines) if _RECIPIENTS.match(line.text)), None)
    if start is None:
        start = next((i for i, line in enumerate(lines) if _is_form(line.text)), None)
    if start is None:
        return len(lines), len(lines), Closing()

    signature = _Signature()
    recipients: list[list[str]] = []
    end = start
    for line in lines[start:]:
        left, right = _columns(line.text)
        taken = signature.take(right)
        if left and (signature.take(left) or _take_recipient(recipients, left)):
            taken = True
        if not taken:
            break
        end += 1
        if signature.name:
            break
    return (
        start,
        end,
        Closing(
            recipients=tuple(_clean_recipient(parts) for parts in recipients),
            signing_form=", ".join(signature.forms) or None,
            signatory_post=_in_sentence_case(signature.post) if signature.post else None,
            signatory=signature.name,
            lines=tuple(line.text for line in lines[start:end]),
        ),
    )


class _Signature:
    """What has been read of a signature block: the form, then the post, then the name."""

    def __init__(self) -> None:
        self.forms: list[str] = []
        self.post: str | None = None
        self.name: str | None = None

    def take(self, text: str) -> bool:
        """Read one line; false when it is no part of the signature."""
        plain = " ".join(text.replace("*", " ").split())
        if _is_form(text) and not self.post:
            self.forms.append(plain)
        elif _is_post(text) and not self.post:
            self.post = plain
        elif self.post and _NAME.fullmatch(plain) and plain.istitle():
            self.name = plain
        else:
            return False
        return True


def _is_form(text: str) -> bool:
    return _FORM.match(text) is not None and text.isupper()


def _is_post(text: str) -> bool:
    return _POST.match(text) is not None and text.isupper()


def _columns(text: str) -> tuple[str, str]:
    """Split a line where the second column is part of a signature block."""
    for gap in _GAP.finditer(text):
        right = text[gap.end() :]
        if _is_form(right) or _is_post(right):
            return text[: gap.start()], right
    return text, ""


def _take_recipient(recipients: list[list[str]], text: str) -> bool:
    heading = _RECIPIENTS.match(text)
    if heading:
        text = text[heading.end() :]
        if not text.strip():
            return True
    text = " ".join(text.split())
    item = re.match(r"[-–+]\s*", text)
    if item:
        recipients.append([text[item.end() :]])
        return True
    if heading:
        recipients.append([text])
        return True
    # A recipient that goes on in the next line has not been closed by a semicolon or full stop.
    if recipients and not recipients[-1][-1].endswith((";", ".")):
        recipients[-1].append(text)
        return True
    return False


def _clean_recipient(parts: Sequence[str]) -> str:
    return re.sub(r"\s*[;.,]$", "", join(parts))


def _in_sentence_case(post: str) -> str:
    """Turn "PHÓ CHỦ TỊCH" into "Phó Chủ tịch"."""
    words = post.lower()
    if words.startswith("phó "):
        return "Phó " + words[4:].capitalize()
    return words.capitalize()
