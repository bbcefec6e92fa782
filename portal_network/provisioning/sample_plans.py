"""Turns sample items on plans, projects and land into unsaved pages with their rows."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from commune_site.figures.charts import ChartKind
from commune_site.figures.columns import typed_table
from commune_site.figures.grid import Grid
from commune_site.figures.layout import find_table
from commune_site.figures.values import parse_number
from commune_site.models import PortalImage, PortalPage
from commune_site.plans import models
from commune_site.plans.money import parse_money
from portal_network.provisioning.sample import FilledItem

PLAN_PAGES: dict[str, type[PortalPage]] = {
    "plan": models.PlanPage,
    "planning": models.PlanningPage,
    "land_recovery": models.LandRecoveryPage,
    "project": models.ProjectPage,
    "tender": models.TenderPage,
}
AMOUNTS = frozenset({"budget", "price", "winning_price", "compensation"})
AREAS = frozenset({"area_ha", "area_m2"})
CLOSING_TIME = time(9, 0)

ImageFor = Callable[[str], PortalImage]


def plan_page(item: FilledItem, body: str, common: dict, image_for: ImageFor) -> PortalPage:
    """Return an unsaved page of the item's kind; ``body`` is its text as JSON.

    What hangs on the page is kept beside it until :func:`add_plan_rows`.
    """
    fields = dict(item.fields)
    rows = {name: fields.pop(name, []) for name in ("targets", "milestones", "maps", "table")}
    table_title = fields.pop("table_title", "")
    project_key = fields.pop("project_key", "")
    columns = dict(_column(name, value, item.disclosed_on) for name, value in fields.items())
    page = PLAN_PAGES[item.kind](body=body, **columns, **common)
    page.sample_project = project_key
    page.sample_rows = [
        *(_target(row, item.disclosed_on) for row in rows["targets"]),
        *(_milestone(row, item.disclosed_on) for row in rows["milestones"]),
        *(_map(row, image_for) for row in rows["maps"]),
        *([_figures(table_title, rows["table"])] if rows["table"] else []),
    ]
    return page


def tie_to_projects(pages: Iterable[PortalPage], key_of: Callable[[str], str]) -> None:
    """Let pages that have just been written name the projects to which they belong.

    ``key_of`` returns the key under which the page of an item is known.
    """
    pages = list(pages)
    by_key = {page.registry_key: page for page in pages}
    for page in pages:
        project = by_key.get(key_of(getattr(page, "sample_project", "")))
        if project is not None:
            type(page).everywhere.filter(pk=page.pk).update(project_id=project.pk)


def _column(name: str, value: Any, day: date) -> tuple[str, Any]:
    """Return the column that a field of the data file means."""
    if name == "closes_at_days":
        closes = datetime.combine(day + timedelta(days=value), CLOSING_TIME)
        return "closes_at", timezone.make_aware(closes)
    if name.endswith("_days"):
        return name.removesuffix("_days"), day + timedelta(days=value)
    if name.endswith("_year"):
        return name, day.year + value
    if name in AMOUNTS:
        return name, parse_money(value)
    return name, parse_number(value) if name in AREAS else value


def _target(row: list, day: date) -> models.PlanTarget:
    name, unit, year, target, result = row
    return models.PlanTarget(
        name=name,
        unit=unit,
        year=day.year + year,
        target=Decimal(str(target)),
        result=None if result == "" else Decimal(str(result)),
    )


def _milestone(row: list, day: date) -> models.Milestone:
    name, planned, done = row
    return models.Milestone(
        name=name,
        planned_on=day + timedelta(days=planned),
        done_on=None if done == "" else day + timedelta(days=done),
    )


def _map(row: list, image_for: ImageFor) -> models.PlanningMap:
    title, image, words = row
    return models.PlanningMap(title=title, image=image_for(image), text_alternative=words)


def _figures(title: str, lines: list[list[str]]) -> models.LandFigures:
    """Return the table as if an officer had uploaded it."""
    data = typed_table(find_table(Grid(lines))).to_json()
    return models.LandFigures(title=title, data=data, chart=ChartKind.NONE)
