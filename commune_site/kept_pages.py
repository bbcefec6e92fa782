"""What a page shows besides itself, so that a kept copy goes when any of it changes."""

from typing import TYPE_CHECKING

from commune_site.navigation import site_tree
from commune_site.presentations import presentation_of
from portal_network.delivery.page_cache.marks import (
    lists_tag,
    network_tag,
    page_tag,
    provincial_tag,
    section_tag,
)

if TYPE_CHECKING:
    from commune_site.models import PortalPage


def tags_shown_by(page: "PortalPage") -> list[str]:
    """Return the tags of a page: its own, its section's, those of the sections below it. No query.

    A front page gathers from all sections, that of a commune also from the news of its province;
    front page, maps and lists of units of a province gather from its communes.
    """
    tenant = page.tenant
    tags = [page_tag(page.pk)]
    if page.section:
        tags.append(section_tag(tenant.key, page.section))
    node = None if page.is_item else site_tree(tenant).node(page.pk)
    if node is not None:
        sections = {below.section for below in node.walk()} - {"", page.section}
        tags += [section_tag(tenant.key, section) for section in sorted(sections)]
    code = tenant.province_code
    if page.owns_place:
        tags += [lists_tag(tenant.key), provincial_tag(code)]
    if tenant.is_province and (page.owns_place or presentation_of(page.section)):
        tags.append(network_tag(code))
    return tags
