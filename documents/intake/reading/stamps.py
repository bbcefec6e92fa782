"""What is stamped over a document and is no part of its text: certificates, remarks, drafts."""

import re
from collections.abc import Sequence
from statistics import median

from documents.intake.layout import Line

_CERTIFICATE = re.compile(
    r"^\W*(?:nguoi ky|ky boi|duoc ky boi|da ky|ky so boi|email|e-mail|thoi gian ky|ngay ky|co quan"
    r"|to chuc|signed by|digitally signed|date|chu ky so|signature valid|hieu luc chu ky)\s*:"
    r"|^\W*(?:signature (?:valid|not verified)|digitally signed by|van ban duoc ky so)"
)
_REMARK = re.compile(
    r"^\W*(?:du thao(?: lan \d+)?|hoa toc|thuong khan|khan|mat|toi mat|tuyet mat|ban sao|sao y"
    r"|sao y ban chinh|ban chinh|cong van den|den|gio|chuyen|signature valid)\W*$"
)
# A stamp is set in smaller letters than the text: at most this part of their usual height.
SMALL = 0.82
# How far below a line of a stamp, in heights of it, the next one may stand.
NEAR = 1.2


def without_stamps(lines: Sequence[Line]) -> list[Line]:
    """Return the lines without stamps of certificates and without remarks such as ``DỰ THẢO``.

    A stamp begins with words such as ``Ký bởi:``; what goes on below it in letters as small is
    part of it.
    """
    if not lines:
        return []
    usual = median(line.height for line in lines)
    stamp: list[Line] = []
    kept: list[Line] = []
    for line in lines:
        if _CERTIFICATE.match(line.folded) or any(
            _goes_on(before, line, usual) for before in stamp
        ):
            stamp.append(line)
        elif not _REMARK.match(line.folded):
            kept.append(line)
    return kept


def _goes_on(before: Line, line: Line, usual: float) -> bool:
    is_small = line.height < SMALL * usual and line.height < 1.2 * before.height
    is_below = -0.3 * before.height < line.top - before.bottom < NEAR * before.height
    return is_small and is_below and line.left < before.right and line.right > before.left
