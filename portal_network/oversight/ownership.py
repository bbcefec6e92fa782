"""Whose the rows of this room are."""

from portal_network.oversight.models import CalendarDay, ConfirmedYear
from portal_network.tenancy.isolation.ownership import ByAuthority, register_ownership


def register_rules() -> None:
    """Register the rules: rows of the whole country belong to operators."""
    for model in (CalendarDay, ConfirmedYear):
        register_ownership(model, ByAuthority(commune=None))
