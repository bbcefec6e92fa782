"""Public addresses of the room, included before those of pages."""

from django.urls import path

from commune_site.engagement.views import reading
from commune_site.engagement.views.asking import AskView
from commune_site.engagement.views.rating import RateView, results
from commune_site.engagement.views.reporting import ReportView
from commune_site.engagement.views.tracking import TrackView

urlpatterns = [
    path("hoi-dap/", reading.answers, name="engagement-answers"),
    path("hoi-dap/gui-cau-hoi/", AskView.as_view(), name="engagement-ask"),
    path("tra-cuu-ho-so/", TrackView.as_view(), name="engagement-track"),
    path("bao-thong-tin-sai/<int:page_id>/", ReportView.as_view(), name="engagement-report"),
    path(
        "bao-thong-tin-sai/<int:page_id>/<str:record>/",
        ReportView.as_view(),
        name="engagement-report-record",
    ),
    path("danh-gia/", RateView.as_view(), name="engagement-rate"),
    path("danh-gia/ket-qua/", results, name="engagement-results"),
    path("bao-ve-du-lieu/<slug:kind>/", reading.privacy, name="engagement-privacy"),
]
