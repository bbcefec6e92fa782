"""The page of one procedure: the record, what the commune adds, where to file, what to print."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model

from commune_site.article_context import share_links
from commune_site.metadata import FORMAT, SEPARATOR
from commune_site.models import PortalPage
from commune_site.page_context import Breadcrumb, breadcrumbs
from commune_site.procedures.local import guidance_for
from commune_site.procedures.models import Procedure
from commune_site.procedures.qr import qr_code
from commune_site.procedures.queries import procedure_or_404
from commune_site.procedures.records import LegalBasis
from commune_site.procedures.structured_data import government_service
from commune_site.variants import MAIN_LANGUAGE
from portal_network.tenancy.directory import Tenant, directory
from search.text import fold

GONE = 410


@dataclass(frozen=True, slots=True)
class BasisLink:
    """A document of the legal basis, with its address where the library has it."""

    basis: LegalBasis
    url: str


@dataclass(frozen=True, slots=True)
class FormLink:
    """A form to fill in; without an address its file is not there yet (size in bytes)."""

    title: str
    url: str = ""
    extension: str = ""
    size_bytes: int = 0


@dataclass(frozen=True, slots=True)
class CommuneLink:
    """The page of the same procedure on the site of a commune."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Shared:
    """What links to share need to know of a page."""

    title: str
    full_url: str


def serve_procedure(page, request: HttpRequest, code: str) -> HttpResponse:
    """Answer the address of a procedure below the page of its section.

    A procedure that has left the catalogue answers 410 and says so: its address is printed on
    paper that people keep.

    Raises:
        Http404: there never was such a procedure on this site.
    """
    tenant = request.tenant
    procedure = procedure_or_404(tenant, code)
    if not request.path.endswith("/"):
        return redirect(request.get_full_path(force_append_slash=True), permanent=True)
    context = _frame(page, request, procedure)
    if procedure.withdrawn_on:
        context["robots"] = "noindex"
        return TemplateResponse(request, "procedures/withdrawn.html", context, status=GONE)
    context |= _contents(page, request, procedure)
    if "ban-in" in request.GET or "tai-ve" in request.GET:
        return _printed(request, procedure, context)
    return TemplateResponse(request, "procedures/procedure.html", context)


def own_address(tenant: Tenant, request: HttpRequest) -> str:
    """Return the full address of what the request asks for, on this site."""
    return f"{tenant.root_url}{request.path}"


def canonical_address(tenant: Tenant, request: HttpRequest, *, is_own: bool) -> str:
    """Return which of the province's sites search engines should show for a procedure.

    The same text stands on every site. It is the province's, unless the commune has written
    something about this very procedure (see docs/procedures.md). The tree of sections is the same
    on every site, so the path is, too; no query.
    """
    if is_own or tenant.is_province or not tenant.province_url:
        return own_address(tenant, request)
    return f"{tenant.province_url}{request.path}"


def filing_address(procedure: Procedure) -> str:
    """Return where the dossier is filed online: on the national portal (R74, R75)."""
    stated = procedure.parts.filing_url
    return stated or settings.PROCEDURE_FILING_URL.replace("{code}", procedure.code)


def _frame(page, request: HttpRequest, procedure: Procedure) -> dict:
    """Return what the page says of itself, for withdrawn procedures, too."""
    return {
        "page": page,
        "page_title": procedure.name,
        "procedure": procedure,
        "record_key": procedure.code,
        "breadcrumbs": [*breadcrumbs(page, request), Breadcrumb(procedure.name, request.path)],
        "section_url": page.get_url(request),
    }


def _contents(page, request: HttpRequest, procedure: Procedure) -> dict:
    tenant, record = request.tenant, procedure.parts
    guidance = guidance_for(tenant, procedure)
    address = own_address(tenant, request)
    canonical = canonical_address(tenant, request, is_own=guidance.is_own)
    forms = form_links(tenant, record.forms)
    return {
        "record": record,
        "guidance": guidance,
        "forms": forms,
        "forms_by_title": {form.title: form for form in forms},
        "legal_basis": basis_links(tenant, record.legal_basis),
        "filing_url": filing_address(procedure),
        "commune_links": commune_links(tenant, request, procedure),
        "is_online": procedure.online_level != "truc-tiep",
        "qr": qr_code(address, _("QR code with the address of this page")),
        "own_address": address,
        "canonical_url": canonical,
        "description": _("%(name)s: dossier, steps, time limit, fees, where to apply.")
        % {"name": procedure.name},
        "updated_at": procedure.changed_at,
        "dublin_core": _dublin_core(page, procedure, canonical),
        "structured_data": [government_service(tenant, procedure, guidance, canonical)],
        "print_url": f"{request.path}?ban-in=1",
        "save_url": f"{request.path}?tai-ve=1",
        "share_links": share_links(Shared(procedure.name, address)),
    }


