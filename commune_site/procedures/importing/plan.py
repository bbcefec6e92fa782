"""What a checked file would change in a province's catalogue."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

from commune_site.procedures.importing.columns import heading_of
from commune_site.procedures.models import Procedure
from commune_site.procedures.records import ProcedureRecord, changed_parts


class Kind(Enum):
    """What happens to one procedure."""

    ADDED = "added"
    CHANGED = "changed"
    RESTORED = "restored"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to one procedure; ``parts`` are the headings of what differs."""

    kind: Kind
    code: str
    name: str
    parts: tuple[str, ...] = ()


@dataclass(slots=True)
class Plan:
    """All changes that a file makes, with the rows and records that they are about."""

    additions: list[ProcedureRecord] = field(default_factory=list)
    replacements: list[tuple[Procedure, ProcedureRecord]] = field(default_factory=list)
    withdrawals: list[Procedure] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    unchanged: int = 0

    @property
    def fingerprint(self) -> str:
        """Return a word that changes with whatever the plan would do."""
        told = "\n".join(f"{change.kind.name} {change.code}" for change in self.changes)
        versions = "\n".join(f"{row.code} {row.version}" for row, _record in self.replacements)
        return hashlib.sha256(f"{told}\n\n{versions}".encode()).hexdigest()[:16]

    def of_kind(self, *kinds: Kind) -> list[Change]:
        """Return the changes of these kinds, in the order of the catalogue."""
        return [change for change in self.changes if change.kind in kinds]

    @property
    def added(self) -> list[Change]:
        """Return what is new, and what comes back."""
        return self.of_kind(Kind.ADDED, Kind.RESTORED)

    @property
    def changed(self) -> list[Change]:
        """Return what differs."""
        return self.of_kind(Kind.CHANGED)

    @property
    def withdrawn(self) -> list[Change]:
        """Return what leaves the catalogue."""
        return self.of_kind(Kind.WITHDRAWN)


def make_plan(
    province_code: str,
    records: Iterable[ProcedureRecord],
    *,
    withdrawn_codes: Iterable[str] = (),
    is_whole: bool = False,
    is_sample: bool = False,
) -> Plan:
    """Return what records would change in a catalogue; one query, however large it is.

    With ``is_whole`` the file is the whole catalogue: what it does not name is withdrawn. A sample
    that becomes real has changed, even where every word is the same; what is real is never made
    a sample again.
    """
    known = {row.code: row for row in Procedure.everywhere.of_province(province_code)}
    plan = Plan()
    named = set()
    for record in records:
        named.add(record.code)
        row = known.get(record.code)
        if row is None:
            plan.additions.append(record)
            plan.changes.append(Change(Kind.ADDED, record.code, record.name))
            continue
        parts = changed_parts(row.record, record.to_json())
        if not parts and row.withdrawn_on is None and row.is_sample == is_sample:
            plan.unchanged += 1
            continue
        if is_sample and not row.is_sample:
            plan.unchanged += 1
            continue
        kind = Kind.RESTORED if row.withdrawn_on else Kind.CHANGED
        plan.replacements.append((row, record))
        headings = tuple(heading_of(part) for part in parts)
        plan.changes.append(Change(kind, record.code, record.name, headings))
    leaving = set(withdrawn_codes) - named
    if is_whole:
        leaving |= known.keys() - named
    for code in sorted(leaving & known.keys()):
        row = known[code]
        if row.withdrawn_on is None:
            plan.withdrawals.append(row)
            plan.changes.append(Change(Kind.WITHDRAWN, code, row.name))
    return plan
