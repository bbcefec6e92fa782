"""Sample disclosures: the tables of their texts become figures, read as uploaded ones are."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

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
    columns = _columns(item.fields, item.disclosed_on)
    page = DisclosurePage(**common | {"body": body} | columns)
    rule = get_registry().get(item.section).deadline
    page.due_on = due_date(rule, page.decided_on, page.period_end, None)
    return page


def _columns(fields: Mapping[str, Any], day: date) -> dict[str, Any]:
    """Return the columns of a page with days and periods as seen from the day of its item.

    Keys that end in ``_days`` count days from it. ``period_year`` counts years from its year;
    "last_quarter" is the quarter before.
    """
    columns: dict[str, Any] = {}
    for name, value in fields.items():
        if name.endswith("_days"):
            columns[name.removesuffix("_days")] = day + timedelta(days=value)
        elif name == "period_year" and value == "last_quarter":
            quarter = (day.month - 1) // 3 or 4
            columns |= {"period_year": day.year - (quarter == 4), "period_number": quarter}
        elif name == "period_year":
            columns[name] = day.year + value
        else:
            columns[name] = value
    return columns


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
