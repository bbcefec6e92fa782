"""The list of information that must be disclosed (R43, R45), made from what is there.

Its first part says what the law demands, section by section, from the registry; its second lists
what was published, with number, day of making, form, time, duration and link.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from commune_site.disclosures.legal_bases import legal_bases
from commune_site.figures.table import Column, Kind, Table
from commune_site.models import PortalPage
from commune_site.navigation import SiteTree, site_tree
from commune_site.sections import Section, get_registry
from portal_network.tenancy.directory import Tenant

# The laws that make a section part of the list.
DEMANDING = ("L10_2022", "TCTT")


@dataclass(frozen=True, slots=True)
class Duty:
    """What must be disclosed: a section with its law and its deadline."""

    name: str
    description: str
    bases: tuple[str, ...]
    group: int | None
    deadline: str
    duration: str
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class Entry:
    """What was disclosed, as the law wants it listed."""

    title: str
    number: str
    made_on: date | None
    section: str
    form: str
    posted_on: date
    shown_until: date | None
    url: str
    is_sample: bool


def demanded_sections(tenant: Tenant) -> list[Section]:
    """Return the sections of this site that law makes part of the list, in their order."""
    level = "commune" if tenant.is_commune else "province"
    return [
        section
        for section in get_registry().for_level(level, include_optional=True)
        if section.disclosure_group or any(key in section.bases for key in DEMANDING)
    ]


def duties(tenant: Tenant) -> list[Duty]:
    """Return what must be disclosed on this site, and where it is found; from the cached tree."""
    nodes = _nodes(site_tree(tenant))
    found = []
    for section in demanded_sections(tenant):
        node = nodes.get(section.slug)
        if node is None:
            continue
        found.append(
            Duty(
                name=section.name,
                description=section.description,
                bases=tuple(legal_bases(section.slug)),
                group=section.disclosure_group if tenant.is_commune else None,
                deadline=section.deadline.describe(),
                duration=_duration(section.expiry_days),
                url="" if node.is_empty else node.url,
                count=node.item_count,
            )
        )
    return found


def _nodes(tree: SiteTree) -> dict:
    nodes: dict = {}
    for node in tree.root.walk():
        if node.section:
            nodes.setdefault(node.section, node)
    return nodes


def _duration(days: int | None) -> str:
    return _("%(days)d days") % {"days": days} if days else _("permanently")


def disclosed(tenant: Tenant, year: int | None = None, quarter: int | None = None) -> QuerySet:
    """Return what this site has disclosed, newest first, as rows for :func:`entries`."""
    slugs = [section.slug for section in demanded_sections(tenant)]
    items = PortalPage.objects.of_tenant(tenant).filter(section__in=slugs).public_items()
    if year:
        items = items.filter(disclosed_on__year=year)
    if year and quarter:
        items = items.filter(disclosed_on__quarter=quarter)
    return items.annotate(
        made_on=Coalesce("disclosurepage__decided_on", "legaldocumentpage__issued_on"),
    ).values(
        "title", "reference", "made_on", "section", "disclosed_on", "expires_on", "url_path",
        "is_sample", "disclosurepage__posting_place", "disclosurepage__posted_from",
    )  # fmt: skip


def entries(rows: list[dict], tenant: Tenant) -> list[Entry]:
    """Return rows of :func:`disclosed` as the list shows them."""
    names = {section.slug: section.name for section in get_registry().sections}
    return [
        Entry(
            title=row["title"],
            number=row["reference"],
            made_on=row["made_on"],
            section=names.get(row["section"], ""),
            form=_form(row),
            posted_on=row["disclosed_on"],
            shown_until=row["expires_on"],
            url="/" + row["url_path"][len(tenant.root_url_path) :],
            is_sample=row["is_sample"],
        )
        for row in rows
    ]


def _form(row: dict) -> str:
    form = _("Posted on the site")
    if not row["disclosurepage__posted_from"]:
        return form
    place = row["disclosurepage__posting_place"]
    return _("%(form)s; posted on paper at %(place)s") % {"form": form, "place": place}


def as_table(found: list[Entry], tenant: Tenant) -> Table:
    """Return the list as a table to take away."""
    columns = (
        Column(_("Information")),
        Column(_("Section")),
        Column(_("Number and symbol")),
        Column(_("Made on"), Kind.DATE),
        Column(_("Form")),
        Column(_("Date of posting"), Kind.DATE),
        Column(_("Shown until"), Kind.DATE),
        Column(_("Link")),
    )
    rows = tuple(
        (
            entry.title,
            entry.section,
            entry.number or None,
            entry.made_on,
            entry.form,
            entry.posted_on,
            entry.shown_until,
            tenant.root_url + entry.url,
        )
        for entry in found
    )
    return Table(columns, rows)
