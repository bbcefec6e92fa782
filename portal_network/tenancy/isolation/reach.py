"""The places whose rows a person, or a visitor of a site, may meet."""

from dataclasses import dataclass
from functools import cached_property

from portal_network.tenancy.directory import Tenant
from portal_network.tenancy.policies.memberships import memberships_of, place_of
from portal_network.tenancy.tree_paths import outermost, parents, paths_between


@dataclass(frozen=True)
class Reach:
    """Whole provinces (with their communes) and single communes; what else exists does not.

    ``page_paths`` and ``collection_paths`` are the materialised paths of the subtrees that belong
    to these places, none of them inside another, so that a query needs one condition per place.
    ``way_paths`` are the pages that one passes on the way from one place to another, and the parent
    of each, which Wagtail's screens of a home page read: they can be read, but are nobody's here.
    """

    provinces: frozenset[str] = frozenset()
    communes: frozenset[str] = frozenset()
    page_paths: tuple[str, ...] = ()
    way_paths: tuple[str, ...] = ()
    collection_paths: tuple[str, ...] = ()
    user_id: int | None = None
    is_everything: bool = False

    @cached_property
    def is_nothing(self) -> bool:
        """Tell whether there is no place at all."""
        return not (self.is_everything or self.provinces or self.communes)

    def covers(self, *, province_id: str | None, commune_id: str | None) -> bool:
        """Tell whether a row with these keys lies within reach."""
        return self.is_everything or province_id in self.provinces or commune_id in self.communes

    def covers_page_path(self, path: str) -> bool:
        """Tell whether a page of this materialised path lies within reach."""
        return self.is_everything or path.startswith(self.page_paths or ("\0",))

    def covers_collection_path(self, path: str) -> bool:
        """Tell whether a collection of this materialised path lies within reach."""
        return self.is_everything or path.startswith(self.collection_paths or ("\0",))


EVERYTHING = Reach(is_everything=True)
NOTHING = Reach()


def reach_of(user) -> Reach:
    """Return the places in which a person holds a role; no query beyond that of memberships.

    Only a superuser meets everything, which outside of staff sessions nobody is.
    """
    if not user.is_authenticated or not user.is_active:
        return NOTHING
    if user.is_superuser:
        return EVERYTHING
    memberships = memberships_of(user)
    places = [place_of(membership) for membership in memberships]
    page_paths = outermost(place.root_page.path for place in places if place.root_page_id)
    return Reach(
        provinces=frozenset(row.province_id for row in memberships if row.province_id),
        communes=frozenset(row.commune_id for row in memberships if row.commune_id),
        page_paths=page_paths,
        way_paths=(*paths_between(page_paths), *parents(page_paths)),
        collection_paths=outermost(
            place.collection.path for place in places if place.collection_id
        ),
        user_id=user.pk,
    )


def reach_of_site(tenant: Tenant) -> Reach:
    """Return what a visitor of a site may meet: its province, whose news and search it shows."""
    return Reach(
        provinces=frozenset({tenant.province_code}),
        page_paths=(tenant.province_page_path,) if tenant.province_page_path else (),
        collection_paths=(
            (tenant.province_collection_path,) if tenant.province_collection_path else ()
        ),
    )
