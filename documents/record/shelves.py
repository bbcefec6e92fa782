"""On which shelf the public finds a document: one code for place and section, or none.

Pages keep place, section and state in two tables above their own; a list of 100,000 documents needs
all of it in one index.
"""

from datetime import date

from portal_network.tenancy.directory import Tenant

# Later than any last day of showing.
NO_END = date(9999, 12, 31)


def place_code(page) -> str:
    """Return the code of the commune, or of the province, to which a page belongs."""
    return page.commune_id or page.province_id or ""


def shelf_of(page) -> str:
    """Return the shelf of a page; empty while the public does not find it."""
    if not (page.live and page.is_item and page.section and place_code(page)):
        return ""
    return shelf(place_code(page), page.section)


def shelf(code: str, section: str) -> str:
    """Return the shelf of a section of a place."""
    return f"{code}/{section}"


def shelf_of_section(tenant: Tenant, section: str) -> str:
    """Return the shelf of a section of a site."""
    return shelf(tenant.code, section)


def refresh_shelves(pages) -> int:
    """Set place and shelf of documents anew after a change past their own ``save``.

    ``pages`` is a query over the documents; returns how many were out of step.
    """
    changed = []
    for page in pages.select_related(None).iterator(chunk_size=500):
        wanted = (place_code(page), shelf_of(page))
        if (page.place_code, page.shelf) != wanted:
            page.place_code, page.shelf = wanted
            changed.append(page)
    for page in changed:
        type(page).everywhere.filter(pk=page.pk).update(
            place_code=page.place_code, shelf=page.shelf
        )
    return len(changed)
