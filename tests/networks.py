"""Small networks for tests, made by the provisioning services that the portal itself uses."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.cache import cache
from wagtail.models import Collection, Locale, Page

from commune_site.alerts.board import board
from portal_network.delivery.page_cache import caches
from portal_network.provisioning import units
from portal_network.provisioning.services import create_network
from portal_network.tenancy.directory import Tenant, directory
from portal_network.tenancy.models import Commune, Province
from search.engine.breaker import breaker

LANG_SON = "20"
HUE = "46"
TAM_THANH = "05986"
QUOC_KHANH = "06004"

# A ward and a rural commune come first, so that the smallest network has both.
_FIRST = {LANG_SON: (TAM_THANH, QUOC_KHANH)}


@dataclass(frozen=True)
class Network:
    """A province with some of its communes, as the database has them."""

    province: Province
    communes: tuple[Commune, ...]

    @property
    def province_tenant(self) -> Tenant:
        """Return the province as requests see it."""
        return directory.province(self.province.code)

    @property
    def tenants(self) -> list[Tenant]:
        """Return the communes as requests see them, in the order of ``communes``."""
        return [directory.commune(commune.code) for commune in self.communes]


def build_network(province: str = LANG_SON, communes: int | Sequence[str] = 2) -> Network:
    """Create a province with its first ``communes`` communes, or with those of the given codes.

    Lạng Sơn's first two are phường Tam Thanh and xã Quốc Khánh. Called again it completes what is
    there, and a second province is added beside the first.
    """
    ensure_roots()
    codes = first_codes(province, communes) if isinstance(communes, int) else list(communes)
    create_network(province, commune_codes=codes)
    forget_what_processes_remember()
    return network_of(province, codes)


def network_of(province: str, codes: Sequence[str] = (TAM_THANH, QUOC_KHANH)) -> Network:
    """Return a province with these communes, all of which must have been made."""
    made = Commune.objects.in_bulk(codes)
    return Network(Province.objects.get(pk=province), tuple(made[code] for code in codes))


def first_codes(province: str, count: int) -> list[str]:
    """Return the codes of the first ``count`` communes of a province."""
    first = _FIRST.get(province, ())
    rest = [unit.code for unit in units.communes_of(province) if unit.code not in first]
    return [*first, *rest][:count]


def ensure_roots() -> None:
    """Make the rows of Wagtail's first migrations, which a test with transactions wipes out."""
    Locale.objects.get_or_create(language_code="vi")
    if not Page.objects.filter(depth=1).exists():
        Page.add_root(title="Root", slug="root")
    if not Collection.objects.filter(depth=1).exists():
        Collection.add_root(name="Root")


def forget_what_processes_remember() -> None:
    """Drop the directory of tenants and the cache, as the commit of a change does outside tests.

    Tests run in a transaction that never commits, so ``transaction.on_commit`` does not run there:
    call this after a change, or use ``django_capture_on_commit_callbacks(execute=True)`` to prove
    that the portal itself forgets.
    """
    directory.forget()
    board.forget()
    cache.clear()
    caches.forget_all()
    breaker.answered()
