"""Whom a text concerns: those who decide on it, and those who wrote it; never who acted."""

from collections import defaultdict
from collections.abc import Iterable

from portal_network.moderation.approvers import COMMUNE_APPROVERS, PROVINCE_APPROVERS
from portal_network.moderation.models import QueueItem, Stage
from portal_network.tenancy.models import Membership, Role

# Whose daily work the queue is; administrators are told where there is nobody else.
FIRST_ASKED = frozenset({Role.APPROVER, Role.PROVINCE_MODERATOR})


def writers_of(item: QueueItem) -> set[int]:
    """Return who submitted, changed last or began a text."""
    return {item.submitted_by_id, item.last_editor_id, item.begun_by_id} - {None}


def deciders_of(items: Iterable[QueueItem]) -> dict[int, set[int]]:
    """Return for each item, by its key, who is told that it waits; two queries for all of them.

    As :mod:`portal_network.moderation.approvers` has it: the commune's own, and the province's
    where the commune has nobody who may decide on this text.
    """
    items = list(items)
    at_communes = _holders("commune", COMMUNE_APPROVERS, {item.commune_id for item in items})
    at_provinces = _holders("province", PROVINCE_APPROVERS, {item.province_id for item in items})
    found = {}
    for item in items:
        told: set[int] = set()
        if item.stage == Stage.COMMUNE:
            told = _told(at_communes[item.commune_id], item)
        found[item.pk] = told or _told(at_provinces[item.province_id], item)
    return found


def _told(holders: dict[str, set[int]], item: QueueItem) -> set[int]:
    able = {role: people - writers_of(item) for role, people in holders.items()}
    first = set().union(*(able.get(role, set()) for role in FIRST_ASKED))
    return first or set().union(*able.values())


def _holders(key: str, roles: frozenset, places: set) -> defaultdict[str, dict[str, set[int]]]:
    rows = Membership.everywhere.filter(
        role__in=roles, user__is_active=True, **{f"{key}__in": places - {None}}
    )
    found: defaultdict = defaultdict(lambda: defaultdict(set))
    for place, role, user_id in rows.values_list(f"{key}_id", "role", "user_id"):
        found[place][role].add(user_id)
    return found
