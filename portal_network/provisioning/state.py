"""What of a province's network is there already, read with a handful of queries."""

from dataclasses import dataclass, field

from wagtail.models import Page
from wagtailmenus.models import MainMenuItem

from commune_site.models import PortalPage
from portal_network.tenancy.models import Authority, Commune, HostName, Province


@dataclass
class AuthorityState:
    """One authority with the parts of its site that exist."""

    authority: Authority | None = None
    pages: dict[str, Page] = field(default_factory=dict)
    menu_page_ids: set[int] = field(default_factory=set)
    primary_host: str = ""


@dataclass
class NetworkState:
    """A province and its communes as the database has them."""

    province: AuthorityState
    communes: dict[str, AuthorityState]

    def commune(self, code: str) -> AuthorityState:
        """Return the state of a commune; an empty one when it does not exist."""
        return self.communes.get(code) or AuthorityState()


def read_state(province_code: str) -> NetworkState:
    """Read a province's network: seven queries, whatever the number of communes."""
    province = AuthorityState(
        Province.objects.select_related("site", "root_page", "collection")
        .filter(pk=province_code)
        .first()
    )
    communes = {
        commune.code: AuthorityState(commune)
        for commune in Commune.objects.filter(province_id=province_code).select_related(
            "site", "root_page", "collection"
        )
    }
    state = NetworkState(province, communes)
    by_site = {
        holder.authority.site_id: holder
        for holder in (province, *communes.values())
        if holder.authority and holder.authority.site_id
    }
    made = PortalPage.objects.filter(province_id=province_code).exclude(registry_key="")
    for page in made.only(
        "pk", "path", "depth", "numchild", "url_path", "title", "commune_id", "registry_key"
    ):
        holder = communes[page.commune_id] if page.commune_id else province
        holder.pages[page.registry_key] = page
    for site_id, page_id in MainMenuItem.objects.filter(
        menu__site_id__in=by_site, link_page_id__isnull=False
    ).values_list("menu__site_id", "link_page_id"):
        by_site[site_id].menu_page_ids.add(page_id)
    hosts = HostName.objects.filter(is_primary=True)
    for host in hosts.filter(province_id=province_code) | hosts.filter(
        commune__province_id=province_code
    ):
        holder = communes[host.commune_id] if host.commune_id else province
        holder.primary_host = host.host
    return state
