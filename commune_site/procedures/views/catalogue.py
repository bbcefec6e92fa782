"""The province's view of its catalogue: the list, one procedure with its versions, downloads."""

from itertools import pairwise

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View

from commune_site.procedures import queries
from commune_site.procedures.detail import form_links
from commune_site.procedures.importing.columns import heading_of
from commune_site.procedures.models import CatalogueImport, Procedure, ProcedureVersion
from commune_site.procedures.records import changed_parts
from commune_site.procedures.views.base import KeeperMixin
from portal_network.tenancy.directory import directory
from search.text import clean_query, searchable_words

PAGE_SIZE = 50
SHOWN_IMPORTS = 10
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WITHDRAWN = "da-go"


class CatalogueView(KeeperMixin, TemplateView):
    """All procedures of the province, those that have left at the end of a filter."""

    template_name = "procedures/admin/catalogue.html"

    def get_context_data(self, **kwargs) -> dict:
        """Add the rows, the newest imports and what was searched for."""
        words = clean_query(self.request.GET.get("q", ""))
        withdrawn = self.request.GET.get("loai") == WITHDRAWN
        rows = Procedure.objects.of_province(self.province.pk).exclude(withdrawn_on=None)
        if not withdrawn:
            rows = Procedure.objects.of_province(self.province.pk).current()
        filters = queries.Filters(words=words if searchable_words(words) else "")
        page = Paginator(queries.chosen(rows, filters), PAGE_SIZE).get_page(
            self.request.GET.get("p")
        )
        imports = CatalogueImport.objects.filter(province=self.province).defer("records")
        return super().get_context_data(**kwargs) | {
            "rows": page,
            "words": words,
            "shows_withdrawn": withdrawn,
            "imports": imports.select_related("created_by")[:SHOWN_IMPORTS],
        }


class ProcedureView(KeeperMixin, TemplateView):
    """One procedure as it is, and what changed from version to version."""

    template_name = "procedures/admin/procedure.html"

    @cached_property
    def procedure(self) -> Procedure:
        """Return the procedure of the address.

        Raises:
            Http404: it belongs to a province whose catalogue somebody else keeps.
        """
        found = Procedure.objects.filter(
            pk=self.kwargs["procedure_id"], province__in=self.provinces
        ).first()
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **kwargs) -> dict:
        """Add the versions, each with what it changed, and the forms with or without a file."""
        versions = list(
            ProcedureVersion.objects.filter(procedure=self.procedure)
            .select_related("made_by", "catalogue_import")
            .order_by("-number")
        )
        record = self.procedure.parts
        tenant = directory.province(self.procedure.province_id)
        forms = form_links(tenant, record.forms)
        return super().get_context_data(**kwargs) | {
            "procedure": self.procedure,
            "record": record,
            "versions": _with_changes(versions),
            "forms": forms,
            "forms_by_title": {form.title: form for form in forms},
            "legal_basis": [{"basis": basis, "url": ""} for basis in record.legal_basis],
        }


class DownloadView(KeeperMixin, View):
    """The catalogue as a spreadsheet that can be changed and imported again."""

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Answer the file."""
        # Late: the library below would fill the memory of every worker.
        from commune_site.procedures.importing.exporting import catalogue_workbook

        rows = Procedure.objects.of_province(self.province.pk).current()
        day = timezone.localdate().isoformat()
        return _spreadsheet(
            catalogue_workbook(rows.order_by("field_slug", "search_text")), f"thu-tuc-{day}.xlsx"
        )


class SampleFileView(KeeperMixin, View):
    """The file with headings, one example and their explanation."""

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Answer the file."""
        from commune_site.procedures.importing.exporting import sample_workbook

        return _spreadsheet(sample_workbook(), "mau-nhap-thu-tuc.xlsx")


def _spreadsheet(content: bytes, name: str) -> HttpResponse:
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": disposition})


def _with_changes(versions: list[ProcedureVersion]) -> list[dict]:
    """Return the versions, newest first, with the headings of what each of them changed."""
    shown = [
        {
            "version": newer,
            "parts": [heading_of(part) for part in changed_parts(older.record, newer.record)],
        }
        for newer, older in pairwise(versions)
    ]
    return [*shown, *({"version": first, "parts": []} for first in versions[-1:])]
