"""Managers that ask nothing before it is clear on whose behalf they ask (django-scopes).

``objects`` of a model that belongs to a commune or province answers within the reach of the
request: a site's own province for visitors, the places of one's memberships in the
administration. Without a request it raises ``ScopeError``; work across the whole network, such as
a command, says so with ``scopes_disabled()``, and a single query with ``Model.everywhere``.
"""

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from django.db import models
from django_scopes import get_scope, scope
from django_scopes.exceptions import ScopeError
from django_scopes.manager import DisabledQuerySet

if TYPE_CHECKING:
    from portal_network.tenancy.isolation.reach import Reach

DIMENSION = "reach"


def within_reach(reach: "Reach") -> AbstractContextManager:
    """Let scoped managers answer within this reach for as long as the context lasts."""
    return scope(**{DIMENSION: reach})


def active_reach() -> "Reach":
    """Return the reach of the request; everything where scopes are switched off.

    Raises:
        django_scopes.exceptions.ScopeError: nobody has said on whose behalf.
    """
    from portal_network.tenancy.isolation.reach import EVERYTHING

    active = get_scope()
    if not active.get("_enabled", True):
        return EVERYTHING
    if DIMENSION not in active:
        raise ScopeError(f"A scope on dimension {DIMENSION} needs to be active.")
    return active[DIMENSION]


def scoped_manager(base: type[models.Manager] = models.Manager) -> models.Manager:
    """Return a manager for a model's ``objects`` that keeps to the reach of the request.

    Raises (when asked for rows):
        django_scopes.exceptions.ScopeError: nobody has said on whose behalf.
    """

    class ScopedManager(base):
        is_scoped = True

        def get_queryset(self) -> models.QuerySet:
            # Deferred, because ownership asks memberships, and those are scoped themselves.
            from portal_network.tenancy.isolation.ownership import readable

            active = get_scope()
            if not active.get("_enabled", True):
                return super().get_queryset()
            if DIMENSION not in active:
                refusing = _refusing(self._queryset_class)
                return refusing(self.model, using=self._db, missing_scopes={DIMENSION})
            return readable(active[DIMENSION], super().get_queryset())

        def all(self) -> models.QuerySet:
            """Refuse at once, too, instead of when the rows are read."""
            rows = super().all()
            return rows.all() if isinstance(rows, DisabledQuerySet) else rows

    return ScopedManager()


def unscoped_manager(base: type[models.Manager] = models.Manager) -> models.Manager:
    """Return a manager for a model's ``everywhere``, which asks across the whole network."""
    return base()


class RefusingQuerySet(DisabledQuerySet):
    """Also refuses the questions that django-scopes leaves open."""

    alias = contains = defer = difference = distinct = exclude = exists = DisabledQuerySet.error
    explain = extra = in_bulk = intersection = prefetch_related = DisabledQuerySet.error
    select_related = DisabledQuerySet.error


def _refusing(queryset_class: type[models.QuerySet]) -> type[models.QuerySet]:
    return type(f"Refusing{queryset_class.__name__}", (RefusingQuerySet, queryset_class), {})
