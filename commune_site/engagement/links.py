"""Addresses to which an answer points: what the province's sites publish, or official ones."""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from commune_site.engagement.models.cases import Case
from commune_site.engagement.queries import EMPTY_WORDS
from commune_site.models.base import PortalPage
from commune_site.procedures.catalogue import section_url
from commune_site.procedures.models import Procedure
from commune_site.procedures.queries import find_procedures
from commune_site.sections import registry_value
from portal_network.tenancy.directory import Tenant, directory
from portal_network.tenancy.isolation.reach import reach_of_site
from portal_network.tenancy.scoping import within_reach
from search.queries import find_in_province
from search.text import fold

MOST_LINKS = 5
SUGGESTED = 6
MOST_FOUND = 10
OFFICIAL_SUFFIX = ".gov.vn"
LONGEST_ADDRESS = 1000
PROCEDURES = "procedures"
# What answers are about: procedures, their forms, documents; not the news.
SUGGESTED_SECTIONS = (
    PROCEDURES, "online-services", "legal-documents", "admin-documents", "policies",
    "legal-guidance", "fees-taxes", "qa", "contacts", "citizen-reception",
)  # fmt: skip

Link = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """Something that an answer may point to, and what it is, such as "Thủ tục hành chính"."""

    title: str
    url: str
    kind: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.title}" if self.kind else self.title


def link_to(address: str, case: Case) -> Link | None:
    """Return title and address of what a person pasted or ticked; None where nobody may link to it.

    Accepted are public pages and procedures on sites of the province, by path or in full, and
    addresses of other authorities (``.gov.vn``).
    """
    try:
        parts = urlsplit(address[:LONGEST_ADDRESS])
        host, path = (parts.hostname or "").lower(), unquote(parts.path)
    except ValueError:
        return None
    tenant = directory.for_host(host) if host else case.tenant
    if tenant is not None:
        if tenant.province_code != case.province_id or "\0" in path:
            return None
        return _of_page(tenant, path) or _of_procedure(tenant, path)
    if parts.scheme in ("http", "https") and f".{host}".endswith(OFFICIAL_SUFFIX):
        return host, parts.geturl()
    return None


def found_for(case: Case, words: str) -> list[Found]:
    """Return procedures and pages of the unit and its province that hold these words."""
    tenant = case.tenant
    if tenant is None or not words.strip():
        return []
    with within_reach(reach_of_site(tenant)):
        return _find(tenant, words, MOST_FOUND)


def suggestions_for(case: Case) -> list[Found]:
    """Return a few procedures and pages about what a case is about."""
    tenant = case.tenant
    words = [word for word in case.subject.split() if fold(word).strip("?.,") not in EMPTY_WORDS]
    if tenant is None or not words:
        return []
    with within_reach(reach_of_site(tenant)):
        for count in dict.fromkeys((len(words), max(2, len(words) // 2), 2)):
            if found := _find(tenant, " ".join(words[:count]), SUGGESTED):
                return found
    return []


def _find(tenant: Tenant, words: str, most: int) -> list[Found]:
    root, kind = section_url(tenant), registry_value(PROCEDURES, "name", "")
    rows = find_procedures(tenant, words)[: most // 2] if root else ()
    found = [Found(_name(row), f"{tenant.root_url}{root}{row.code}/", kind) for row in rows]
    pages = {
        row.title: Found(row.title, row.full_url, row.section_name)
        for row in find_in_province(tenant, words)[: most * 4]
        if _may_suggest(row, tenant)
    }
    return [*found, *pages.values()][:most]


def _may_suggest(row: PortalPage, tenant: Tenant) -> bool:
    """Suggest what the unit itself or the province publishes, not its neighbours' copies."""
    near = row.commune_id is None or row.commune_id == tenant.code
    return near and row.section in SUGGESTED_SECTIONS


def _of_page(tenant: Tenant, path: str) -> Link | None:
    path = path.strip("/")
    url_path = f"{tenant.root_url_path}{path}/" if path else tenant.root_url_path
    pages = PortalPage.everywhere.of_tenant(tenant).live().unexpired().open_to_all()
    page = pages.filter(url_path=url_path).first()
    return (page.title, page.full_url) if page else None


def _of_procedure(tenant: Tenant, path: str) -> Link | None:
    root = section_url(tenant)
    if not root or not path.startswith(root):
        return None
    code = path.removeprefix(root).strip("/")
    row = Procedure.everywhere.shown_on(tenant).filter(code=code).first()
    return (_name(row), f"{tenant.root_url}{root}{row.code}/") if row else None


def _name(procedure: Procedure) -> str:
    return f"{procedure.name} ({procedure.code})"
