"""What the list of people shows: accounts with the roles within a mandate, in few queries."""

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Value
from django.db.models.functions import Concat

from portal_network.accounts.models import User
from portal_network.accounts.second_factor import FACTORS
from portal_network.people.mandates import Mandate


def people_within(mandate: Mandate) -> QuerySet[User]:
    """Return the people of a mandate.

    Each has ``roles_here`` (never a role elsewhere) and ``second_factor``.
    """
    roles = mandate.memberships().select_related("commune", "province")
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=FACTORS)
    return (
        mandate.people()
        .annotate(
            second_factor=Exists(factors),
            whole_name=Concat("last_name", Value(" "), "first_name"),
        )
        .prefetch_related(
            Prefetch(
                "memberships",
                queryset=roles.order_by("province_id", "commune_id", "role"),
                to_attr="roles_here",
            )
        )
    )
