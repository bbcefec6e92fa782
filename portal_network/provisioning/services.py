"""Creates and upgrades networks; the commands, the admin wizard and the tests call these.

Every service is idempotent. Each authority is made in one transaction of its own, so that a
refusal half-way leaves nothing half made, and a run that was cut off goes on where it stopped.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Collection, Locale, Page

from commune_site.models import PortalPage
from commune_site.navigation import forget_site_tree
from portal_network.provisioning import units
from portal_network.provisioning.blueprint import DIRECTORY_KEY, site_blueprint
from portal_network.provisioning.bulk import index_objects, refresh_statistics
from portal_network.provisioning.errors import RefusedHost
from portal_network.provisioning.report import NetworkReport
from portal_network.provisioning.site_builder import SiteBuilder, missing_parts
from portal_network.provisioning.state import AuthorityState, NetworkState, read_state
from portal_network.provisioning.units import CommuneUnit, ProvinceUnit
from portal_network.tenancy.directory import directory
from portal_network.tenancy.hostnames import InvalidHost, commune_hosts, host_label
from portal_network.tenancy.models import Commune, NetworkSettings, Province

Progress = Callable[[Iterable[Any]], Iterable[Any]]
# About twenty sites.
MANY_PAGES = 1000


def create_network(
    province_code: str,
    *,
    commune_codes: Sequence[str] | None = None,
    dry_run: bool = False,
    progress: Progress = iter,
) -> NetworkReport:
    """Create a province and its communes, or make what they lack; return what was made.

    ``commune_codes`` limits the run to some communes of the province. ``progress`` wraps the
    sequence of communes, as ``tqdm`` does. A dry run only reports.

    Raises:
        UnknownProvince, UnknownCommune, CommuneOfAnotherProvince: before anything is made.
        HostTaken, RefusedHost: the communes made before stay, the refused one is not begun.
    """
    province_unit = units.province(province_code)
    if commune_codes is None:
        commune_units: Sequence[CommuneUnit] = units.communes_of(province_code)
    else:
        commune_units = [units.commune_in_province(code, province_code) for code in commune_codes]

    label = host_label(province_unit.name)
    hosts = commune_hosts(units.communes_of(province_code), label, settings.PORTAL_DOMAIN_SUFFIX)
    province_host = f"{label}.{settings.PORTAL_DOMAIN_SUFFIX}".strip(".")
    slugs = commune_slugs(units.communes_of(province_code))
    state = read_state(province_code, [unit.code for unit in commune_units])
    report = NetworkReport(province_code, dry_run=dry_run)

    province_changes = list(
        missing_parts(
            state.province,
            site_blueprint("province"),
            province_unit.code,
            province_unit.name,
            province_host,
        )
    )
    report.changes += province_changes
    added: list[PortalPage] = []
    try:
        if province_changes and not dry_run:
            added += _build_province(province_unit, state, province_host)
        for unit in progress(commune_units):
            code, host = unit.code, hosts[unit.code]
            commune_state = state.commune(code)
            changes = list(
                missing_parts(commune_state, site_blueprint("commune"), code, unit.name, host)
            )
            report.changes += changes
            if changes and not dry_run:
                added += _build_commune(unit, state, commune_state, host, slugs[code])
    finally:
        # All sites together: the cost of indexing lies in the calls, not in the pages. Also what
        # was made before a refusal must be found.
        index_objects(added)
        if len(added) >= MANY_PAGES:
            refresh_statistics()
        directory.forget()
    return report


def commune_slugs(commune_units: Iterable[CommuneUnit]) -> dict[str, str]:
    """Return a slug per commune, unique in the province: with kind or code where names repeat."""
    by_slug: dict[str, list[CommuneUnit]] = {}
    for unit in commune_units:
        by_slug.setdefault(unit.slug, []).append(unit)
    slugs = {}
    for slug, same in by_slug.items():
        kinds = [unit.kind for unit in same]
        for unit in same:
            if len(same) == 1:
                slugs[unit.code] = slug
            elif kinds.count(unit.kind) == 1:
                slugs[unit.code] = f"{unit.kind.replace('_', '-')}-{slug}"
            else:
                slugs[unit.code] = f"{slug}-{unit.code}"
    return slugs


@transaction.atomic
def _build_province(unit: ProvinceUnit, state: NetworkState, host: str) -> list[PortalPage]:
    NetworkSettings.load()
    province = state.province.authority or Province(
        code=unit.code, name=unit.name, kind=unit.kind, slug=unit.slug
    )
    state.province.authority = province
    return _build(
        province,
        state.province,
        parent_page=_tree_root(),
        parent_collection=Collection.get_first_root_node(),
        host=host,
    )


@transaction.atomic
def _build_commune(
    unit: CommuneUnit, network: NetworkState, state: AuthorityState, host: str, slug: str
) -> list[PortalPage]:
    province = network.province
    commune = state.authority or Commune(
        code=unit.code,
        province=province.authority,
        name=unit.name,
        kind=unit.kind,
        slug=slug,
        latitude=unit.latitude,
        longitude=unit.longitude,
        area_km2=unit.area_km2,
        address=f"{unit.name}, {_in_a_sentence(province.authority.name)}",
    )
    pages = _build(
        commune,
        state,
        parent_page=province.pages[DIRECTORY_KEY],
        parent_collection=province.authority.collection,
        host=host,
    )
    forget_site_tree(f"commune:{commune.code}")
    return pages


def _build(authority, state, *, parent_page, parent_collection, host) -> list[PortalPage]:
    level = "province" if isinstance(authority, Province) else "commune"
    try:
        pages = SiteBuilder(
            authority,
            state,
            site_blueprint(level),
            parent_page=parent_page,
            parent_collection=parent_collection,
            host=host,
            locale=Locale.get_default(),
        ).build()
    except (InvalidHost, ValidationError) as error:
        messages = getattr(error, "messages", None) or [str(error)]
        raise RefusedHost(" ".join(messages)) from error
    # One entry per authority: its pages were made in bulk.
    log(instance=authority, action="provisioning.authority_built", data={"pages": len(pages)})
    return pages


def _tree_root() -> Page:
    """Return the root of all trees; a new database gets one."""
    return Page.get_first_root_node() or Page.add_root(title="Root", slug="root")


def _in_a_sentence(name: str) -> str:
    return name[:1].lower() + name[1:]
