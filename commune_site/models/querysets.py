"""Questions that are asked of the base table of all pages."""

from functools import cache

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, Subquery
from django.utils import timezone
from wagtail.models import Page, PageManager, PageViewRestriction
from wagtail.query import PageQuerySet

from commune_site.sections import get_registry
from portal_network.tenancy.directory import Tenant, directory

# Half of the columns of a page serve its editors alone.
CARD_COLUMNS = (
    "path", "depth", "title", "url_path", "content_type", "locale", "live", "province", "commune",
    "section", "summary", "disclosed_on", "is_sample", "reference", "kind_label", "lead_image",
    "lead_image_alt", "written_in",
)  # fmt: skip


class PortalPageQuerySet(PageQuerySet):
    """Questions that listings, feeds and searches ask of the base table."""

    def of_tenant(self, tenant: Tenant) -> "PortalPageQuerySet":
        """Return the pages of this very site (a province's own, without its communes')."""
        if tenant.is_commune:
            return self.filter(commune_id=tenant.code)
        return self.filter(province_id=tenant.code, commune__isnull=True)

    def of_province(self, province_code: str) -> "PortalPageQuerySet":
        """Return the pages of a province and of all its communes."""
        return self.filter(province_id=province_code)

    def of_open_sites(self, province_code: str) -> "PortalPageQuerySet":
        """Return the pages of a province and of those communes whose sites are not suspended."""
        pages = self.of_province(province_code)
        communes = directory.communes_of(province_code)
        closed = [commune.code for commune in communes if not commune.is_active]
        return pages.exclude(commune_id__in=closed) if closed else pages

    def open_to_all(self) -> "PortalPageQuerySet":
        """Leave out what lies below a view restriction; no query of its own."""
        return self.filter(~restriction_above())

    def unexpired(self) -> "PortalPageQuerySet":
        """Leave out what was to be shown until a day before today."""
        return self.filter(Q(expires_on__isnull=True) | Q(expires_on__gte=timezone.localdate()))

    def findable(self) -> "PortalPageQuerySet":
        """Leave out what names people (R83): it stays out of search, feeds and site maps."""
        hidden = get_registry().personal_data_slugs
        return self.exclude(section__in=hidden).exclude(names_people=True)

    def for_cards(self) -> "PortalPageQuerySet":
        """Read only what a list shows of a page (:func:`commune_site.cards.make_cards`)."""
        return self.only(*CARD_COLUMNS)

    def public_items(self) -> "PortalPageQuerySet":
        """Return what everybody finds in sections: live, open, not expired, newest first."""
        items = self.filter(live=True, is_item=True).unexpired().open_to_all()
        return items.order_by("-disclosed_on", "-pk")


@cache
def restriction_above() -> Exists:
    """Return the condition that a view restriction lies on a page of the query or above it.

    Made once: a query takes a copy of each condition.
    """
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    # No join: without statistics SQLite would begin it with all pages, for every page of the query.
    restricted = Subquery(Page.objects.filter(pk=OuterRef("page_id")).values("path")[:1])
    restrictions = PageViewRestriction.objects.annotate(shown_path=path, path_above=restricted)
    return Exists(restrictions.filter(shown_path__startswith=F("path_above")))


PortalPageManager = PageManager.from_queryset(PortalPageQuerySet)
