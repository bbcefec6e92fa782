"""Atom feeds: one per section, one per site (R27)."""

from datetime import datetime, time

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext_lazy as _

from commune_site.models import PortalPage, SectionPage
from commune_site.navigation import visible_node
from commune_site.section_context import listing_of
from commune_site.views import find_page

FEED_LENGTH = 30


class SectionFeed(Feed):
    """The newest items of the page at ``path``; of the whole site for its home page."""

    feed_type = Atom1Feed
    language = "vi"

    def get_object(self, request: HttpRequest, path: str = "") -> PortalPage:
        """Find the page and refuse what names people (R83), is not open to all or lists nothing."""
        page = find_page(request, path)
        if not request.tenant.owns(province_id=page.province_id, commune_id=page.commune_id):
            raise Http404
        is_home = page.pk == request.tenant.root_page_id
        is_section = isinstance(page, SectionPage) and page.section and not page.personal_data
        if page.is_restricted or not (is_home or is_section):
            raise Http404
        if is_section:
            visible_node(page, request)
            page.feed_items = listing_of(page.section).feed_items(page, request)
            query = request.GET.urlencode()
            page.feed_query = f"?{query}" if query else ""
        return page

    def title(self, page: PortalPage) -> str:
        """Return section and authority."""
        if page.section:
            return f"{page.title} - {page.tenant.authority_name}"
        return page.tenant.authority_name

    def link(self, page: PortalPage) -> str:
        """Return the page that the feed follows."""
        return page.full_url

    def feed_url(self, page: PortalPage) -> str:
        """Return the feed's own address."""
        return f"{page.full_url}feed.xml{getattr(page, 'feed_query', '')}"

    feed_guid = feed_url

    def subtitle(self, page: PortalPage) -> str:
        """Return what the section holds."""
        return page.summary or str(_("Newest items"))

    def items(self, page: PortalPage):
        """Return the newest items."""
        if page.section:
            return page.feed_items.findable()[:FEED_LENGTH]
        return PortalPage.objects.of_tenant(page.tenant).findable().public_items()[:FEED_LENGTH]

    def item_title(self, item: PortalPage) -> str:
        """Return number and title."""
        return f"{item.reference}: {item.title}" if item.reference else item.title

    def item_description(self, item: PortalPage) -> str:
        """Return the summary."""
        return item.summary

    def item_link(self, item: PortalPage) -> str:
        """Return the full address."""
        return item.full_url

    item_guid = item_link

    def item_pubdate(self, item: PortalPage) -> datetime:
        """Return the day of publication, at its beginning."""
        return timezone.make_aware(datetime.combine(item.disclosed_on, time.min))

    def item_updateddate(self, item: PortalPage) -> datetime:
        """Return when the item last changed in public."""
        return item.last_published_at or self.item_pubdate(item)

    def item_author_name(self, item: PortalPage) -> str:
        """Return who wrote the item."""
        return item.author or item.tenant.authority_name
