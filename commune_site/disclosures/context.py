"""What the page of a disclosure shows beside its text."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from commune_site.disclosures.budget import BUDGET_SECTION, cycle_of
from commune_site.disclosures.legal_bases import legal_bases
from commune_site.disclosures.notices import papers
from commune_site.figures.table import format_value
from commune_site.figures.values import format_number
from commune_site.navigation import sees_empty_sections
from commune_site.sections import registry_value


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the table of facts."""

    label: str
    text: str


def disclosure_context(page, request: HttpRequest) -> dict:
    """Return facts, own fields, corrections, the cycle of a budget and papers to post."""
    return {
        "print_content": page.print_content,
        "facts": facts(page),
        "own_facts": own_facts(page),
        "legal_bases": [*legal_bases(page.section), *filter(None, [page.legal_basis])],
        "corrections": list(page.corrections.all()),
        "budget_cycle": cycle_of(page) if page.section == BUDGET_SECTION else [],
        "papers": papers(page) if sees_empty_sections(request) else [],
    }


def facts(page) -> list[Fact]:
    """Return what is disclosed, of when, and whether in time; empty ones are left out."""
    group = registry_value(page.section, "disclosure_group", None)
    clause = _("clause %(number)d of article 11, Law 10/2022/QH15") % {"number": group or 0}
    found = [
        Fact(_("What is disclosed"), page.get_kind_display()),
        Fact(_("Group of information"), clause if group and page.commune_id else ""),
        Fact(_("Period"), capfirst(page.period_label)),
        Fact(_("Number and symbol"), page.decision_number),
        _day(_("Date of the decision or report"), page.decided_on),
        _day(_("Date of posting"), page.disclosed_on),
        _day(_("Must be public by"), page.due_on, _lateness(page)),
        _day(_("Shown until"), page.expires_on),
        Fact(_("Posted on paper at"), page.posting_place),
        Fact(_("Posted on paper"), _posting(page)),
    ]
    return [fact for fact in found if fact.text]


def _day(label: str, day: date | None, remark: str = "") -> Fact:
    text = f"{day:%d/%m/%Y}" if day else ""
    return Fact(label, f"{text} {remark}".strip() if text else "")


def _lateness(page) -> str:
    if not page.days_late:
        return _("(posted in time)")
    return _("(posted %(days)d days late)") % {"days": page.days_late}


def _posting(page) -> str:
    if not page.posted_from:
        return ""
    if not page.posted_until:
        return _("from %(first)s") % {"first": f"{page.posted_from:%d/%m/%Y}"}
    return _("from %(first)s to %(last)s") % {
        "first": f"{page.posted_from:%d/%m/%Y}",
        "last": f"{page.posted_until:%d/%m/%Y}",
    }


def own_facts(page) -> list[Fact]:
    """Return what the section adds, called as its profile calls it."""
    found = []
    for name, texts in page.profile.fields.items():
        value = getattr(page, name)
        if value is None or value == "":
            continue
        is_amount = name in ("total_revenue", "total_expenditure")
        text = format_number(value.normalize()) if is_amount else format_value(value)
        found.append(Fact(texts.label, text))
    return found
