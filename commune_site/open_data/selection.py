"""What is open: the one question that every output of this room asks."""

from django.db.models import Exists, Q, QuerySet

from commune_site.models.base import PortalPage
from commune_site.models.querysets import PortalPageQuerySet
from portal_network.tenancy.directory import Tenant, directory


def open_pages(tenant: Tenant, model: type[PortalPage] = PortalPage) -> PortalPageQuerySet:
    """Return what a site hands out: its own items, a province's portal those of all its sites.

    Never what names people (R83), has expired, lies below a restriction, is not published, was
    withdrawn, or belongs to a site that is closed.
    """
    if tenant.is_province:
        rows = model.objects.of_open_sites(tenant.code)
    else:
        rows = model.objects.of_tenant(tenant)
    return rows.public_items().findable()


def of_open_places(rows: QuerySet, tenant: Tenant, section: str, prefix: str = "") -> QuerySet:
    """Return those records of a site, or of a province's open sites, whose section all may read.

    ``rows`` have keys to province and commune, below ``prefix``; ``section`` shows them in public.
    """
    province, commune = f"{prefix}province", f"{prefix}commune"
    rows = rows.filter(**{province: tenant.province_code})
    if tenant.is_commune:
        rows = rows.filter(**{commune: tenant.code})
    else:
        closed = [site.code for site in directory.communes_of(tenant.code) if not site.is_active]
        if closed:
            rows = rows.exclude(**{f"{commune}__in": closed})
    pages = PortalPage.objects.live().open_to_all()
    # The section stands in an index, the key tells its page from those below it.
    pages = pages.filter(
        province=tenant.province_code, section=section, registry_key=f"section:{section}"
    )
    shown = Q(**{f"{commune}__in": pages.filter(commune__isnull=False).values("commune")})
    if tenant.is_province:
        own = Q(Exists(pages.filter(commune__isnull=True)), **{f"{commune}__isnull": True})
        shown |= own
    return rows.filter(shown)


def section_is_open(tenant: Tenant, section: str) -> bool:
    """Tell whether everybody may read a section of a site; one query."""
    pages = PortalPage.objects.of_tenant(tenant).live().open_to_all()
    return pages.filter(section=section, registry_key=f"section:{section}").exists()
