"""Public addresses of alerts, the same on every site, so that they never move."""

from django.urls import path

from commune_site.alerts import public_views
from portal_network.delivery.page_cache.marks import kept_list

urlpatterns = [
    path("", public_views.archive, name="alerts_archive"),
    path("feed.xml", kept_list(public_views.AlertFeed()), name="alerts_feed"),
    path("<slug:slug>/", public_views.detail, name="alerts_detail"),
    path("<slug:slug>/cap.xml", public_views.cap, name="alerts_cap"),
]
