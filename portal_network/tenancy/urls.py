"""Screens of Wagtail that are replaced by ours at the same address: included before Wagtail's."""

from django.urls import path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access

from portal_network.tenancy.screens.choosers import (
    OwnBrowseView,
    OwnExternalLinkView,
    OwnSearchView,
)
from portal_network.tenancy.screens.reports import OwnLockedPagesView, OwnSiteHistoryView


def screen(view):
    """Return a view behind the sign-in of the administration, never kept by a cache."""
    return never_cache(require_admin_access(view))


urlpatterns = [
    path("choose-page/", screen(OwnBrowseView.as_view()), name="tenancy_choose_page"),
    path(
        "choose-page/<int:parent_page_id>/",
        screen(OwnBrowseView.as_view()),
        name="tenancy_choose_page_child",
    ),
    path("choose-page/search/", screen(OwnSearchView.as_view()), name="tenancy_choose_page_search"),
    path(
        "choose-external-link/",
        screen(OwnExternalLinkView.as_view()),
        name="tenancy_external_link",
    ),
    path("reports/locked/", screen(OwnLockedPagesView.as_view()), name="tenancy_locked_pages"),
    path(
        "reports/locked/results/",
        screen(OwnLockedPagesView.as_view(results_only=True)),
        name="tenancy_locked_pages_results",
    ),
    path(
        "reports/site-history/", screen(OwnSiteHistoryView.as_view()), name="tenancy_site_history"
    ),
    path(
        "reports/site-history/results/",
        screen(OwnSiteHistoryView.as_view(results_only=True)),
        name="tenancy_site_history_results",
    ),
]
