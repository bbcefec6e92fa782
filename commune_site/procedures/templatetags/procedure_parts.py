"""How the parts of a procedure look; nothing here asks the database."""

from collections.abc import Iterable, Mapping
from datetime import date

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from commune_site.procedures.records import LegalBasis
from commune_site.procedures.vocabulary import Channel, Level

register = template.Library()


@register.filter
def channel_name(value: str) -> str:
    """Return the name of a way of filing."""
    return str(Channel(value).label)


@register.filter
def level_names(values: Iterable[str]) -> str:
    """Return the names of levels of government."""
    return ", ".join(str(Level(value).label) for value in values)


@register.filter
def number_or_dash(number: int | None) -> str:
    """Return a number; a dash where the source states none, which is not zero."""
    return "–" if number is None else str(number)


@register.filter
def of_title(forms: Mapping, title: str):
    """Return the form of this title."""
    return forms.get(title)


@register.filter
def basis_name(basis: LegalBasis) -> str:
    """Return a document as it is cited: title, number, date, issuer."""
    day = f"{date.fromisoformat(basis.issued_on):%d/%m/%Y}" if basis.issued_on else ""
    number = _("No. %(number)s") % {"number": basis.number} if basis.number else ""
    stated = (basis.title, number, day, basis.issuer)
    return ", ".join(part for part in stated if part)


@register.filter
def lines_of(text: str) -> SafeString:
    """Return a text of one line as a paragraph, of several as a list."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < 2:
        return format_html("<p>{}</p>", text)
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((x,) for x in lines)))
