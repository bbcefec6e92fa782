"""What the national database says of one procedure, as one value (R72, R73).

A record is stored whole, so that versions can be kept and compared; the columns of
:class:`~commune_site.procedures.models.Procedure` are made from it.
"""

from dataclasses import asdict, dataclass, fields
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class FilingWay:
    """One way to file: by which channel, how long it takes, what it costs."""

    channel: str
    time_limit: str
    fee: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class DossierPart:
    """One paper of a dossier; numbers are None where the source states none.

    ``form`` is the title of the form to fill in, if there is one.
    """

    name: str
    originals: int | None = None
    copies: int | None = None
    form: str = ""


@dataclass(frozen=True, slots=True)
class DossierCase:
    """The papers for one case; the title is empty where there is but one case."""

    title: str
    parts: tuple[DossierPart, ...]


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """A document on which the procedure rests; the date is ISO 8601 or empty."""

    number: str
    title: str
    issued_on: str = ""
    issuer: str = ""


@dataclass(frozen=True, slots=True)
class ProcedureRecord:
    """A procedure with all its parts; texts are empty where the source states nothing.

    ``levels`` and ``subjects`` hold values of :mod:`vocabulary`; ``decision_date`` is ISO 8601.
    """

    code: str
    name: str
    field: str
    levels: tuple[str, ...]
    kind: str = ""
    subjects: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    ways: tuple[FilingWay, ...] = ()
    exemptions: str = ""
    dossier: tuple[DossierCase, ...] = ()
    sets: str = ""
    agency: str = ""
    deciding_agency: str = ""
    coordinating_agency: str = ""
    result: str = ""
    conditions: str = ""
    legal_basis: tuple[LegalBasis, ...] = ()
    decision_number: str = ""
    decision_date: str = ""
    keywords: str = ""
    online_level: str = "truc-tiep"
    partial_reason: str = ""
    filing_url: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return the record as JSON keeps it."""
        return _plain(asdict(self))

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        """Return the record that was stored; a part that was not known then is empty."""
        known = {field.name for field in fields(cls)}
        values = {name: value for name, value in stored.items() if name in known}
        for name in ("levels", "subjects", "steps"):
            values[name] = tuple(values.get(name, ()))
        values["ways"] = tuple(FilingWay(**way) for way in values.get("ways", ()))
        values["legal_basis"] = tuple(
            LegalBasis(**basis) for basis in values.get("legal_basis", ())
        )
        values["dossier"] = tuple(
            DossierCase(case["title"], tuple(DossierPart(**part) for part in case["parts"]))
            for case in values.get("dossier", ())
        )
        return cls(**values)

    @property
    def forms(self) -> list[str]:
        """Return the titles of the forms of the dossier, each once, in order."""
        named = (part.form for case in self.dossier for part in case.parts if part.form)
        return list(dict.fromkeys(named))


def changed_parts(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """Return the names of the parts in which two stored records differ, in the record's order."""
    names = [field.name for field in fields(ProcedureRecord)]
    return [name for name in names if old.get(name) != new.get(name)]


def _plain(value: Any) -> Any:
    """Return the value with lists for tuples, as it comes back from the database."""
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value
