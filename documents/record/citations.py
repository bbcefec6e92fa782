"""How a document is cited, in the words of officials and as a line to copy."""

from django.utils.translation import gettext as _


def citation_of(page) -> str:
    """Return type, number, date and issuer: "Kế hoạch số 206/KH-UBND ngày 05/11/2021 của …"."""
    parts = [page.document_type_label]
    if page.number:
        parts.append(_("No. %(number)s") % {"number": page.number})
    if page.issued_on:
        parts.append(_("of %(day)s") % {"day": f"{page.issued_on:%d/%m/%Y}"})
    if page.issuer:
        parts.append(_("by %(issuer)s") % {"issuer": page.issuer})
    return " ".join(part for part in parts if part)


def full_citation(page) -> str:
    """Return the line to copy: citation, title, and the address that stays."""
    address = page.tenant.root_url + page.permanent_path if page.permanent_path else page.full_url
    return f"{page.citation}, {_quoted(page.title)}, {address}"


def _quoted(title: str) -> str:
    return f"“{title}”"
