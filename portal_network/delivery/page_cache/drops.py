"""What a change makes out of date: called on commit, never for what is rolled back."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Page, ReferenceIndex

from commune_site.models import PortalPage
from portal_network.delivery.page_cache import caches
from portal_network.delivery.page_cache.marks import (
    lists_tag,
    network_tag,
    page_tag,
    province_tag,
    provincial_tag,
    section_tag,
    site_tag,
)
from portal_network.tenancy.directory import Tenant

# More pages than this refer to nothing but files and pictures of the design.
MOST_REFERENCES = 500


def drop(tags: Iterable[str]) -> None:
    """Let pages with one of these tags be made anew once the transaction is committed."""
    wanted = frozenset(tags)
    if wanted:
        transaction.on_commit(lambda: caches.store().drop(wanted))


def drop_site(tenant: Tenant | None) -> None:
    """Let all pages of a site be made anew; of a province, those of its communes as well.

    For records that stand on many pages, menus, and the tree. What a province keeps (its catalogue
    of procedures, its calendar) stands on the sites of its communes.
    """
    if tenant is None:
        return
    if tenant.is_province:
        drop([province_tag(tenant.code)])
    else:
        drop([site_tag(tenant.key), network_tag(tenant.province_code)])


def drop_own_site(page: PortalPage) -> None:
    """Let all pages of a page's own site be made anew: its tree or its menu has changed."""
    if (tenant := page.tenant) is not None:
        drop([site_tag(tenant.key), *_gathered(tenant)])


def drop_item(page: PortalPage) -> None:
    """Let a page be made anew, and what lists or counts it. No query."""
    if (tenant := page.tenant) is None:
        return
    tags = [page_tag(page.pk), lists_tag(tenant.key), *_gathered(tenant)]
    if page.section:
        tags.append(section_tag(tenant.key, page.section))
    drop(tags)


def drop_references(page: Page) -> None:
    """Let pages be made anew that lead to a page: in a text, or as a related document.

    One query.
    """
    pages = ContentType.objects.get_for_model(Page)
    found = ReferenceIndex.get_references_to(page).filter(base_content_type=pages)
    keys = found.order_by().values_list("object_id", flat=True).distinct()[:MOST_REFERENCES]
    drop(page_tag(int(key)) for key in keys)


def is_alone(page: PortalPage) -> bool:
    """Tell whether a section holds no other public item, so that menus come or go with it.

    One query.
    """
    items = PortalPage.everywhere.filter(
        province_id=page.province_id, commune_id=page.commune_id, section=page.section
    ).public_items()
    others = items.order_by().exclude(pk=page.pk)
    return bool(page.section) and not others.exists()


def _gathered(tenant: Tenant) -> list[str]:
    """Return the tags of what shows a site's items elsewhere."""
    tags = [network_tag(tenant.province_code)]
    if tenant.is_province:
        tags.append(provincial_tag(tenant.province_code))
    return tags
