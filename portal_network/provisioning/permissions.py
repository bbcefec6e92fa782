"""Who may create, rename and suspend communes."""

from django.db.models import QuerySet

from portal_network.tenancy.models import Province, Role
from portal_network.tenancy.policies import memberships_of


def provinces_to_provision(user) -> QuerySet[Province]:
    """Return the provinces whose communes this person may create and change."""
    if user.is_superuser:
        return Province.objects.all()
    codes = {
        membership.province_id
        for membership in memberships_of(user)
        if membership.role == Role.PROVINCE_ADMINISTRATOR
    }
    return Province.objects.filter(pk__in=codes)


def may_provision(user) -> bool:
    """Tell whether the wizard is for this person."""
    return user.is_superuser or any(
        membership.role == Role.PROVINCE_ADMINISTRATOR for membership in memberships_of(user)
    )
