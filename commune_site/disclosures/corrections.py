"""What was published is corrected in the open (R58): each change of substance states its reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

# What the public relies on; a new summary or a comma in the text is no correction of figures.
SUBSTANCE = (
    "title", "kind", "decision_number", "decided_on", "legal_basis", "period_kind", "period_year",
    "period_number", "total_revenue", "total_expenditure", "subject", "audience", "rate",
    "criteria", "exemptions", "funding_source", "handling", "method", "outcome", "code", "lead",
    "places", "apply_by",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Statement:
    """What a disclosure says, and what its log of corrections says of that."""

    facts: tuple
    tables: list[tuple[str, str, Any]]
    files: list[int]
    corrections: list[tuple]

    def differs_from(self, other: "Statement") -> bool:
        """Tell whether the two say different things; the log left aside."""
        mine, theirs = (
            (self.facts, self.tables, self.files),
            (other.facts, other.tables, other.files),
        )
        return mine != theirs

    def keeps_log_of(self, published: "Statement") -> bool:
        """Tell whether every published entry of the log still stands as it was."""
        remaining = list(self.corrections)
        for entry in published.corrections:
            if entry not in remaining:
                return False
            remaining.remove(entry)
        return True

    def explains_change_from(self, published: "Statement") -> bool:
        """Tell whether there is nothing to explain, or an entry that does."""
        is_longer = len(self.corrections) > len(published.corrections)
        return is_longer or not self.differs_from(published)


def statement(page, figures: Iterable, attachments: Iterable, corrections: Iterable) -> Statement:
    """Return what a page says with these rows, saved or not."""
    return Statement(
        facts=tuple(getattr(page, name) for name in SUBSTANCE),
        tables=sorted(((row.title, row.note, row.data or {}) for row in figures), key=str),
        files=sorted(row.document_id for row in attachments if row.document_id),
        corrections=[(row.corrected_on, row.reason) for row in corrections],
    )


def statement_of(page) -> Statement:
    """Return what a page says with the rows that it has."""
    return statement(page, page.figures.all(), page.attachments.all(), page.corrections.all())
