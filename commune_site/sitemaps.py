"""The machine's sitemap of one site (R26), split under 50,000 entries."""

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import index as sitemap_index
from django.contrib.sitemaps.views import sitemap as sitemap_view
from django.db.models import Q
from django.http import HttpRequest, HttpResponse

from commune_site.models import PortalPage, RedirectPage
from commune_site.navigation import site_tree
from commune_site.presentations import presentation_of
from commune_site.variants import ENGLISH, MAIN_LANGUAGE
from portal_network.delivery.page_cache.marks import kept_list
from portal_network.tenancy.directory import Tenant


class TenantSitemap(Sitemap):
    """All public pages of one site: no empty section, nothing that names people (R83)."""

    limit = 40_000

    def __init__(self, tenant: Tenant) -> None:
        self.tenant = tenant

    def items(self):
        """Return the pages, oldest first, so that entries stay in their file.

        Links to other sites are not pages of this one. English pages are those that the public
        sees.
        """
        empty = [node.page_id for node in site_tree(self.tenant).root.walk() if node.is_empty]
        own = PortalPage.objects.of_tenant(self.tenant).live().not_type(RedirectPage)
        shown = own.open_to_all().unexpired().order_by("pk")
        variants = [variant.page_id for variant in site_tree(self.tenant).variants]
        in_language = Q(written_in=MAIN_LANGUAGE) | Q(pk__in=variants)
        return shown.findable().filter(in_language).exclude(pk__in=empty)

    def get_urls(self, page=1, site=None, protocol=None) -> list[dict]:
        """Add to each page that there is in two languages where both are (hreflang)."""
        entries = super().get_urls(page, site, protocol)
        pairs = {}
        for one in site_tree(self.tenant).variants:
            both = [(MAIN_LANGUAGE, one.original_url), (ENGLISH, one.url)]
            alternates = [
                {"lang_code": code, "location": self.tenant.root_url + url} for code, url in both
            ]
            pairs |= dict.fromkeys((one.page_id, one.original_id), alternates)
        for entry in entries:
            entry["alternates"] = pairs.get(getattr(entry["item"], "pk", None), [])
        return entries

    def location(self, item: PortalPage) -> str:
        """Return the path on the site."""
        return item.get_url_parts()[2]

    def lastmod(self, item: PortalPage):
        """Return when the page last changed in public."""
        return item.last_published_at

    def get_protocol(self, protocol=None) -> str:
        """Return the scheme of the tenant's own address."""
        return self.tenant.root_url.split("://")[0]

    def get_domain(self, site=None) -> str:
        """Return the tenant's own host and port."""
        return self.tenant.root_url.split("://")[1]


class DataSitemap(TenantSitemap):
    """The addresses that sections of one site serve from data (procedures, people)."""

    def items(self) -> list[str]:
        """Return the paths on the site, section by section."""
        nodes = [node for node in site_tree(self.tenant).root.walk() if not node.is_empty]
        return [
            path if path.startswith("/") else node.url + path
            for node in nodes
            if (presentation := presentation_of(node.section))
            for path in presentation.sitemap_paths(self.tenant)
        ]

    def location(self, item: str) -> str:
        """Return the path on the site."""
        return item

    def lastmod(self, item: str) -> None:
        """Data has no one moment of change."""


@kept_list
def xml_sitemap(request: HttpRequest, section: str | None = None) -> HttpResponse:
    """Answer ``/sitemap.xml``: the entries, or an index when one file does not hold them."""
    sitemaps = {"trang": TenantSitemap(request.tenant), "du-lieu": DataSitemap(request.tenant)}
    entries = sum(sitemap.paginator.count for sitemap in sitemaps.values())
    if section is None and entries > TenantSitemap.limit:
        return sitemap_index(request, sitemaps, sitemap_url_name="sitemap-section")
    return sitemap_view(request, sitemaps, section=section)
