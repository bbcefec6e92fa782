"""Public addresses of the room, included before those of pages."""

from django.urls import path

from commune_site.consultations.views import CommentView

urlpatterns = [
    path("gop-y-du-thao/<int:page_id>/", CommentView.as_view(), name="consultation-comment"),
]
