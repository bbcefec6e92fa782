"""Turns sample items into unsaved pages of the rooms' own types."""

import json
from collections.abc import Iterable

from commune_site.guidance.models import GuidanceBasis, GuidancePage, PolicyBasis, PolicyPage
from commune_site.models import PortalPage
from portal_network.provisioning.sample import FilledItem

ROOM_PAGES: dict[str, type[PortalPage]] = {"guidance": GuidancePage, "policy": PolicyPage}
BASES = {GuidancePage: GuidanceBasis, PolicyPage: PolicyBasis}


def room_page(item: FilledItem, body: str, common: dict) -> PortalPage:
    """Return an unsaved page of the item's kind; ``body`` is its text as JSON."""
    columns = dict(item.fields)
    bases = columns.pop("bases", [])
    page = ROOM_PAGES[item.kind](
        body=body,
        steps=_blocks("step", [{"title": t, "text": h} for t, h in columns.pop("steps", [])]),
        papers=_blocks(
            "paper", [{"name": n, "note": t, "form": None} for n, t in columns.pop("papers", [])]
        ),
        **columns,
        **common,
    )
    page.sample_bases = bases
    page.describe_itself()
    return page


def add_bases(pages: Iterable[PortalPage]) -> None:
    """Store the legal bases of pages that have just been written."""
    rows: dict[type, list] = {}
    for page in pages:
        for order, (citation, provision, url) in enumerate(getattr(page, "sample_bases", ())):
            model = BASES[type(page)]
            basis = model(
                page=page, citation=citation, provision=provision, url=url, sort_order=order
            )
            rows.setdefault(model, []).append(basis)
    for model, made in rows.items():
        model.everywhere.bulk_create(made)


def _blocks(kind: str, values: list[dict]) -> str:
    return json.dumps([{"type": kind, "value": value} for value in values], ensure_ascii=False)
