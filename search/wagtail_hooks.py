"""Registers the screens of the room."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.search import SearchArea

from search.screens.staff import URL_NAME, StaffSearchView
from search.screens.synonyms import SynonymViewSet


@hooks.register("register_admin_urls")
def register_urls() -> list:
    """Add the search of staff."""
    return [path("tim-tat-ca/", StaffSearchView.as_view(), name=URL_NAME)]


@hooks.register("register_admin_search_area")
def register_area() -> SearchArea:
    """Lead from the search of pages to that of everything."""
    return SearchArea(
        _("Search everything"), reverse(URL_NAME), name="everything", icon_name="search",
        order=90,
    )  # fmt: skip


@hooks.register("register_admin_viewset")
def register_synonyms() -> SynonymViewSet:
    """Add the screens of words that mean the same."""
    return SynonymViewSet()
