"""Questions that are asked of the base table of all pages."""

from django.db.models import BooleanField, Func, Q
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
        return self.filter(~RestrictionAbove("path"))

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


class RestrictionAbove(Func):
    """The condition that a view restriction lies on a page of the query or above it.

    Written out, because it stands in every question for public pages, and putting it together from
    expressions took as long as the rest of such a question. Restrictions are few, and the joins are
    in the order in which they are to be read: without statistics SQLite would begin with all pages.
    """

    template = (
        f"EXISTS (SELECT 1 FROM {PageViewRestriction._meta.db_table}"
        f" CROSS JOIN {Page._meta.db_table} restricted"
        f" WHERE restricted.id = {PageViewRestriction._meta.db_table}.page_id"
        " AND substr(%(expressions)s, 1, length(restricted.path)) = restricted.path)"
    )
    arity = 1
    output_field = BooleanField()


class HasAttachments(Func):
    """The condition that files hang on the page of this key; most pages have none to read."""

    template = "EXISTS (SELECT 1 FROM commune_site_attachment WHERE page_id = %(expressions)s)"
    arity = 1
    output_field = BooleanField()


PortalPageManager = PageManager.from_queryset(PortalPageQuerySet)
