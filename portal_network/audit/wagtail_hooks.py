"""Registers the screens of the audit room, and its logs with Wagtail."""

from django.db.models import Model
from django.http import HttpRequest
from django.urls import path, reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from portal_network.audit import views
from portal_network.audit.models import AuditedModelLogEntry, AuditedPageLogEntry
from portal_network.audit.queries import readable_by
from portal_network.tenancy.screens.menu_items import MenuItemFor

# After Wagtail's own registration, which this replaces.
AFTER_WAGTAIL = 100


@hooks.register("register_log_actions", order=AFTER_WAGTAIL)
def register_logs(actions) -> None:
    """Let Wagtail write through the logs that also write the audit log."""
    actions.register_model(Model, AuditedModelLogEntry)
    actions.register_model(Page, AuditedPageLogEntry)
    # The same tables: reports would read every entry twice.
    actions.log_entry_models -= {ModelLogEntry, PageLogEntry}


@hooks.register("register_admin_urls")
def register_urls() -> list:
    """Add the screens."""
    root = "nhat-ky/"
    return [
        path(root, views.AuditLogView.as_view(), name="audit_log"),
        path(f"{root}tai-ve/", views.AuditDownloadView.as_view(), name="audit_download"),
        path(f"{root}trang/<int:page_id>/", views.PageLogView.as_view(), name="audit_page"),
    ]


@hooks.register("register_reports_menu_item")
def register_menu() -> MenuItem:
    """Add the log to the menu of reports."""
    return MenuItemFor(
        _("Audit log"), reverse_lazy("audit_log"), name="audit-log", icon_name="history", order=800,
        concerns=lambda request: bool(readable_by(request.user)),
    )  # fmt: skip


@hooks.register("construct_reports_menu")
def hide_site_history(request: HttpRequest, items: list[MenuItem]) -> None:
    """Offer one history, not two: the log has all that Wagtail's has."""
    items[:] = [item for item in items if item.name != "site-history"]


@hooks.register("register_page_header_buttons")
def register_page_button(page: Page, user, next_url: str | None = None, **kwargs):
    """Add the way from a page to what happened to it."""
    if page.pk:
        yield Button(
            _("Audit log"),
            url=reverse("audit_page", args=[page.pk]),
            icon_name="history",
            priority=85,
        )
