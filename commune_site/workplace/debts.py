"""What a site owes its public: mandated sections that are empty, or older than their rhythm."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from commune_site.navigation import TreeNode, site_tree
from commune_site.sections import Section, UnknownSection, get_registry
from portal_network.tenancy.directory import Tenant
from portal_network.tenancy.models import Role
from portal_network.tenancy.policies.memberships import WRITERS

# How long the news of a period counts as fresh: the period, and time to write it down.
FRESH_FOR = {
    "week": timedelta(days=10),
    "month": timedelta(days=45),
    "quarter": timedelta(days=120),
    "half-year": timedelta(days=230),
    "year": timedelta(days=450),
}
# Who fills the sections of an owner that the registry names; the province fills its own.
ROLES_OF_OWNER = {
    "editor": WRITERS,
    "responder": frozenset({Role.RESPONDER}) | WRITERS,
    "site_administrator": frozenset({Role.SITE_ADMINISTRATOR, Role.PROVINCE_ADMINISTRATOR}),
    "province": frozenset({Role.PROVINCE_ADMINISTRATOR, Role.PROVINCE_MODERATOR}),
}


@dataclass(frozen=True, slots=True)
class Debt:
    """A section that owes content; ``updated_at`` is None where nothing is in it.

    ``url`` leads to where something is posted in it.
    """

    section: Section
    page_id: int
    updated_at: datetime | None
    url: str


def debts_of(tenant: Tenant, roles: frozenset[str]) -> list[Debt]:
    """Return what a site owes that people with these roles can give; empty sections first.

    Asks the tree of the site alone. A section is old when nothing in it changed for its shortest
    period and the time to write it down (R53 to R62); sections without a period never are.
    """
    return sorted(_debts(tenant, roles), key=lambda debt: debt.updated_at is not None)


def _debts(tenant: Tenant, roles: frozenset[str]) -> Iterator[Debt]:
    now = timezone.now()
    level = "commune" if tenant.is_commune else "province"
    for node in site_tree(tenant).root.walk():
        section = _section_of(node)
        if section is None or level not in section.levels:
            continue
        if not roles & ROLES_OF_OWNER[section.owner]:
            continue
        if node.is_empty or _is_old(section, node.updated_at, now):
            updated_at = None if node.is_empty else node.updated_at
            yield Debt(section, node.page_id, updated_at, _where_to_post(section, node.page_id))


def _section_of(node: TreeNode) -> Section | None:
    try:
        return get_registry().get(node.section) if node.section else None
    except UnknownSection:
        return None


def _is_old(section: Section, updated_at: datetime | None, now: datetime) -> bool:
    periods = section.deadline.periods
    if not periods or updated_at is None:
        return False
    return now - updated_at > min(FRESH_FOR[period] for period in periods)


def _where_to_post(section: Section, page_id: int) -> str:
    # What stands from data is filled on screens of its own; its page says which.
    name = "wagtailadmin_explore" if section.standing else "wagtailadmin_pages:add_subpage"
    return reverse(name, args=[page_id])
