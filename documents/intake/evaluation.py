"""How well intake reads: proposals against what documents are known to state."""

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from documents.intake.layout import DocumentText
from documents.intake.proposals import ProposedRecord
from documents.intake.record import propose_record

# The keys of the files of answers, and what is proposed for them.
FIELDS = {
    "number": "number", "date": "issued_on", "place": "place", "type": "document_type",
    "issuer": "issuer", "summary": "summary", "signatory": "signatory", "post": "signatory_post",
    "signing_form": "signing_form", "legal_bases": "legal_bases",
    "effective_date": "effective_on", "expiry_date": "expired_on",
}  # fmt: skip


@dataclass
class Score:
    """Counts of one field over documents of one kind.

    ``proposed`` counts documents for which something was proposed, ``stated`` those that state
    something, ``right`` those where both agree, and ``documents`` all.
    """

    documents: int = 0
    stated: int = 0
    proposed: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        """Which part of the proposals is right; 1 where nothing was proposed."""
        return self.right / self.proposed if self.proposed else 1.0

    @property
    def recall(self) -> float:
        """Which part of what is stated was found; 1 where nothing is stated."""
        return self.right / self.stated if self.stated else 1.0


@dataclass(frozen=True, slots=True)
class Miss:
    """A field that was not read as stated."""

    name: str
    field: str
    stated: object
    proposed: object


def comparable(value: object) -> object:
    """Return a value in a form in which spelling of capitals, spaces and dashes does not count."""
    if value in (None, "", [], ()):
        return None
    if isinstance(value, list | tuple):
        return tuple(comparable(part) for part in value)
    text = unicodedata.normalize("NFC", str(value)).casefold()
    return re.sub(r"\s+", " ", re.sub(r"[–—]", "-", text)).strip(" .;,")


def proposed_value(record: ProposedRecord, field: str) -> object:
    """Return the bare value that is proposed for a key of the files of answers."""
    proposal = getattr(record, FIELDS[field])
    if isinstance(proposal, tuple):
        return [one.value for one in proposal]
    if proposal is None:
        return None
    value = proposal.value
    return value.isoformat() if hasattr(value, "isoformat") else value


class Evaluation:
    """Scores by kind of document and field, and what was missed."""

    def __init__(self) -> None:
        self.scores: dict[tuple[str, str], Score] = defaultdict(Score)
        self.misses: list[Miss] = []

    def add(self, name: str, answers: dict, record: ProposedRecord) -> None:
        """Count one document; keys that its answers lack are not counted."""
        kind = answers.get("kind", "born_digital")
        for field in FIELDS:
            if field not in answers:
                continue
            stated, found = comparable(answers[field]), comparable(proposed_value(record, field))
            score = self.scores[kind, field]
            score.documents += 1
            score.stated += stated is not None
            score.proposed += found is not None
            score.right += stated is not None and stated == found
            if stated != found:
                self.misses.append(Miss(name, field, answers[field], proposed_value(record, field)))

    def lines(self) -> Iterator[str]:
        """Yield a line per kind and field: ``scan number precision 0.991 recall 0.987 n 60``."""
        for (kind, field), score in self.scores.items():
            yield (
                f"{kind} {field} precision {score.precision:.3f} recall {score.recall:.3f}"
                f" n {score.documents}"
            )


def pairs(folder: Path) -> Iterable[tuple[Path, dict]]:
    """Yield the documents of a folder with their answers, by name.

    Raises:
        ValueError: a file of answers is no JSON object, or its document is missing.
    """
    for path in sorted(folder.glob("*.json")):
        names = (path.with_suffix(suffix) for suffix in (".pdf", ".docx"))
        document = next((name for name in names if name.is_file()), None)
        answers = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(answers, dict) or document is None:
            raise ValueError(path.name)
        yield document, answers


def evaluate(folder: Path, read) -> Evaluation:
    """Read every document of a folder with ``read`` (path to :class:`DocumentText`) and compare."""
    evaluation = Evaluation()
    for path, answers in pairs(folder):
        text: DocumentText = read(path)
        evaluation.add(path.stem, answers, propose_record(text))
    return evaluation
