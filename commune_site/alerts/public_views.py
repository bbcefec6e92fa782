"""The archive of alerts on a site, and each alert at its address for good."""

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from commune_site.alerts.cap import cap_document
from commune_site.alerts.models import ARCHIVE_PATH, Alert, AlertQuerySet
from commune_site.alerts.structured_data import special_announcement
from commune_site.navigation import TreeNode, site_tree
from commune_site.page_context import Breadcrumb
from commune_site.pagination import paginate
from portal_network.delivery.page_cache.marks import kept_list
from portal_network.tenancy.directory import Tenant

PAGE_SIZE = 20
FEED_LENGTH = 30
SECTION = "public-alerts"


@kept_list
def archive(request: HttpRequest) -> HttpResponse:
    """Show what is in force and, in pages, what the site has shown."""
    tenant = request.tenant
    now = timezone.now()
    rows = told(tenant)
    pager = paginate(request, rows.exclude(pk__in=rows.in_force(now).values("pk")), PAGE_SIZE)
    pager.items[:] = [alert.entry_on(tenant) for alert in pager.items]
    in_force = rows.in_force(now) if pager.number == 1 else rows.none()
    context = {
        "page_title": _("Alerts"),
        "in_force": [alert.entry_on(tenant) for alert in in_force],
        "pager": pager,
        "breadcrumbs": _trail(tenant),
        "canonical_url": f"{tenant.root_url}{ARCHIVE_PATH}",
        "feed_url": f"{ARCHIVE_PATH}feed.xml",
    }
    return render(request, "alerts/archive.html", context)


@kept_list
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one alert, in force or over.

    Raises:
        Http404: this authority has told the public nothing of the kind.
    """
    alert = _own_alert(request, slug)
    here = Breadcrumb(alert.title, alert.path)
    context = {
        "page_title": str(alert),
        "alert": alert,
        "concerned": _names(alert),
        "breadcrumbs": [*_trail(request.tenant), here],
        "canonical_url": alert.full_url,
        "description": alert.text or alert.area,
        "structured_data": [special_announcement(alert)],
    }
    return render(request, "alerts/alert.html", context)


@kept_list
def cap(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer the alert as other warning systems read it (CAP 1.2).

    Raises:
        Http404: as :func:`detail`.
    """
    document = cap_document(_own_alert(request, slug))
    return HttpResponse(document, content_type="application/cap+xml; charset=utf-8")


def told(tenant: Tenant) -> AlertQuerySet:
    """Return what the public of a site has been told, newest first."""
    return Alert.objects.concerning(tenant).public(timezone.now()).newest_first()


class AlertFeed(Feed):
    """The newest alerts of a site: what other systems watch."""

    feed_type = Atom1Feed
    language = "vi"

    def get_object(self, request: HttpRequest) -> Tenant:
        """Return the site."""
        return request.tenant

    def title(self, tenant: Tenant) -> str:
        """Return what it holds and whose it is."""
        return f"{_('Alerts')} - {tenant.authority_name}"

    def link(self, tenant: Tenant) -> str:
        """Return the archive."""
        return f"{tenant.root_url}{ARCHIVE_PATH}"

    def feed_url(self, tenant: Tenant) -> str:
        """Return the feed's own address."""
        return f"{self.link(tenant)}feed.xml"

    feed_guid = feed_url

    def items(self, tenant: Tenant):
        """Return the newest alerts."""
        return told(tenant)[:FEED_LENGTH]

    def item_title(self, item: Alert) -> str:
        """Return level and title."""
        return str(item)

    def item_description(self, item: Alert) -> str:
        """Return where, and what to do."""
        return "\n".join(part for part in (item.area, item.text) if part)

    def item_link(self, item: Alert) -> str:
        """Return the alert's one address."""
        return item.full_url

    item_guid = item_link

    def item_pubdate(self, item: Alert):
        """Return when it began."""
        return item.starts_at

    def item_updateddate(self, item: Alert):
        """Return when it last changed."""
        return item.withdrawn_at or item.changed_at or item.starts_at

    def item_author_name(self, item: Alert) -> str:
        """Return the authority that raised it."""
        return item.owner.authority_name


def _own_alert(request: HttpRequest, slug: str) -> Alert:
    own = Alert.objects.of_owner(request.tenant).public(timezone.now())
    if (alert := own.filter(slug=slug).first()) is None:
        raise Http404
    return alert


def _names(alert: Alert) -> list[str]:
    """Return the communes that a province chose; nothing where all are meant."""
    if alert.covers_all:
        return []
    return list(alert.communes.order_by("name").values_list("name", flat=True))


def _trail(tenant: Tenant) -> list[Breadcrumb]:
    """Return the way to the archive, through the section of alerts where the site has one."""
    tree = site_tree(tenant)
    node: TreeNode | None = next((n for n in tree.root.walk() if n.section == SECTION), None)
    above = tree.trail(node.url)[:-1] if node is not None else [tree.root]
    return [*(Breadcrumb(n.title, n.url) for n in above), Breadcrumb(_("Alerts"), ARCHIVE_PATH)]
