"""What the form of a disclosure asks in each section, read from ``profiles.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# The columns of which each section has some, in the order of the form.
OWN_FIELDS = (
    "total_revenue", "total_expenditure", "code", "subject", "lead", "handling", "audience", "rate",
    "criteria", "exemptions", "funding_source", "places", "apply_by", "method", "outcome",
)  # fmt: skip
_FILE = Path(__file__).with_name("profiles.toml")


class DisclosureKind(TextChoices):
    """What is disclosed; each section offers those of its profile."""

    ESTIMATE = "estimate", _("Budget estimate")
    EXECUTION = "execution", _("Budget execution")
    FINAL_ACCOUNTS = "final_accounts", _("Final accounts")
    PLAN = "plan", pgettext_lazy("disclosure", "Plan")
    CRITERIA = "criteria", _("Criteria, conditions")
    NAMED_LIST = "named_list", _("List of people")
    RESULT = "result", pgettext_lazy("disclosure", "Result")
    REPORT = "report", pgettext_lazy("disclosure", "Report")
    NOTICE = "notice", pgettext_lazy("disclosure", "Notice")
    CONCLUSION = "conclusion", _("Conclusion of an inspection")
    HANDLING = "handling", _("Decision on violations")
    CONFIDENCE_VOTE = "confidence_vote", _("Vote of confidence")
    FEE = "fee", pgettext_lazy("public money", "Fee")
    CHARGE = "charge", pgettext_lazy("public money", "Charge")
    TAX = "tax", pgettext_lazy("public money", "Tax")
    PRELIMINARY = "preliminary", _("Preliminary figures")
    OFFICIAL = "official", _("Official figures")
    REGULATION = "regulation", _("Democracy regulation")
    RULES = "rules", _("House rules")
    CODE_OF_CONDUCT = "code_of_conduct", _("Code of conduct")


@dataclass(frozen=True, slots=True)
class FieldTexts:
    """How a field is called in one section, and its help with an example."""

    label: str
    help_text: str


@dataclass(frozen=True)
class Profile:
    """What disclosures of a section have.

    ``fields``: the columns beyond those that all disclosures have. ``posting_days``: how many days
    in a row a posting on paper must last (R46), 0 where none is demanded. ``longest_days``: after
    how many days a list of people leaves the site at the latest (R83).
    """

    kinds: tuple[DisclosureKind, ...]
    periods: tuple[str, ...] = ()
    fields: Mapping[str, FieldTexts] = ()
    posting_days: int = 0
    longest_days: int | None = None

    def kind_choices(self) -> list[tuple[str, str]]:
        """Return the choices of the form."""
        return [(kind.value, kind.label) for kind in self.kinds]


OPEN_PROFILE = Profile(
    kinds=tuple(DisclosureKind), periods=("year", "half-year", "quarter", "month")
)


@cache
def _profiles() -> dict[str, Profile]:
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {
        section: Profile(
            kinds=tuple(DisclosureKind(kind) for kind in row["kinds"]),
            periods=tuple(row.get("periods", ())),
            fields={name: FieldTexts(*texts) for name, texts in row["fields"].items()},
            posting_days=row.get("posting", 0),
            longest_days=row.get("longest"),
        )
        for section, row in rows.items()
    }


def profile_of(section: str) -> Profile:
    """Return the profile of a section; one without fields of its own for other sections."""
    return _profiles().get(section, OPEN_PROFILE)


def profiled_sections() -> tuple[str, ...]:
    """Return the sections that have a profile of their own."""
    return tuple(_profiles())
