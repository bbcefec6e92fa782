"""Turns sample items into unsaved pages of the rooms' own types, and stores their rows."""

import json
from collections.abc import Callable, Iterable
from datetime import date, time, timedelta

from django.db.models import Model
from django.utils import timezone

from commune_site.activities.calendar import month_of, week_of
from commune_site.activities.models import (
    AlbumPage,
    CampaignPage,
    GazetteEntry,
    GazettePage,
    ReceptionEntry,
    ReceptionPage,
    RecordingPage,
    WorkEntry,
    WorkWeekPage,
)
from commune_site.consultations.models import ConsultationPage
from commune_site.engagement.models import AnswerPage
from commune_site.guidance.models import GuidanceBasis, GuidancePage, PolicyBasis, PolicyPage
from commune_site.models import PortalPage
from portal_network.provisioning.sample import FilledItem

# Columns of the page, and the rows that hang on it.
Parts = tuple[dict, list[Model]]
THURSDAY = 3


def room_page(item: FilledItem, body: str, gallery: str, common: dict) -> PortalPage:
    """Return an unsaved page of the item's kind; ``body`` and ``gallery`` are blocks as JSON."""
    model, parts_of = ROOM_PAGES[item.kind]
    columns, rows = parts_of(item, dict(item.fields))
    files = columns.pop("files", {})
    if model is AlbumPage:
        columns["gallery"] = gallery
    page = model(**common | columns | {"body": body})
    if hasattr(page, "take_title"):
        page.take_title()
    page.describe_itself()
    page.sample_files = files
    page.sample_rows = rows
    return page


def add_rows(pages: Iterable[PortalPage]) -> None:
    """Store what hangs on pages that have just been written."""
    by_model: dict[type[Model], list[Model]] = {}
    for page in pages:
        for order, row in enumerate(getattr(page, "sample_rows", ())):
            row.page, row.sort_order = page, order
            by_model.setdefault(type(row), []).append(row)
    for model, rows in by_model.items():
        model.everywhere.bulk_create(rows)


def _practical(basis: type[Model]) -> Callable[[FilledItem, dict], Parts]:
    def parts(item: FilledItem, columns: dict) -> Parts:
        rows = [
            basis(citation=citation, provision=provision, url=url)
            for citation, provision, url in columns.pop("bases", [])
        ]
        steps = [{"title": title, "text": text} for title, text in columns.pop("steps", [])]
        papers = [
            {"name": name, "note": note, "form": None} for name, note in columns.pop("papers", [])
        ]
        return columns | {"steps": _blocks("step", steps), "papers": _blocks("paper", papers)}, rows

    return parts


def _week(item: FilledItem, columns: dict) -> Parts:
    monday = week_of(timezone.localdate())[0]
    rows = [
        WorkEntry(
            day=monday + timedelta(days=weekday), starts=time.fromisoformat(starts),
            ends=time.fromisoformat(ends), content=content, chair=chair, place=place,
        )
        for weekday, starts, ends, content, chair, place in columns["entries"]
    ]  # fmt: skip
    return {"first_day": monday}, rows


def _month(item: FilledItem, columns: dict) -> Parts:
    first, last = month_of(timezone.localdate())
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    thursdays = [day for day in days if day.weekday() == THURSDAY]
    rows = [
        ReceptionEntry(
            day=day, starts=time.fromisoformat(starts), ends=time.fromisoformat(ends),
            content=content, chair=chair, place=place,
        )
        for day, (starts, ends, content, chair, place) in zip(
            thursdays, columns["entries"], strict=False
        )
    ]  # fmt: skip
    return {"first_day": first}, rows


def _campaign(item: FilledItem, columns: dict) -> Parts:
    starts_on: date = item.disclosed_on
    ends_on = starts_on + timedelta(days=columns.pop("days"))
    return columns | {"starts_on": starts_on, "ends_on": ends_on}, []


def _consultation(item: FilledItem, columns: dict) -> Parts:
    opens_on = item.disclosed_on
    closes_on = opens_on + timedelta(days=columns.pop("open_days"))
    outcome_after = columns.pop("outcome_after_days", None)
    columns |= {"opens_on": opens_on, "closes_on": closes_on}
    if outcome_after is not None:
        columns["outcome_on"] = closes_on + timedelta(days=outcome_after)
    return columns, []


def _gazette(item: FilledItem, columns: dict) -> Parts:
    rows = [
        GazetteEntry(number=number, issuer=issuer, abstract=abstract, signed_on=item.disclosed_on)
        for number, issuer, abstract in columns.pop("entries")
    ]
    return columns | {"issued_on": item.disclosed_on}, rows


def _plain(item: FilledItem, columns: dict) -> Parts:
    return columns, []


def _blocks(kind: str, values: list[dict]) -> str:
    return json.dumps([{"type": kind, "value": value} for value in values], ensure_ascii=False)


ROOM_PAGES: dict[str, tuple[type[PortalPage], Callable[[FilledItem, dict], Parts]]] = {
    "guidance": (GuidancePage, _practical(GuidanceBasis)),
    "policy": (PolicyPage, _practical(PolicyBasis)),
    "work_week": (WorkWeekPage, _week),
    "reception": (ReceptionPage, _month),
    "campaign": (CampaignPage, _campaign),
    "consultation": (ConsultationPage, _consultation),
    "album": (AlbumPage, _plain),
    "recording": (RecordingPage, _plain),
    "gazette": (GazettePage, _gazette),
    "answer": (AnswerPage, _plain),
}
