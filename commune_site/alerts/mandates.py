"""For which places a person may raise and withdraw alerts: nobody approves them first."""

from dataclasses import dataclass

from django.db.models import Q

from commune_site.alerts.models import Alert
from portal_network.tenancy.directory import Tenant, directory
from portal_network.tenancy.models import Role
from portal_network.tenancy.policies.memberships import memberships_of

COMMUNE_ROLES = frozenset({Role.EDITOR, Role.APPROVER, Role.SITE_ADMINISTRATOR})
PROVINCE_ROLES = frozenset({Role.PROVINCE_ADMINISTRATOR, Role.PROVINCE_MODERATOR})


@dataclass(frozen=True)
class AlertMandate:
    """The provinces and communes for which somebody may raise alerts; operators: all provinces."""

    provinces: frozenset[str] = frozenset()
    communes: frozenset[str] = frozenset()
    is_everything: bool = False

    def __bool__(self) -> bool:
        return bool(self.is_everything or self.provinces or self.communes)

    def places(self) -> list[Tenant]:
        """Return the authorities in whose name this person speaks, provinces first; no query."""
        snapshot = directory.snapshot()
        if self.is_everything:
            return [tenant for tenant in snapshot.by_key.values() if tenant.is_province]
        keys = [f"province:{code}" for code in sorted(self.provinces)]
        keys += [f"commune:{code}" for code in sorted(self.communes)]
        return [snapshot.by_key[key] for key in keys if key in snapshot.by_key]

    def may_change(self, alert: Alert) -> bool:
        """Tell whether the person may correct or withdraw it; a province may for its communes."""
        return (
            self.is_everything
            or alert.province_id in self.provinces
            or (alert.commune_id is not None and alert.commune_id in self.communes)
        )

    def condition(self) -> Q:
        """Return the condition on the alerts that :meth:`may_change` accepts."""
        if self.is_everything:
            return Q()
        return Q(province__in=self.provinces) | Q(commune__in=self.communes)


def alert_mandate_of(user) -> AlertMandate:
    """Return for which places this person may raise alerts; no query beyond memberships."""
    if not user.is_authenticated or not user.is_active:
        return AlertMandate()
    if user.is_superuser:
        return AlertMandate(is_everything=True)
    rows = memberships_of(user)
    return AlertMandate(
        provinces=frozenset(row.province_id for row in rows if row.role in PROVINCE_ROLES),
        communes=frozenset(row.commune_id for row in rows if row.role in COMMUNE_ROLES),
    )
