"""Who receives a document: the list below ``Nơi nhận``."""

import re

from documents.intake.layout import DocumentText
from documents.intake.proposals import LIKELY, Proposal

HEADING = re.compile(r"^\W*n[oơ]i nh[aậ]n\b")
_COPY_FOR_THE_FILES = re.compile(r"^\W*luu\b")


def read_recipients(document: DocumentText) -> tuple[Proposal[str], ...]:
    """Read the list up to where the copy for the files is named."""
    for page in document.pages:
        lines = [line for line in page.lines if not line.is_rule]
        start = next((i for i, line in enumerate(lines) if HEADING.match(line.folded)), None)
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
            if _COPY_FOR_THE_FILES.match(line.folded):
                break
        return tuple(found)
    return ()
