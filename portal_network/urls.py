"""Addresses of the network; everything that is not named here is a page."""

from django.conf import settings
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from commune_site.feeds import SectionFeed
from commune_site.sitemaps import xml_sitemap
from commune_site.views import robots, serve_page, site_map
from portal_network.delivery.files import ask_for_password
from portal_network.delivery.media import media
from portal_network.delivery.page_cache.marks import kept_list
from portal_network.delivery.remote import serve_document
from portal_network.delivery.security_txt import security_txt
from search.suggestions import suggestions_view
from search.views import search

handler404 = "portal_network.delivery.errors.page_not_found"
handler500 = "portal_network.delivery.errors.server_error"

urlpatterns = [
    # Before Wagtail's, so that its own sign-in and password screens are never reached.
    path("quan-tri/", include("portal_network.accounts.urls")),
    path("quan-tri/", include("portal_network.people.urls")),
    path("quan-tri/", include("portal_network.moderation.urls")),
    path("quan-tri/", include("portal_network.notices.urls")),
    path("quan-tri/", include("portal_network.tenancy.urls")),
    path("quan-tri/", include(wagtailadmin_urls)),
    # Before Wagtail's, which asks nobody whose the collection is.
    path(
        "tep/authenticate_with_password/<int:restriction_id>/",
        ask_for_password,
        name="wagtaildocs_authenticate_with_password",
    ),
    # Before Wagtail's, which reads whole files of a store before it sends the first byte.
    re_path(r"^tep/(\d+)/(.*)$", serve_document, name="wagtaildocs_serve"),
    path("tep/", include(wagtaildocs_urls)),
    # Where a page under a view restriction sends its reader; Wagtail reverses this name.
    path(
        "dang-nhap/",
        RedirectView.as_view(pattern_name="account_login", query_string=True),
        name="wagtailcore_login",
    ),
    path("canh-bao/", include("commune_site.alerts.urls")),
    path("", include("commune_site.engagement.urls")),
    path("", include("commune_site.consultations.urls")),
    path("", include("documents.urls")),
    path("", include("commune_site.open_data.urls")),
    path("tim-kiem/", search, name="search"),
    path("tim-kiem/goi-y/", suggestions_view, name="search-suggestions"),
    path("so-do-trang/", site_map, name="site-map"),
    path("sitemap.xml", xml_sitemap, name="sitemap"),
    path("sitemap-<slug:section>.xml", xml_sitemap, name="sitemap-section"),
    path("robots.txt", robots, name="robots"),
    path(".well-known/security.txt", security_txt, name="security-txt"),
]

if settings.SERVE_MEDIA:
    urlpatterns.append(re_path(r"^media/(?P<path>.*)$", media, name="media"))

urlpatterns += [
    re_path(r"^(?P<path>(?:[\w\-]+/)*)feed\.xml$", kept_list(SectionFeed()), name="feed"),
    # Wagtail reverses this name to make the addresses of pages.
    re_path(r"^(?P<path>.*)$", serve_page, name="wagtail_serve"),
]
