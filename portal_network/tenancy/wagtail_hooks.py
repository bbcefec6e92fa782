"""Registers the screens of the tenancy room and keeps Wagtail's to one's places."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views import home

from portal_network.tenancy.isolation.rich_text import register_page_links
from portal_network.tenancy.screens.admin_api import construct_admin_api
from portal_network.tenancy.screens.choosers import choosable_pages
from portal_network.tenancy.screens.home_panels import OwnLockedPagesPanel, OwnRecentEditsPanel
from portal_network.tenancy.screens.pages import PortalPageViewSet
from portal_network.tenancy.viewsets import AuthorityViewSetGroup

# Panels that ask across the whole installation; ours take the place of some.
REPLACED_PANELS = {
    home.RecentEditsPanel: OwnRecentEditsPanel,
    home.LockedPagesPanel: OwnLockedPagesPanel,
    home.WorkflowObjectsToModeratePanel: None,
    home.UserObjectsInWorkflowModerationPanel: None,
}
# Entries of the menu of reports that lead operators alone somewhere.
REPORTS_OF_OPERATORS = frozenset({"workflows", "workflow-tasks", "page-types-usage"})

# Hooks of this order run after Wagtail's own.
AFTER_WAGTAIL = 100

hooks.register("register_rich_text_features", register_page_links, order=AFTER_WAGTAIL)
hooks.register("construct_admin_api", construct_admin_api, order=AFTER_WAGTAIL)


@hooks.register("register_admin_viewset")
def register_authorities() -> AuthorityViewSetGroup:
    """Add the screens of provinces and communes."""
    return AuthorityViewSetGroup()


@hooks.register("register_admin_viewset")
def register_pages() -> PortalPageViewSet:
    """Replace Wagtail's screens of pages."""
    return PortalPageViewSet()


@hooks.register("insert_global_admin_css")
def administration_styles() -> str:
    """Add the emblem's style and what narrow screens need."""
    return format_html(
        '<link rel="stylesheet" href="{}">', static("tenancy/css/administration.css")
    )


@hooks.register("construct_page_chooser_queryset")
def restrict_page_chooser(pages: QuerySet, request: HttpRequest) -> QuerySet:
    """Offer in choosers what one may browse."""
    return choosable_pages(pages, request)


@hooks.register("construct_homepage_panels")
def replace_home_panels(request: HttpRequest, panels: list) -> None:
    """Exchange the panels that look beyond one's places."""
    for index, panel in reversed(list(enumerate(panels))):
        if type(panel) in REPLACED_PANELS:
            own = REPLACED_PANELS[type(panel)]
            panels[index : index + 1] = [own()] if own else []


@hooks.register("construct_reports_menu")
def hide_reports_of_operators(request: HttpRequest, items: list[MenuItem]) -> None:
    """Offer no report that would answer 404."""
    if not request.user.is_superuser:
        items[:] = [item for item in items if item.name not in REPORTS_OF_OPERATORS]
