"""Checks of what the law asks of an item and of its site: files, people's data, letterhead."""

import re
from collections.abc import Iterator
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commune_site.checks.contents import all_words, attached_rows, is_posted
from commune_site.checks.registry import Level, register_check
from commune_site.sections import registry_value

# Twelve digits, the first three the code of a province, the fourth sex and century; written in
# one piece or in groups. Nine digits only where they are called so.
CITIZEN_NUMBER = re.compile(r"(?<!\d)0\d{2}[ .]?[0-3]\d{2}[ .]?\d{3}[ .]?\d{3}(?!\d)")
OLD_NUMBER = re.compile(r"(?:CMND|CMTND|chứng minh)\D{0,20}(\d{3}[ .]?\d{3}[ .]?\d{3})(?!\d)", re.I)
MOBILE_NUMBER = re.compile(r"(?<!\d)(?:\+?84|0)[ .]?[35789]\d(?:[ .-]?\d){7}(?!\d)")
LETTERHEAD = (
    ("person_responsible", gettext_lazy("person responsible")),
    ("address", gettext_lazy("address")),
    ("phone", gettext_lazy("telephone")),
    ("email", gettext_lazy("e-mail")),
)


def _names_people(page) -> bool:
    return bool(page.personal_data) and is_posted(page)


def _wants_file(page) -> bool:
    is_document = hasattr(page, "issued_on") and hasattr(page, "number")
    return is_document or (is_posted(page) and registry_value(page.section, "needs_file", False))


@register_check(
    "file",
    label=gettext_lazy("Signed file"),
    reason=gettext_lazy("People must be able to download what was signed, not only read of it."),
    applies=_wants_file,
)
def document_without_file(page) -> Iterator[str]:
    """A document is published with its signed file; so is what a section wants with one (R65)."""
    if not attached_rows(page):
        yield _("No file is attached to the document.")


@register_check(
    "future",
    label=gettext_lazy("Date of issue"),
    reason=gettext_lazy("A document is not signed tomorrow."),
    applies=lambda page: hasattr(page, "issued_on"),
    field="issued_on",
)
def dates_in_the_future(page) -> Iterator[str]:
    """A document is not signed tomorrow."""
    issued_on = page.issued_on
    if isinstance(issued_on, date) and issued_on > timezone.localdate():
        yield _("The date of issue lies in the future.")


@register_check(
    "identity-in-lists",
    label=gettext_lazy("No identity numbers in lists of people"),
    reason=gettext_lazy(
        "Lists that name people show no more than the law asks (Law on the Protection of "
        "Personal Data 91/2025/QH15)."
    ),
    applies=_names_people,
    level=Level.BLOCK,
)
def identity_numbers_in_lists(page) -> Iterator[str]:
    """Lists that name people carry no identity numbers (R83)."""
    return _identity_numbers(page)


@register_check(
    "identity",
    label=gettext_lazy("No identity numbers"),
    reason=gettext_lazy(
        "Identity numbers help thieves and nobody else (Law on the Protection of Personal Data "
        "91/2025/QH15)."
    ),
    applies=lambda page: not page.personal_data,
)
def identity_numbers(page) -> Iterator[str]:
    """Other texts hold none either; a number of the same shape may be something else."""
    return _identity_numbers(page)


def _identity_numbers(page) -> Iterator[str]:
    words = all_words(page)
    found = CITIZEN_NUMBER.findall(words) + OLD_NUMBER.findall(words)
    if found:
        yield _("Numbers that look like identity cards: %(count)d (such as %(example)s).") % {
            "count": len(found),
            "example": masked(found[0]),
        }


@register_check(
    "phones-in-lists",
    label=gettext_lazy("No private telephone numbers in lists of people"),
    reason=gettext_lazy(
        "Lists that name people show no more than the law asks (Law on the Protection of "
        "Personal Data 91/2025/QH15)."
    ),
    applies=_names_people,
)
def phones_in_lists(page) -> Iterator[str]:
    """Lists that name people carry no mobile numbers (R83)."""
    if found := MOBILE_NUMBER.findall(all_words(page)):
        yield _("Numbers that look like mobile telephones: %(count)d (such as %(example)s).") % {
            "count": len(found),
            "example": masked(found[0]),
        }


@register_check(
    "expiry",
    label=gettext_lazy("Last day of a list of people"),
    reason=gettext_lazy(
        "Lists that name people are not shown longer than needed (Law on the Protection of "
        "Personal Data 91/2025/QH15)."
    ),
    applies=_names_people,
    field="expires_on",
)
def lists_without_end(page) -> Iterator[str]:
    """A list that names people ends on a day (R83)."""
    if page.expires_on is None:
        days = registry_value(page.section, "expiry_days", None)
        yield _("State until when the list is shown; usual are %(days)s days.") % {"days": days}


@register_check(
    "letterhead",
    label=gettext_lazy("Who is responsible for the site"),
    reason=gettext_lazy(
        "Every page names the person responsible, address, telephone and e-mail at its foot "
        "(Circular 22/2023/TT-BTTTT). The administrator of the site enters them in its settings."
    ),
    about_site=True,
)
def incomplete_letterhead(page) -> Iterator[str]:
    """The foot of the site is complete (R20)."""
    if (tenant := page.tenant) is None:
        return
    missing = [str(label) for name, label in LETTERHEAD if not getattr(tenant.contact, name)]
    if missing:
        yield _("The foot of the site lacks: %(what)s.") % {"what": ", ".join(missing)}


def masked(number: str) -> str:
    """Return a number with its middle hidden, so that messages repeat no one's data."""
    digits = re.sub(r"\D", "", number)
    return f"{digits[:3]}…{digits[-2:]}"
