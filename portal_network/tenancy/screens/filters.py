"""Choices of people and places in the filters of lists: those within reach, and few of them."""

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from portal_network.tenancy.isolation.ownership import within
from portal_network.tenancy.isolation.reach import NOTHING, Reach
from portal_network.tenancy.models import Commune, Membership


def reach_of_request(request: HttpRequest) -> Reach:
    """Return the reach that the gate found; nothing outside the administration."""
    return getattr(request, "reach", NOTHING)


def near_colleagues(request: HttpRequest) -> QuerySet:
    """Return oneself and the people with whom one shares an office.

    A province has too many people to choose from: its staff see those of the province itself, an
    operator sees nobody else.
    """
    reach = reach_of_request(request)
    offices = Q(commune__in=reach.communes) | Q(province__in=reach.provinces)
    shared = Membership.everywhere.filter(offices).values("user_id")
    wanted = Q(pk__in=shared) | Q(pk=request.user.pk)
    return get_user_model().objects.filter(wanted).order_by("last_name", "first_name")


def own_communes(request: HttpRequest) -> QuerySet:
    """Return the communes among which one may choose: those of one's provinces, or one's own.

    An operator chooses none: the whole country does not fit into a filter.
    """
    reach = reach_of_request(request)
    if reach.is_everything:
        return Commune.objects.none()
    return within(reach, Commune.objects.exclude(root_page=None)).select_related("root_page")
