"""Registers what the documents room adds to Wagtail; the work is done elsewhere."""

from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from documents.bulk import screens
from documents.files.publicity import refuse_unpublished
from documents.intake.screens import entry, views

# After the question whose the file is, before Wagtail's own.
AFTER_OWNER = -50

hooks.register("before_serve_document", refuse_unpublished, order=AFTER_OWNER)
hooks.register("register_page_header_buttons", entry.drop_button)


@hooks.register("register_admin_urls")
def register_urls() -> list:
    """Add the screens."""
    root = "van-ban-tu-tep/"
    batch = f"{root}hang-loat/lan/<int:import_id>/"
    return [
        path(root, views.StartView.as_view(), name="intake_start"),
        path(f"{root}<int:page_id>/", views.DropView.as_view(), name="intake_drop"),
        path(
            f"{root}hang-loat/<int:page_id>/", screens.SendView.as_view(), name="bulk_import_send"
        ),
        path(batch, screens.ImportView.as_view(), name="bulk_import"),
        path(
            f"{batch}bao-cao.csv", screens.ReportView.as_view(), name="bulk_import_report"
        ),
        path(f"{root}tep/<int:item_id>/", views.ConfirmView.as_view(), name="intake_confirm"),
        path(
            f"{root}tep/<int:item_id>/trang/<int:number>/", views.page_picture,
            name="intake_picture",
        ),
    ]  # fmt: skip


@hooks.register("insert_global_admin_css")
def add_styles() -> SafeString:
    """Add the styles of the screens."""
    return format_html('<link rel="stylesheet" href="{}">', static("documents/css/intake.css"))
