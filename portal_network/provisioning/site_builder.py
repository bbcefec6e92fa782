"""Makes the missing parts of one authority's site: pages, site, menu, collection, host."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.models import Collection, Locale, Page, Site
from wagtailmenus.models import MainMenu, MainMenuItem

from commune_site.models import PortalPage
from portal_network.provisioning.blueprint import (
    HOME_KEY,
    PageBlueprint,
    SiteBlueprint,
)
from portal_network.provisioning.bulk import TreeInserter, append_collection
from portal_network.provisioning.errors import HostTaken
from portal_network.provisioning.report import Change, ChangeKind
from portal_network.provisioning.state import AuthorityState
from portal_network.tenancy.models import Authority, HostName, Province

SITE_MAP_PATH = "/so-do-trang/"
MENU_HANDLE = "registry"


def missing_pages(state: AuthorityState, blueprint: SiteBlueprint) -> list[PageBlueprint]:
    """Return the pages of the blueprint that the authority does not have, parents first."""
    return [page for page in blueprint.pages if page.key not in state.pages]


def missing_parts(
    state: AuthorityState, blueprint: SiteBlueprint, code: str, name: str, host: str
) -> Iterator[Change]:
    """Yield what has to be made for an authority; nothing when its site is complete."""
    authority = state.authority
    if authority is None:
        kind = ChangeKind.PROVINCE if len(code) == 2 else ChangeKind.COMMUNE
        yield Change(kind, code, name)
    if authority is None or not authority.collection_id:
        yield Change(ChangeKind.COLLECTION, code, name)
    missing = missing_pages(state, blueprint)
    for page in missing:
        yield Change(ChangeKind.PAGE, code, page.title or name)
    if authority is None or not authority.site_id:
        yield Change(ChangeKind.SITE, code, host)
        for page in blueprint.menu:
            yield Change(ChangeKind.MENU, code, page.title)
        yield Change(ChangeKind.MENU, code, _("Site map"))
    else:
        # An entry that an administrator took out stays out; only new pages enter the menu.
        for page in missing:
            if page.in_menu is not None:
                yield Change(ChangeKind.MENU, code, page.title)
    if not state.primary_host:
        yield Change(ChangeKind.HOST, code, host)


class SiteBuilder:
    """Makes what :func:`missing_parts` lists, within the caller's transaction."""

    def __init__(
        self,
        authority: Authority,
        state: AuthorityState,
        blueprint: SiteBlueprint,
        *,
        parent_page: Page,
        parent_collection: Collection,
        host: str,
        locale: Locale,
    ) -> None:
        self.authority = authority
        self.state = state
        self.blueprint = blueprint
        self.parent_page = parent_page
        self.parent_collection = parent_collection
        self.host = host
        self.locale = locale

    def build(self) -> list[PortalPage]:
        """Make every missing part and return the new pages; the authority is saved at the end."""
        is_new = self.authority._state.adding
        if not self.authority.site_id:
            refuse_taken_host(self.authority, self.host)
        pages = self._add_pages()
        added = {page.registry_key for page in pages}
        if not self.authority.collection_id:
            self.authority.collection = append_collection(
                self.parent_collection, self.authority.name
            )
        if not self.authority.site_id:
            self.authority.site = self._add_site()
            self._add_menu(
                MainMenu(site=self.authority.site), self.blueprint.menu, with_site_map=True
            )
        elif entries := [page for page in self.blueprint.menu if page.key in added]:
            menu = MainMenu.objects.filter(site=self.authority.site).first()
            self._add_menu(menu or MainMenu(site=self.authority.site), entries)
        self.authority.save(force_insert=is_new)
        if not self.state.primary_host:
            add_primary_host(self.authority, self.host)
        return pages

    def _add_pages(self) -> list[PortalPage]:
        province_code, commune_code = _keys(self.authority)
        inserter = TreeInserter(
            self.state.pages,
            province_code=province_code,
            commune_code=commune_code,
            locale=self.locale,
        )
        missing = missing_pages(self.state, self.blueprint)
        for blueprint in missing:
            is_home = blueprint.key == HOME_KEY
            inserter.add(
                blueprint,
                parent=self.parent_page if is_home else inserter.by_key[blueprint.parent_key],
                title=self.authority.name if is_home else blueprint.title,
                slug=self.authority.slug if is_home else blueprint.slug,
            )
        added = inserter.write()
        self.state.pages = inserter.by_key
        self.authority.root_page_id = self.state.pages[HOME_KEY].pk
        return added

    def _add_site(self) -> Site:
        return Site.objects.create(
            hostname=self.host,
            port=443 if settings.PORTAL_SCHEME == "https" else 80,
            site_name=self.authority.name,
            root_page_id=self.authority.root_page_id,
            is_default_site=False,
        )

    def _add_menu(
        self, menu: MainMenu, pages: list[PageBlueprint], *, with_site_map: bool = False
    ) -> None:
        if menu.pk is None:
            # Saving the menu would ask for the site's page once more, to drop a cached tree.
            MainMenu.objects.bulk_create([menu])
        items = [
            MainMenuItem(
                menu=menu,
                link_page_id=self.state.pages[page.key].pk,
                sort_order=page.in_menu,
                handle=MENU_HANDLE,
                allow_subnav=True,
            )
            for page in pages
        ]
        if with_site_map:
            items.append(
                MainMenuItem(
                    menu=menu,
                    link_url=SITE_MAP_PATH,
                    link_text=_("Site map"),
                    sort_order=1000,
                    handle=MENU_HANDLE,
                )
            )
        MainMenuItem.objects.bulk_create(items)


def refuse_taken_host(authority: Authority, host: str) -> HostName | None:
    """Return the row of a host that is this authority's already, None when it is free.

    Raises:
        HostTaken: when another authority owns the host, or a site that belongs to none.
    """
    taken = HostName.objects.filter(host=host).first()
    if taken is not None and _owner_of(taken) != _owner_keys(authority):
        raise HostTaken(
            _("The host name %(host)s already belongs to %(owner)s.")
            % {"host": host, "owner": taken.commune or taken.province}
        )
    site = Site.objects.filter(hostname=host).exclude(pk=authority.site_id).first()
    if site is not None:
        raise HostTaken(
            _("The host name %(host)s already belongs to %(owner)s.")
            % {"host": host, "owner": site.site_name or site}
        )
    return taken


def add_primary_host(authority: Authority, host: str) -> HostName:
    """Give an authority its primary host, also one that it has as an alias.

    Raises:
        HostTaken: when the host belongs to another authority.
        ValidationError: when the installation does not allow the host.
    """
    primary = refuse_taken_host(authority, host) or HostName(host=host, **_owner_keys(authority))
    primary.is_primary = True
    primary.clean()
    primary.save()
    return primary


def _owner_keys(authority: Authority) -> dict[str, str | None]:
    """Return the columns by which a host names its owner."""
    if isinstance(authority, Province):
        return {"province_id": authority.code, "commune_id": None}
    return {"province_id": None, "commune_id": authority.code}


def _owner_of(host: HostName) -> dict[str, str | None]:
    return {"province_id": host.province_id, "commune_id": host.commune_id}


def _keys(authority: Authority) -> tuple[str, str | None]:
    """Return the codes of province and commune to which rows of this authority belong."""
    if isinstance(authority, Province):
        return authority.code, None
    return authority.province_id, authority.code
