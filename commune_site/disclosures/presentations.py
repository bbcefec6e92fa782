"""What sections show from disclosures: the course of the budget, and access to information."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from commune_site.disclosures import register
from commune_site.disclosures.budget import budget_years, course_over_years, disclosed_budgets
from commune_site.figures.exports import CSV_TYPE, XLSX_TYPE, to_csv, to_xlsx
from commune_site.page_context import Breadcrumb, page_context
from commune_site.pagination import paginate, requested_number
from commune_site.presentations import Presentation
from portal_network.tenancy.directory import Tenant

REGISTER_PATH = "danh-muc"
PER_PAGE = 50
# The quarterly list of a site has a few hundred entries; this bounds the file, not the page.
MOST_IN_A_FILE = 20_000
FIRST_YEAR, LAST_YEAR = 1990, 2100


@dataclass(frozen=True)
class BudgetCourse(Presentation):
    """Revenue and expenditure over the years, above the list of budget disclosures."""

    name: str = "budget_course"
    template_name: str = "components/standing/budget_course.html"

    def context(self, page, request: HttpRequest) -> dict:
        """Return the years with their steps and the figures over the years; one query."""
        years = budget_years(disclosed_budgets(page.tenant))
        return {
            "budget_years": [(year.year, [_link(step) for step in year.steps()]) for year in years],
            "figures": course_over_years(years),
        }

    def has_content(self, tenant: Tenant) -> bool:
        """The course says nothing without disclosures, which the section counts by itself."""
        return False


def _link(page) -> tuple[str, str, str]:
    return page.get_kind_display(), page.period_label, page.get_url_parts()[2]


@dataclass(frozen=True)
class InformationAccess(Presentation):
    """Whom to ask for information and how (R44), and the list of what is disclosed (R43)."""

    name: str = "information_access"
    template_name: str = "components/standing/information_access.html"

    def context(self, page, request: HttpRequest) -> dict:
        """Return the duties, which come from the cached tree."""
        return {"duties": register.duties(page.tenant), "register_url": f"{REGISTER_PATH}/"}

    def serve(self, page, request: HttpRequest, path: tuple[str, ...]) -> HttpResponse:
        """Answer with the list, as a page or as a file.

        Raises:
            Http404: there is nothing at this address, or no such year or quarter.
        """
        tenant = page.tenant
        year = requested_number(request, "nam", minimum=FIRST_YEAR, maximum=LAST_YEAR)
        quarter = requested_number(request, "quy", minimum=1, maximum=4)
        if quarter and not year:
            raise Http404
        rows = register.disclosed(tenant, year, quarter)
        if path == (REGISTER_PATH,):
            return self._page(page, request, rows, year, quarter)
        if path in ((f"{REGISTER_PATH}.csv",), (f"{REGISTER_PATH}.xlsx",)):
            table = register.as_table(register.entries(rows[:MOST_IN_A_FILE], tenant), tenant)
            return _file(table, path[0])
        raise Http404

    def _page(self, page, request: HttpRequest, rows, year, quarter) -> TemplateResponse:
        pager = paginate(request, rows, PER_PAGE)
        pager.items[:] = register.entries(pager.items, page.tenant)
        title = _("List of information that must be disclosed")
        address = f"{page.full_url}{REGISTER_PATH}/"
        query = request.GET.urlencode()
        context = page_context(page, request)
        context |= {
            "page": page,
            "page_title": title,
            "canonical_url": address,
            "duties": register.duties(page.tenant),
            "pager": pager,
            "year": year,
            "quarter": quarter,
            "quarters": (1, 2, 3, 4),
            "latest_years": range(timezone.localdate().year, timezone.localdate().year - 5, -1),
            "csv_url": f"../{REGISTER_PATH}.csv?{query}" if query else f"../{REGISTER_PATH}.csv",
            "xlsx_url": f"../{REGISTER_PATH}.xlsx?{query}" if query else f"../{REGISTER_PATH}.xlsx",
        }
        context["breadcrumbs"] = [
            *context["breadcrumbs"], Breadcrumb(title, f"{page.get_url(request)}{REGISTER_PATH}/")
        ]  # fmt: skip
        return TemplateResponse(request, "disclosures/register.html", context)

    def sitemap_paths(self, tenant: Tenant) -> list[str]:
        """Return the address of the list."""
        return [f"{REGISTER_PATH}/"]


def _file(table, name: str) -> HttpResponse:
    if name.endswith(".csv"):
        response = HttpResponse(to_csv(table), content_type=CSV_TYPE)
    else:
        response = HttpResponse(to_xlsx(table, _("Disclosed")), content_type=XLSX_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Robots-Tag"] = "noindex"
    return response
