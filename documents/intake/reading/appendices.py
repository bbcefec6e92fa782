"""Appendices, which name numbers and people of their own and neither head nor sign a document."""

import re
from collections.abc import Sequence

from documents.intake.layout import Line

_APPENDIX = re.compile(r"^\W*(?:phu luc|danh muc|bieu (?:so|mau)|mau so|danh sach|kem theo)\b")
# Above the heading of an appendix may stand the number of the page and a remark.
MOST_LINES_ABOVE = 3


def begins_as_appendix(lines: Sequence[Line]) -> bool:
    """Tell whether the lines of a page begin with the heading of an appendix."""
    return any(_APPENDIX.match(line.folded) for line in lines[: MOST_LINES_ABOVE + 1])
