"""Registers the screens of this room."""

from django.urls import path
from wagtail import hooks

from commune_site.editing import views


@hooks.register("register_admin_urls")
def register_urls() -> list:
    """Add the screens."""
    return [
        path(
            "soan-thao/kiem-tra/<int:page_id>/",
            views.checklist_of_page,
            name="editing_checklist",
        ),
    ]