def _printed(request: HttpRequest, procedure: Procedure, context: dict) -> HttpResponse:
    standalone = "ban-in" not in request.GET
    context |= {"standalone": standalone, "robots": "noindex", "back_url": request.path}
    response = TemplateResponse(request, "procedures/checklist.html", context)
    if standalone:
        response["Content-Disposition"] = f'attachment; filename="{procedure.code}.html"'
    return response


def commune_links(tenant: Tenant, request: HttpRequest, procedure: Procedure) -> list[CommuneLink]:
    """Return, on a province's portal, where communes show a procedure that they decide.

    The tree of sections is the same on every site, so the path is, too; no query.
    """
    if not tenant.is_province or not procedure.at_commune:
        return []
    communes = (site for site in directory.communes_of(tenant.code) if site.is_active and site.host)
    return [
        CommuneLink(site.name, f"{site.root_url}{request.path}")
        for site in sorted(communes, key=lambda site: fold(site.name))
    ]


def form_links(tenant: Tenant, titles: list[str]) -> list[FormLink]:
    """Return the forms with the files that the province, or the commune, has under their titles.

    The province's library holds a form once for all communes; a commune's own file of the same
    title (such as a translation) goes before it. One query, none without forms.
    """
    if not titles:
        return []
    province = directory.province(tenant.province_code)
    collections = [key for key in (tenant.collection_id, province.collection_id) if key]
    found = {}
    rows = get_document_model().objects.filter(title__in=titles, collection__in=collections)
    for row in sorted(rows, key=lambda row: (row.collection_id != tenant.collection_id, row.pk)):
        found.setdefault(row.title, row)
    return [
        FormLink(title, row.url, row.file_extension.lower(), row.file_size or 0)
        if (row := found.get(title))
        else FormLink(title)
        for title in titles
    ]


def basis_links(tenant: Tenant, bases: tuple[LegalBasis, ...]) -> list[BasisLink]:
    """Return the legal basis with links to the library's documents of the same number.

    The commune's own document goes before the province's; those of other communes are not linked.
    """
    numbers = [basis.number for basis in bases if basis.number]
    if not numbers:
        return [BasisLink(basis, "") for basis in bases]
    nearby = Q(commune=None) | Q(commune=tenant.code) if tenant.is_commune else Q(commune=None)
    pages = PortalPage.objects.of_province(tenant.province_code).filter(nearby)
    found: dict[str, str] = {}
    for page in sorted(
        pages.public_items().filter(reference__in=numbers), key=lambda page: page.commune_id is None
    ):
        found.setdefault(page.reference, page.full_url)
    return [BasisLink(basis, found.get(basis.number, "")) for basis in bases]


def _dublin_core(page, procedure: Procedure, canonical: str) -> list[tuple[str, str]]:
    """Return the elements of TT 24/2011 (R106): those of a page, from the record.

    The source is the decision that announces the procedure; the relation is its section.
    """
    tenant, record = page.tenant, procedure.parts
    elements = [
        ("DC.title", procedure.name),
        ("DC.creator", record.agency or tenant.authority_name),
        ("DC.contributor", record.coordinating_agency),
        ("DC.date", timezone.localdate(procedure.changed_at).isoformat()),
        ("DC.description", record.result or procedure.name),
        ("DC.publisher", tenant.authority_name),
        ("DC.identifier", canonical),
        ("DC.language", MAIN_LANGUAGE),
        ("DC.subject", SEPARATOR.join(filter(None, [procedure.field, record.keywords]))),
        ("DC.type", "Service"),
        ("DC.format", FORMAT),
        ("DC.source", record.decision_number),
        ("DC.relation", page.full_url),
        ("DC.coverage", SEPARATOR.join(dict.fromkeys([tenant.name, tenant.province_name]))),
        ("DC.rights", tenant.copyright_notice or f"© {tenant.authority_name}"),
    ]
    return [(name, content) for name, content in elements if content]
