"""Screens of Wagtail that are replaced by ours at the same address: included before Wagtail's."""

from django.urls import path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access

from portal_network.tenancy.screens.choosers import (
    OwnBrowseView,
    OwnExternalLinkView,
    OwnSearchView,
)
from portal_network.tenancy.screens.home import OwnHomeView
from portal_network.tenancy.screens.media import (
    OwnDocumentIndexView,
    OwnImageIndexView,
    ProtectedDocumentDeleteView,
    image_chooser,
)
from portal_network.tenancy.screens.redirects import (
    OwnRedirectCreateView,
    OwnRedirectDeleteView,
    OwnRedirectEditView,
    OwnRedirectIndexView,
)
from portal_network.tenancy.screens.reports import OwnLockedPagesView
from portal_network.tenancy.screens.tags import suggest_tags


def screen(view):
    """Return a view behind the sign-in of the administration, never kept by a cache."""
    return never_cache(require_admin_access(view))


urlpatterns = [
    path("", screen(OwnHomeView.as_view()), name="tenancy_home"),
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
    path("tag-autocomplete/", screen(suggest_tags), name="tenancy_suggest_tags"),
    path("images/", screen(OwnImageIndexView.as_view()), name="tenancy_images"),
    path(
        "images/results/",
        screen(OwnImageIndexView.as_view(results_only=True)),
        name="tenancy_images_results",
    ),
    path("images/chooser/", screen(image_chooser.choose_view), name="tenancy_choose_image"),
    path("documents/", screen(OwnDocumentIndexView.as_view()), name="tenancy_documents"),
    path(
        "documents/results/",
        screen(OwnDocumentIndexView.as_view(results_only=True)),
        name="tenancy_documents_results",
    ),
    path("redirects/", screen(OwnRedirectIndexView.as_view()), name="tenancy_redirects"),
    path(
        "redirects/results/",
        screen(OwnRedirectIndexView.as_view(results_only=True)),
        name="tenancy_redirects_results",
    ),
    path("redirects/add/", screen(OwnRedirectCreateView.as_view()), name="tenancy_add_redirect"),
    path(
        "redirects/<int:redirect_id>/",
        screen(OwnRedirectEditView.as_view()),
        name="tenancy_edit_redirect",
    ),
    path(
        "redirects/<int:redirect_id>/delete/",
        screen(OwnRedirectDeleteView.as_view()),
        name="tenancy_delete_redirect",
    ),
    path(
        "documents/multiple/<int:doc_id>/delete/",
        screen(ProtectedDocumentDeleteView.as_view()),
        name="tenancy_delete_document",
    ),
]
