"""What is proposed to an officer: a value, where it stands, and how sure it is."""

from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

Value = TypeVar("Value")

# How sure a reader is. An officer looks first at what is not certain.
CERTAIN, LIKELY, DOUBTFUL = 0.95, 0.75, 0.4


@dataclass(frozen=True, slots=True)
class Proposal(Generic[Value]):
    """One value, with the passage from which it was read and its page (from 1).

    ``confidence`` runs from 0 to 1.
    """

    value: Value
    passage: str
    page: int
    confidence: float


@dataclass(frozen=True, slots=True)
class ProposedRecord:
    """What a document states about itself; None, or nothing, where it states nothing."""

    number: Proposal[str] | None = None
    issued_on: Proposal[date] | None = None
    place: Proposal[str] | None = None
    document_type: Proposal[str] | None = None
    issuer: Proposal[str] | None = None
    summary: Proposal[str] | None = None
    signatory: Proposal[str] | None = None
    signatory_post: Proposal[str] | None = None
    signing_form: Proposal[str] | None = None
    effective_on: Proposal[date] | None = None
    expired_on: Proposal[date] | None = None
    legal_bases: tuple[Proposal[str], ...] = ()
    recipients: tuple[Proposal[str], ...] = ()
    # The form of the number where its digits are missing: /KH-UBND.
    symbol: str = field(default="")
