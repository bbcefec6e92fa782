"""Sample disclosures: the tables of their texts become figures, read as uploaded ones are."""

import re
from collections.abc import Sequence
from functools import lru_cache

from commune_site.disclosures.deadlines import due_date
from commune_site.disclosures.models import DisclosureFigures, DisclosurePage
from commune_site.figures.columns import typed_table
from commune_site.figures.grid import Grid
from commune_site.figures.layout import find_table
from commune_site.figures.text import clean_text
from commune_site.sections import get_registry
from portal_network.provisioning.sample import FilledItem

# The unit stands beside the table, not in its name.
_UNIT = re.compile(r"[;,] đơn vị: [^)]+(?=\))")


def disclosure_page(item: FilledItem, body: str, common: dict) -> DisclosurePage:
    """Return an unsaved disclosure with the fields of an item; ``body`` is its text as JSON."""
    page = DisclosurePage(**common | {"body": body} | dict(item.disclosure.values))
    rule = get_registry().get(item.section).deadline
    page.due_on = due_date(rule, page.decided_on, page.period_end, None)
    return page


def sample_figures(page: DisclosurePage, item: FilledItem) -> list[DisclosureFigures]:
    """Return the tables of an item's text as unsaved rows of its page."""
    tables = [block for block in item.body if block.type == "table"]
    return [
        DisclosureFigures(
            page=page,
            sort_order=place,
            title=_UNIT.sub("", block.caption),
            data=_data(block.caption, block.rows),
        )
        for place, block in enumerate(tables)
    ]


def save_figures(rows: Sequence[DisclosureFigures]) -> None:
    """Write the rows once their pages have keys."""
    for row in rows:
        row.page_id = row.page.pk
    DisclosureFigures.everywhere.bulk_create(rows)


@lru_cache(maxsize=512)
def _data(caption: str, rows: tuple[tuple[str, ...], ...]) -> dict:
    lines = [[caption], *([clean_text(cell) or None for cell in row] for row in rows)]
    return typed_table(find_table(Grid(lines))).to_json()
