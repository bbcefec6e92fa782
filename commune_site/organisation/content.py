"""Which sections of a site have something to show, asked with three queries for all of them."""

from django.core.cache import cache
from django.db.models import Count, Q
from django.utils import timezone

from commune_site.organisation.models import AdministrativeMap, Appointment, Unit, UnitKind
from portal_network.tenancy.directory import Tenant

# As long as the tree of the site is kept at most (seconds).
MAX_AGE = 60


def sections_with_content(tenant: Tenant) -> frozenset[str]:
    """Return the names of the presentations that have something to show on this site."""
    key = _key(tenant.key)
    found = cache.get(key)
    if found is None:
        found = frozenset(_ask(tenant))
        cache.set(key, found, MAX_AGE)
    return found


def forget_content(tenant_key: str) -> None:
    """Drop what is known of the tenant with this key."""
    cache.delete(_key(tenant_key))


def _key(tenant_key: str) -> str:
    return f"organisation-content:{tenant_key}"


def _ask(tenant: Tenant) -> list[str]:
    today = timezone.localdate()
    units = Unit.objects.of_tenant(tenant).public()
    of_units = units.order_by().aggregate(
        **{
            "organisation": Count("pk", filter=~Q(kind=UnitKind.VILLAGE)),
            "functions": Count("pk", filter=~Q(functions="")),
            "admin-map": Count("pk", filter=Q(kind=UnitKind.VILLAGE)),
        }
    )
    posts = Appointment.objects.filter(
        Q(since__isnull=True) | Q(since__lte=today),
        Q(until__isnull=True) | Q(until__gte=today),
        person__live=True,
        unit__live=True,
        person__province_id=tenant.province_code,
        person__commune_id=tenant.code if tenant.is_commune else None,
    )
    of_posts = posts.order_by().aggregate(
        directory=Count("pk"), leaders=Count("pk", filter=Q(is_leader=True))
    )
    found = [name for name, number in (of_units | of_posts).items() if number]
    if "admin-map" not in found and AdministrativeMap.objects.of_tenant(tenant).public().exists():
        found.append("admin-map")
    return found
