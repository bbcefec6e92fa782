"""What the accounts room asks about roles and places (``settings.ACCOUNT_POLICY``)."""

from django.http import HttpRequest

from portal_network.accounts.policy import AccountPolicy
from portal_network.tenancy.directory import directory
from portal_network.tenancy.policies import memberships


class MembershipAccountPolicy(AccountPolicy):
    """Duties follow from memberships; passkeys belong to the province."""

    def requires_second_factor(self, user) -> bool:
        """Tell whether a role of the person requires a second factor."""
        return memberships.requires_second_factor(user)

    def is_administrator(self, user) -> bool:
        """Tell whether the person administers something."""
        return memberships.is_administrator(user)

    def passkey_domain(self, request: HttpRequest) -> str:
        """Return the province's host for the hosts below it, so that one passkey serves all of its
        communes; a host that lies elsewhere stands for itself.
        """
        host = request.tenant.host
        province = directory.province(request.tenant.province_code)
        is_below = province is not None and host.endswith(f".{province.host}")
        return province.host if is_below else host

    def name_of_site(self, request: HttpRequest) -> str:
        """Return the name of the authority whose site it is."""
        return request.tenant.authority_name or request.tenant.name
