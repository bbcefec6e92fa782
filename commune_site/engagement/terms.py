"""Which deadline, retention and notice count at a place: the kind's own, or its province's."""

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise

from commune_site.engagement.kinds import CaseKind, all_kinds
from commune_site.engagement.models.policies import CasePolicy
from portal_network.oversight.calendar import add_working_days, working_days_between

DEFAULT_WARNING_DAYS = 2


@dataclass(frozen=True, slots=True)
class Terms:
    """What counts for one kind of case in one province."""

    province_id: str
    answer_days: int
    counts_working_days: bool
    warning_days: int
    needs_signature: bool
    retention_days: int
    purpose: str | Promise
    legal_basis: str

    def due_after(self, received_on: date) -> date:
        """Return the last day for an answer; it never falls on a day off (Civil Code, art. 148)."""
        if self.counts_working_days:
            return add_working_days(received_on, self.answer_days, self.province_id)
        last = received_on + timedelta(days=self.answer_days)
        return add_working_days(last, 0, self.province_id)

    def left(self, today: date, due_on: date) -> int:
        """Return the working days that are left; negative once it is overdue."""
        return working_days_between(today, due_on, self.province_id)

    @property
    def notice_digest(self) -> str:
        """Return what tells this text of the privacy notice from any other."""
        text = f"{self.purpose}|{self.legal_basis}|{self.retention_days}"
        return hashlib.sha256(text.encode()).hexdigest()


def terms_of(kind: CaseKind, province_id: str) -> Terms:
    """Return the terms of a kind in a province; one query."""
    row = CasePolicy.everywhere.filter(province=province_id, kind=kind.slug).first()
    return _terms(kind, province_id, row)


def all_terms(province_ids: set[str]) -> dict[tuple[str, str], Terms]:
    """Return the terms of all kinds in these provinces, by province and slug; one query."""
    rows = {
        (row.province_id, row.kind): row
        for row in CasePolicy.everywhere.filter(province__in=province_ids)
    }
    return {
        (code, kind.slug): _terms(kind, code, rows.get((code, kind.slug)))
        for code in province_ids
        for kind in all_kinds()
    }


def _terms(kind: CaseKind, province_id: str, row: CasePolicy | None) -> Terms:
    if row is None:
        return Terms(
            province_id, kind.answer_days, kind.counts_working_days, DEFAULT_WARNING_DAYS,
            kind.needs_signature, kind.retention_days, kind.purpose, kind.legal_basis,
        )  # fmt: skip
    return Terms(
        province_id, row.answer_days, row.counts_working_days, row.warning_days,
        row.needs_signature, row.retention_days, row.purpose or kind.purpose,
        row.legal_basis or kind.legal_basis,
    )  # fmt: skip
