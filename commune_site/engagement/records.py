"""What sections show from data, below their own page: procedures, units, leaders (R58)."""

from urllib.parse import quote

from django.http import HttpRequest

from commune_site.presentations import presentation_of

LONGEST_RECORD = 120


def record_title(page, request: HttpRequest, record: str) -> str:
    """Return what is shown at ``record`` below the page of a section, or nothing."""
    presentation = presentation_of(page.section)
    is_section = page.registry_key == f"section:{page.section}"
    if presentation is None or not is_section or len(record) > LONGEST_RECORD:
        return ""
    return presentation.record_title(page, request, record)


def address_below(page, record: str) -> str:
    """Return the full address of a page, or of what is shown at ``record`` below it."""
    return page.full_url + (f"{quote(record)}/" if record else "")
