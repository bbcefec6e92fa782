"""Which records stand on public pages, and whose they are."""

from functools import cache

from django.apps import apps
from django.db.models import Model
from wagtail.models import Page

from portal_network.tenancy.directory import Tenant, directory

# The rooms that show records on public pages; a record of theirs drops its site unless it stands
# below. Rows that hang on a page come and go with its publication.
ROOMS = {
    "activities",
    "alerts",
    "commune_site",
    "disclosures",
    "documents",
    "engagement",
    "guidance",
    "home",
    "organisation",
    "oversight",
    "plans",
    "procedures",
}
# What citizens send and staff work with: it changes often and no page shows it.
NEVER_SHOWN = {
    "documents.intakeitem",
    "documents.documentfilepage",
    "engagement.blockedsender",
    "engagement.case",
    "engagement.caseattachment",
    "engagement.caseevent",
    "engagement.caselink",
    "engagement.casemail",
    "engagement.casenumber",
    "engagement.erasurerecord",
    "engagement.proposedanswer",
    "engagement.rating",
    "engagement.tally",
    "oversight.confirmedyear",
    "procedures.catalogueimport",
    # Made while pages are drawn.
    "commune_site.portalrendition",
}


@cache
def is_shown(model: type[Model]) -> bool:
    """Tell whether rows of a model stand on public pages by themselves."""
    meta = model._meta
    is_ours = meta.app_label in ROOMS and not issubclass(model, Page)
    return is_ours and meta.label_lower not in NEVER_SHOWN and bool(_way_to_owner(model))


@cache
def _way_to_owner(model: type[Model]) -> str:
    """Return how a row names its owner: by its place, its collection, or a row that does."""
    names = {field.name for field in model._meta.concrete_fields}
    if names & {"province", "commune"}:
        return "place"
    if "collection" in names:
        return "collection"
    if "page" in names:
        # Such as the corrections that readers asked for; children of pages are no records.
        return ""
    return "person" if "person" in names else ""


def site_of(row: Model) -> Tenant | None:
    """Return the site to which a shown record belongs, or None."""
    way = _way_to_owner(type(row))
    if way == "collection":
        return directory.of_collection(row.collection_id)
    if way == "person":
        return site_of(row.person)
    return directory.owner(
        province_id=getattr(row, "province_id", None), commune_id=getattr(row, "commune_id", None)
    )


def shown_models() -> list[type[Model]]:
    """Return the models whose rows drop their site, by name; docs/cache.md lists them."""
    return sorted(filter(is_shown, apps.get_models()), key=lambda model: model._meta.label)
