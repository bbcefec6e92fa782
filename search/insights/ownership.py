"""Whose the rows of this room are: counts are of the site that was asked, words of the province."""

from django.db.models import Q

from portal_network.tenancy.isolation.ownership import Where, register_ownership
from portal_network.tenancy.isolation.reach import Reach
from search.insights.models import QueryCount, Vocabulary


def of_own_sites(reach: Reach) -> Q:
    """Accept the counts of one's own communes, and of all sites of one's own provinces."""
    return Q(commune__in=reach.communes) | Q(province__in=reach.provinces)


def register_rules() -> None:
    """Register the rules."""
    register_ownership(QueryCount, Where(of_own_sites))
    register_ownership(Vocabulary, Where(lambda reach: Q(province__in=reach.provinces)))
