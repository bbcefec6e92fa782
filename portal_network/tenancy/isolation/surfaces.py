"""What every address of the administration and the APIs shows of whom: one verdict each.

Rooms declare the verdicts of their addresses in a module named ``surfaces``, which is found by
itself. An address without a verdict answers 404 to everybody but operators, and a system check
names it. ``docs/isolation.md`` is made from these verdicts.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from django.db.models import Model
from django.http import HttpRequest

from portal_network.tenancy.isolation.reach import Reach


class Verdict(Enum):
    """How an address is kept to one's own places."""

    NO_TENANT_DATA = "holds nothing of any place"
    OWN_ROWS = "every id must lie within reach"
    SCOPED_LIST = "lists only what lies within reach"
    OPERATORS_ONLY = "answers operators alone"


# Asks more of a request than its ids; False answers as if nothing were there.
Check = Callable[[HttpRequest, Mapping[str, object], Reach], bool]


@dataclass(frozen=True)
class Surface:
    """The verdict on one address.

    ``ids`` names the model of each converter that holds a key, ``words`` the converters that hold
    none (names of models, modes). ``query_ids`` and ``posted_ids`` do for the query string and
    for a form what ``ids`` does for the path: for keys that come from a chooser, which offers none
    but one's own. ``how`` tells a reader what keeps the answer to one's own places.
    """

    verdict: Verdict
    how: str
    ids: Mapping[str, type[Model]] = field(default_factory=dict)
    words: frozenset[str] = frozenset()
    query_ids: Mapping[str, type[Model]] = field(default_factory=dict)
    posted_ids: Mapping[str, type[Model]] = field(default_factory=dict)
    check: Check | None = None


class UndeclaredConverter(Exception):
    """An address has a converter of which its verdict says nothing."""


_surfaces: dict[str, Surface] = {}


def declare(names: str | tuple[str, ...], surface: Surface) -> None:
    """State the verdict on addresses by name: ``namespace:name``, or ``namespace:*`` for all."""
    for name in (names,) if isinstance(names, str) else names:
        _surfaces[name] = surface


def surface_of(view_name: str) -> Surface | None:
    """Return the verdict on an address, or None where nobody has given one."""
    if (exact := _surfaces.get(view_name)) is not None:
        return exact
    namespace, _, _name = view_name.rpartition(":")
    while namespace:
        if (whole := _surfaces.get(f"{namespace}:*")) is not None:
            return whole
        namespace, _, _name = namespace.rpartition(":")
    return None


def declared() -> Mapping[str, Surface]:
    """Return all verdicts by name."""
    return dict(_surfaces)


def no_tenant_data(how: str, *, words: tuple[str, ...] = ()) -> Surface:
    """Return the verdict on what is the same for everybody."""
    return Surface(Verdict.NO_TENANT_DATA, how, words=frozenset(words))


def own_rows(
    how: str,
    *,
    words: tuple[str, ...] = (),
    query_ids: Mapping[str, type[Model]] | None = None,
    posted_ids: Mapping[str, type[Model]] | None = None,
    check: Check | None = None,
    **ids: type[Model],
) -> Surface:
    """Return the verdict on what is about single rows."""
    return Surface(
        Verdict.OWN_ROWS, how, ids, frozenset(words), query_ids or {}, posted_ids or {}, check
    )


def scoped_list(
    how: str,
    *,
    words: tuple[str, ...] = (),
    query_ids: Mapping[str, type[Model]] | None = None,
    check: Check | None = None,
) -> Surface:
    """Return the verdict on lists."""
    return Surface(
        Verdict.SCOPED_LIST, how, words=frozenset(words), query_ids=query_ids or {}, check=check
    )


def operators_only(how: str) -> Surface:
    """Return the verdict on what cannot be kept to one place."""
    return Surface(Verdict.OPERATORS_ONLY, how)
