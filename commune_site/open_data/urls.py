"""Addresses of the room, included before those of pages."""

from django.urls import path

from commune_site.open_data import api, views
from commune_site.open_data.oai import repository

urlpatterns = [
    path("du-lieu-mo/", views.about, name="open-data"),
    path("du-lieu-mo/danh-muc.jsonld", views.json_ld, name="open-data-json-ld"),
    path("du-lieu-mo/danh-muc.rdf", views.rdf, name="open-data-rdf"),
    path("dublin-core/<int:key>.xml", views.dublin_core, name="dublin-core"),
    path("oai/", repository, name="oai"),
    path("opensearch.xml", views.opensearch, name="opensearch"),
    path("api/v1/", api.root, name="open-data-root"),
    path("api/v1/openapi.json", api.openapi, name="open-data-openapi"),
    path("api/v1/<slug:resource>/", api.listing, name="open-data-list"),
    path("api/v1/<slug:resource>/<str:key>/", api.detail, name="open-data-detail"),
]
