"""Registers the screens of the catalogue and of local notes."""

from django.templatetags.static import static
from django.urls import path, reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter

from commune_site.procedures.policies import keeps_any, reads_notes
from commune_site.procedures.views import catalogue, importing, local_notes
from portal_network.tenancy.screens.menu_items import MenuItemFor


@hooks.register("register_admin_urls")
def register_urls() -> list:
    """Add the screens of this room."""
    root, notes = "thu-tuc/", "chi-dan-thu-tuc/"
    return [
        path(root, catalogue.CatalogueView.as_view(), name="procedures_catalogue"),
        path(f"{root}nhap/", importing.ImportView.as_view(), name="procedures_import"),
        path(
            f"{root}nhap/<int:import_id>/",
            importing.ReviewImportView.as_view(),
            name="procedures_import_review",
        ),
        path(f"{root}tai-ve/", catalogue.DownloadView.as_view(), name="procedures_download"),
        path(f"{root}mau-tep/", catalogue.SampleFileView.as_view(), name="procedures_sample_file"),
        path(
            f"{root}<int:procedure_id>/",
            catalogue.ProcedureView.as_view(),
            name="procedures_procedure",
        ),
        path(notes, local_notes.NotesView.as_view(), name="procedures_notes"),
        path(
            f"{notes}<str:commune_code>/<str:procedure_code>/",
            local_notes.NoteView.as_view(),
            name="procedures_note",
        ),
    ]


@hooks.register("register_admin_menu_item")
def register_catalogue_menu() -> MenuItem:
    """Add the entry of the catalogue."""
    return MenuItemFor(
        _("Administrative procedures"), reverse_lazy("procedures_catalogue"),
        name="procedures", icon_name="list-ul", order=240,
        concerns=lambda request: keeps_any(request.user),
    )  # fmt: skip


@hooks.register("register_admin_menu_item")
def register_notes_menu() -> MenuItem:
    """Add the entry of local notes."""
    return MenuItemFor(
        _("Notes on procedures"), reverse_lazy("procedures_notes"),
        name="procedure-notes", icon_name="comment", order=241,
        concerns=lambda request: reads_notes(request.user),
    )  # fmt: skip


@hooks.register("insert_global_admin_css")
def add_styles() -> SafeString:
    """Add the styles of this room's screens."""
    return format_html('<link rel="stylesheet" href="{}">', static("procedures/css/procedures.css"))


@hooks.register("register_log_actions")
def register_log_actions(actions) -> None:
    """Name what happens to the catalogue."""

    @actions.register_action("procedures.import")
    class ImportFormatter(LogFormatter):
        label = _("Import procedures")

        def format_message(self, log_entry) -> str:
            """Return the numbers of what the file changed."""
            return _(
                "Catalogue of procedures imported: %(added)s added, %(changed)s changed, "
                "%(withdrawn)s withdrawn"
            ) % {name: log_entry.data.get(name, 0) for name in ("added", "changed", "withdrawn")}
