"""To which place an action belongs, told from the row itself and the directory: no query."""

from dataclasses import dataclass

from django.db.models import Model
from django.http import HttpRequest
from wagtail.models import Page

from portal_network.accounts.models import User
from portal_network.audit.context import current_request
from portal_network.people.places_of_requests import place_of_row
from portal_network.tenancy.directory import DirectorySnapshot, Tenant, directory
from portal_network.tenancy.models import Authority, Commune, Membership
from portal_network.tenancy.policies.memberships import memberships_of


@dataclass(frozen=True)
class Place:
    """A commune with its province, a province itself, or nowhere."""

    province: str = ""
    commune: str = ""


NOWHERE = Place()


def place_of_keys(province_id: str | None, commune_id: str | None) -> Place:
    """Return the place of a row with these keys."""
    if commune_id:
        tenant = None if province_id else directory.commune(commune_id)
        return Place(province_id or (tenant.province_code if tenant else ""), commune_id)
    return Place(province_id or "")


def place_of_tenant(tenant: Tenant | None) -> Place:
    """Return the place of a site."""
    if tenant is None:
        return NOWHERE
    return Place(tenant.province_code, tenant.code if tenant.is_commune else "")


def place_of_instance(row: Model) -> Place:
    """Return the place of a row: of its own keys, its site, its collection or its address."""
    if isinstance(row, Authority):
        return Place(row.province_id, row.pk) if isinstance(row, Commune) else Place(row.pk)
    if isinstance(row, User):
        return place_of_person(row, current_request())
    if hasattr(row, "commune_id") or hasattr(row, "province_id"):
        return place_of_keys(getattr(row, "province_id", None), getattr(row, "commune_id", None))
    tenants = _tenants(directory.snapshot())
    if isinstance(row, Page):
        return _place_of_address(tenants, row.url_path)
    menu = getattr(row, "menu", row)
    if site_id := getattr(menu, "site_id", None):
        return place_of_tenant(tenants.get(("site", site_id)))
    if collection_id := getattr(row, "collection_id", None):
        tenant = tenants.get(("collection", collection_id))
        return place_of_tenant(tenant) if tenant else _place_of_nested(row)
    return NOWHERE


def place_of_person(user, request: HttpRequest | None) -> Place:
    """Return the place for which a person acts without touching a row, such as signing in.

    That is the site on which it happens when the person works there; else the only commune, else
    the only province among the places of work.
    """
    tenant = getattr(request, "tenant", None)
    if user.is_superuser:
        return place_of_tenant(tenant)
    places = {
        Place(row.commune.province_id, row.commune_id) if row.commune_id else Place(row.province_id)
        for row in roles_held(user)
    }
    here = place_of_tenant(tenant)
    if here in places:
        return here
    if len(places) == 1:
        return places.pop()
    provinces = {place.province for place in places}
    return Place(provinces.pop()) if len(provinces) == 1 else NOWHERE


def roles_held(user) -> list[Membership]:
    """Return the person's memberships: those known of the person of the request, else read anew.

    The answer is never left on an account that is just being made and has no roles yet.
    """
    person = getattr(current_request(), "user", None)
    if person is not None and person.pk is not None and person.pk == user.pk:
        return memberships_of(person)
    return list(Membership.everywhere.filter(user_id=user.pk).select_related("commune"))


def name_of_place(province: str, commune: str) -> str:
    """Return the name of a place; its code when it is gone."""
    tenant = directory.owner(province_id=province or None, commune_id=commune or None)
    return tenant.name if tenant else commune or province


_known: tuple[DirectorySnapshot, dict[tuple[str, object], Tenant]] | None = None


def _tenants(snapshot: DirectorySnapshot) -> dict[tuple[str, object], Tenant]:
    """Return the tenants by site, collection and address of their home page; made once."""
    global _known
    if _known is None or _known[0] is not snapshot:
        found: dict[tuple[str, object], Tenant] = {}
        for tenant in snapshot.by_key.values():
            found["site", tenant.site_id] = tenant
            found["collection", tenant.collection_id] = tenant
            found["address", tenant.root_url_path] = tenant
        _known = snapshot, found
    return _known[1]


def _place_of_address(tenants: dict[tuple[str, object], Tenant], url_path: str) -> Place:
    """Return the place of the nearest home page above an address of the tree."""
    while url_path.strip("/"):
        if tenant := tenants.get(("address", url_path)):
            return place_of_tenant(tenant)
        url_path = url_path.rstrip("/").rpartition("/")[0] + "/"
    return NOWHERE


def _place_of_nested(row: Model) -> Place:
    """Return the place of a row in a collection below that of an authority; two queries."""
    owner = place_of_row(row)
    return place_of_instance(owner) if owner else NOWHERE
