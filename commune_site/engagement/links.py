"""Addresses to which an answer points: pages of the province's sites, or official ones."""

from urllib.parse import unquote, urlsplit

from commune_site.engagement.models.cases import Case
from commune_site.models.base import PortalPage
from portal_network.tenancy.directory import Tenant, directory
from portal_network.tenancy.isolation.reach import reach_of_site
from portal_network.tenancy.scoping import within_reach
from search.queries import find_in_province

MOST_LINKS = 5
SUGGESTED = 6
OFFICIAL_SUFFIX = ".gov.vn"
LONGEST_ADDRESS = 1000
# What answers are about: procedures, their forms, documents; not the news.
SUGGESTED_SECTIONS = (
    "procedures", "online-services", "legal-documents", "admin-documents", "policies",
    "legal-guidance", "fees-taxes", "qa", "contacts", "citizen-reception",
)  # fmt: skip

Link = tuple[str, str]


def link_to(address: str, case: Case) -> Link | None:
    """Return title and address of what a person pasted; None where nobody may link to it.

    Accepted are public pages on sites of the province, by path or in full, and addresses of other
    authorities (``.gov.vn``).
    """
    try:
        parts = urlsplit(address[:LONGEST_ADDRESS])
        host, path = (parts.hostname or "").lower(), unquote(parts.path)
    except ValueError:
        return None
    tenant = directory.for_host(host) if host else case.tenant
    if tenant is not None:
        page = _public_page(tenant, path) if tenant.province_code == case.province_id else None
        return (page.title, page.full_url) if page else None
    if parts.scheme in ("http", "https") and f".{host}".endswith(OFFICIAL_SUFFIX):
        return host, parts.geturl()
    return None


def suggestions_for(case: Case) -> list[Link]:
    """Return a few public pages of the province about the same words."""
    tenant = case.tenant
    if tenant is None or not case.subject:
        return []
    with within_reach(reach_of_site(tenant)):
        found = _similar(tenant, case.subject)
    return [(page.title, page.full_url) for page in found]


def _similar(tenant: Tenant, text: str) -> list[PortalPage]:
    words = text.split()
    for count in (len(words), max(2, len(words) // 2), 2):
        rows = find_in_province(tenant, " ".join(words[:count]))[: SUGGESTED * 4]
        found = {row.title: row for row in rows if _may_suggest(row, tenant)}
        if found:
            return list(found.values())[:SUGGESTED]
    return []


def _may_suggest(row: PortalPage, tenant: Tenant) -> bool:
    """Suggest what the unit itself or the province publishes, not its neighbours' copies."""
    near = row.commune_id is None or row.commune_id == tenant.code
    return near and row.section in SUGGESTED_SECTIONS


def _public_page(tenant: Tenant, path: str) -> PortalPage | None:
    path = path.strip("/")
    url_path = f"{tenant.root_url_path}{path}/" if path else tenant.root_url_path
    if "\0" in url_path:
        return None
    pages = PortalPage.everywhere.of_tenant(tenant).live().unexpired().open_to_all()
    return pages.filter(url_path=url_path).first()
