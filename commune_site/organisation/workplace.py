"""For which place somebody works in the administration: that of the site at which they do."""

from django.http import HttpRequest

from commune_site.organisation.ownership import RecordPolicy
from portal_network.tenancy.directory import Tenant, directory
from portal_network.tenancy.policies.memberships import memberships_of


def workplace(request: HttpRequest, policy: RecordPolicy, action: str) -> Tenant | None:
    """Return the site at hand where the person may do this there, else the first own place.

    Who looks after several places changes from one to the next by its address, so that lists never
    mix the people of sixty communes.
    """
    here = getattr(request, "tenant", None)
    if here is not None and _may(policy, request.user, action, here):
        return here
    own = (
        directory.owner(province_id=row.province_id, commune_id=row.commune_id)
        for row in memberships_of(request.user)
    )
    return next((tenant for tenant in own if tenant and _may(policy, request.user, action, tenant)),
                None)  # fmt: skip


def place_keys(tenant: Tenant) -> dict[str, str | None]:
    """Return the keys of a row that belongs to this place."""
    return {
        "province_id": tenant.province_code,
        "commune_id": tenant.code if tenant.is_commune else None,
    }


def _may(policy: RecordPolicy, user, action: str, tenant: Tenant) -> bool:
    return policy.may_at(user, {action}, **place_keys(tenant))
