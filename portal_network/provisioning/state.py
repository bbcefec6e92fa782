"""What of a province's network is there already, read with a handful of queries."""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Q
from wagtail.models import Page

from commune_site.models import PortalPage
from portal_network.tenancy.models import Authority, Commune, HostName, Province


@dataclass
class AuthorityState:
    """One authority with the parts of its site that exist."""

    authority: Authority | None = None
    pages: dict[str, Page] = field(default_factory=dict)
    primary_host: str = ""


@dataclass
class NetworkState:
    """A province and its communes as the database has them."""

    province: AuthorityState
    communes: dict[str, AuthorityState]

    def commune(self, code: str) -> AuthorityState:
        """Return the state of a commune; an empty one when it does not exist."""
        return self.communes.get(code) or AuthorityState()


def read_state(province_code: str, commune_codes: Collection[str] | None = None) -> NetworkState:
    """Read a province's network: four queries, whatever the number of communes.

    ``commune_codes`` limits it to the province and some of its communes.
    """
    province = AuthorityState(
        Province.objects.select_related("site", "root_page", "collection")
        .filter(pk=province_code)
        .first()
    )
    found = Commune.objects.filter(province_id=province_code)
    pages = PortalPage.objects.filter(province_id=province_code).exclude(registry_key="")
    if commune_codes is not None:
        found = found.filter(pk__in=commune_codes)
        pages = pages.filter(Q(commune=None) | Q(commune__in=commune_codes))
    communes = {
        commune.code: AuthorityState(commune)
        for commune in found.select_related("site", "root_page", "collection")
    }
    for page in pages.only(
        "pk", "path", "depth", "numchild", "url_path", "title", "commune_id", "registry_key"
    ):
        holder = communes[page.commune_id] if page.commune_id else province
        holder.pages[page.registry_key] = page
    for host in HostName.objects.filter(
        Q(province_id=province_code) | Q(commune__in=communes), is_primary=True
    ):
        holder = communes[host.commune_id] if host.commune_id else province
        holder.primary_host = host.host
    return NetworkState(province, communes)
