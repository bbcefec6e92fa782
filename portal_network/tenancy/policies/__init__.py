"""Who may do what: Wagtail's permission policies, read from membership rows.

A person's rights follow from a handful of memberships, so the cost of a question does not grow
with the number of communes. No group is needed, for one commune or for all.
"""

from portal_network.tenancy.policies.authorities import AuthorityPermissionPolicy
from portal_network.tenancy.policies.collections import MembershipCollectionPermissionPolicy
from portal_network.tenancy.policies.memberships import memberships_of, works_for
from portal_network.tenancy.policies.pages import MembershipPagePermissionPolicy
from portal_network.tenancy.policies.registration import register_policies

__all__ = [
    "AuthorityPermissionPolicy",
    "MembershipCollectionPermissionPolicy",
    "MembershipPagePermissionPolicy",
    "memberships_of",
    "register_policies",
    "works_for",
]
