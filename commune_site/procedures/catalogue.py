"""The list of procedures as a site shows it: filters, fields, rows, pages."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from commune_site.navigation import site_tree
from commune_site.pagination import Pager, paginate
from commune_site.procedures import queries
from commune_site.procedures.models import Procedure
from portal_network.tenancy.directory import Tenant

# The largest field of a commune (civil status) fits on one page: three clicks from the home page
# reach any procedure (R33).
PAGE_SIZE = 50
SECTION = "procedures"


@dataclass(frozen=True, slots=True)
class ProcedureRow:
    """One procedure in a list."""

    code: str
    name: str
    field: str
    url: str
    online_level: str
    online_label: str
    is_sample: bool


@dataclass(frozen=True, slots=True)
class FieldLink:
    """A field with its procedures."""

    label: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter with its values, for one field of the form."""

    parameter: str
    label: str
    choices: list[queries.Choice]


@dataclass(frozen=True, slots=True)
class ShownCatalogue:
    """What the list shows for one request."""

    filters: queries.Filters
    selects: list[Filter]
    fields: list[FieldLink]
    pager: Pager
    total: int
    all_url: str
    only_online: bool
    is_sample: bool


def shown_catalogue(tenant: Tenant, request: HttpRequest, *, only_online: bool) -> ShownCatalogue:
    """Return the list as this request narrows it; four queries, whatever it holds.

    Raises:
        Http404: there is no such page in the list.
    """
    everything = Procedure.objects.shown_on(tenant)
    if only_online:
        everything = everything.online()
    filters = queries.requested_filters(request)
    subjects, levels, total = queries.other_choices(everything, filters)
    fields = queries.field_choices(everything, filters)
    chosen = queries.chosen(everything, filters)
    pager = paginate(request, chosen, PAGE_SIZE, None, queries.PAGE)
    pager.items[:] = procedure_rows(tenant, pager.items)
    selects = [
        Filter(queries.FIELD, _("Field of the procedure"), fields),
        Filter(queries.SUBJECT, _("Who applies"), subjects),
        Filter(queries.ONLINE, _("Online service"), levels),
    ]
    return ShownCatalogue(
        filters=filters,
        selects=[chooser for chooser in selects if len(chooser.choices) > 1],
        fields=_field_links(request, fields) if filters.is_empty and pager.number == 1 else [],
        pager=pager,
        total=total,
        all_url=request.path,
        only_online=only_online,
        is_sample=any(row.is_sample for row in pager.items),
    )


def procedure_rows(tenant: Tenant, procedures: list[Procedure]) -> list[ProcedureRow]:
    """Return procedures as lists show them, each with its address on this site."""
    root = section_url(tenant)
    return [
        ProcedureRow(
            code=procedure.code,
            name=procedure.name,
            field=procedure.field,
            url=f"{root}{procedure.code}/",
            online_level=procedure.online_level,
            online_label=procedure.get_online_level_display(),
            is_sample=procedure.is_sample,
        )
        for procedure in procedures
    ]


def section_url(tenant: Tenant) -> str:
    """Return the path of the section of procedures, the root of a procedure's address.

    Empty where the site has no such section.
    """
    nodes = site_tree(tenant).root.walk()
    return next((node.url for node in nodes if node.section == SECTION), "")


def _field_links(request: HttpRequest, fields: list[queries.Choice]) -> list[FieldLink]:
    if len(fields) == 1:
        return []
    root = queries.address_without(request, queries.FIELD)
    joint = "&" if "?" in root else "?"
    return [
        FieldLink(field.label, field.count, f"{root}{joint}{queries.FIELD}={field.value}")
        for field in fields
    ]
