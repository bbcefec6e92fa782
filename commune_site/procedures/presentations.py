"""The catalogue on the pages of its two sections: all procedures, and those that are online."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from commune_site.presentations import Presentation
from commune_site.procedures import queries
from commune_site.procedures.catalogue import section_url, shown_catalogue
from commune_site.procedures.detail import serve_procedure
from commune_site.procedures.models import LocalNote, Procedure
from portal_network.tenancy.directory import Tenant

TEMPLATE = "components/standing/procedures.html"


class ProcedureCatalogue(Presentation):
    """All procedures of a site; each has an address of its own below the section's."""

    schema_types = ("GovernmentService",)
    data_models = (
        "commune_site.procedures.records.ProcedureRecord",
        "commune_site.procedures.models.LocalNote",
    )

    def context(self, page, request: HttpRequest) -> dict:
        """Return the list as this request narrows it."""
        return {"catalogue": shown_catalogue(page.tenant, request, only_online=False)}

    def has_content(self, tenant: Tenant) -> bool:
        """Tell whether the catalogue has anything for this site."""
        return queries.numbers_shown(tenant)[0] > 0

    def serve(self, page, request: HttpRequest, path: tuple[str, ...]) -> HttpResponse:
        """Answer the address of one procedure.

        Raises:
            Http404: the path names none.
        """
        if len(path) != 1:
            raise Http404
        return serve_procedure(page, request, path[0])

    def record_title(self, page, request: HttpRequest, record: str) -> str:
        """Return the name of the procedure with this code."""
        found = Procedure.objects.shown_on(request.tenant).filter(code=record)
        return found.values_list("name", flat=True).first() or ""

    def sitemap_paths(self, tenant: Tenant) -> list[str]:
        """Return the procedures whose one address is on this site (see ``canonical_address``)."""
        rows = Procedure.everywhere.shown_on(tenant)
        if tenant.is_commune and tenant.province_url:
            noted = LocalNote.everywhere.filter(commune_id=tenant.code, procedure__isnull=False)
            rows = rows.filter(pk__in=noted.values("procedure"))
        return [f"{code}/" for code in rows.order_by("code").values_list("code", flat=True)]


class OnlineServices(Presentation):
    """What can be filed online, above the links of the section."""

    schema_types = ("GovernmentService",)
    data_models = ("commune_site.procedures.records.ProcedureRecord",)

    def context(self, page, request: HttpRequest) -> dict:
        """Return the list as this request narrows it."""
        return {"catalogue": shown_catalogue(page.tenant, request, only_online=True)}

    def has_content(self, tenant: Tenant) -> bool:
        """Tell whether anything for this site can be filed online."""
        return queries.numbers_shown(tenant)[1] > 0

    def serve(self, page, request: HttpRequest, path: tuple[str, ...]) -> HttpResponse:
        """Lead to the procedure in its own section.

        Raises:
            Http404: the path names none.
        """
        root = section_url(request.tenant)
        known = Procedure.objects.shown_on(request.tenant).filter(code=path[0])
        if len(path) != 1 or not root or not known.exists():
            raise Http404
        return redirect(f"{root}{path[0]}/", permanent=True)
