"""Screens of Wagtail that are replaced by ours at the same address: included before Wagtail's."""

from django.urls import path
from django.views.generic import RedirectView

urlpatterns = [
    # Whoever takes a page down says why.
    path(
        "pages/<int:page_id>/unpublish/",
        RedirectView.as_view(pattern_name="moderation_withdraw"),
        name="moderation_unpublish",
    ),
]
