"""Where a package of documents is sent, looked at, and made into drafts."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from commune_site.editing.below import BelowPageMixin
from commune_site.figures.exports import CSV_TYPE
from commune_site.models import PortalPage
from documents.bulk import services
from documents.bulk.columns import COLUMNS
from documents.bulk.reports import report_of
from documents.intake.screens.views import parent_for_drop
from documents.models import DocumentImport, ImportedRow

MOST_MEGABYTES = 500
ROWS_SHOWN, IMPORTS_SHOWN = 50, 20
# How often a screen looks again while a process is at work (seconds).
LOOK_AGAIN = "5"
Outcome = ImportedRow.Outcome


class ImportForm(forms.Form):
    """The package, and the table unless the package holds it."""

    package = forms.FileField(
        label=gettext_lazy("Package of documents (ZIP)"),
        widget=forms.FileInput(attrs={"accept": ".zip"}),
        help_text=gettext_lazy(
            "PDF and Word files, also in folders, up to 500 MB. Larger packages are imported on "
            "the server."
        ),
    )
    table = forms.FileField(
        label=gettext_lazy("Table of the documents (XLSX or CSV)"), required=False,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text=gettext_lazy(
            "Not needed if the package holds it. Without any table the portal reads the files and "
            "fills in what it is sure of."
        ),
    )  # fmt: skip

    def clean_package(self):
        """Refuse what is too large for a browser."""
        package = self.cleaned_data["package"]
        if package.size > MOST_MEGABYTES * 1024**2:
            raise forms.ValidationError(
                _("The package is larger than %(size)d MB.") % {"size": MOST_MEGABYTES}
            )
        return package


def imports_at(parent: PortalPage):
    """Return the imports of the site of a page, the newest first."""
    return DocumentImport.objects.filter(
        parent__province_id=parent.province_id, parent__commune_id=parent.commune_id
    )


class SendView(BelowPageMixin, FormView):
    """Takes a package and has it checked; nothing is made of it yet."""

    template_name = "documents/bulk/send.html"
    form_class = ImportForm
    page_title = gettext_lazy("Import many documents")
    header_icon = "upload"

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Answer those who may add pages here."""
        self.parent = parent_for_drop(request, kwargs["page_id"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs) -> dict:
        """Add the columns of the table and the imports before."""
        return super().get_context_data(**kwargs) | {
            "columns": COLUMNS,
            "imports": list(imports_at(self.parent)[:IMPORTS_SHOWN]),
        }

    def form_valid(self, form: ImportForm) -> HttpResponse:
        """Keep the package and go to where its check can be followed."""
        values = form.cleaned_data
        package = values["package"]
        batch = services.send(
            self.parent, self.request.user, name=package.name, package=package,
            table=values["table"],
        )  # fmt: skip
        services.go_on_later(batch)
        return redirect("bulk_import", batch.pk)


class BatchMixin:
    """Finds the import of an address."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Answer those who may add pages where it was sent.

        Raises:
            Http404: there is none within reach.
            PermissionDenied: the person's role adds nothing there.
        """
        rows = DocumentImport.objects.select_related("parent", "owner")
        self.batch = rows.filter(pk=kwargs["import_id"]).first()
        if self.batch is None:
            raise Http404
        parent = self.batch.parent.specific
        if not parent.permissions_for_user(request.user).can_add_subpage():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class ImportView(BatchMixin, WagtailAdminTemplateMixin, TemplateView):
    """How far an import is, what speaks against its rows, and what can be done now."""

    template_name = "documents/bulk/import.html"
    header_icon = "upload"

    def get_page_title(self) -> str:
        """Return the name of the package."""
        return self.batch.name

    def get_breadcrumbs_items(self) -> list[dict]:
        """Return the way here."""
        send = reverse("bulk_import_send", args=[self.batch.parent_id])
        return [
            *WagtailAdminTemplateMixin.breadcrumbs_items,
            {"url": send, "label": SendView.page_title},
            {"url": "", "label": self.batch.name},
        ]

    def get_context_data(self, **kwargs) -> dict:
        """Add the figures and the first rows: those with remarks come first."""
        rows = ImportedRow.objects.filter(batch=self.batch).select_related("page")
        figures = services.counts(self.batch)
        remarked = rows.filter(outcome__in=[Outcome.REFUSED, Outcome.DUPLICATE])
        shown = list(remarked[:ROWS_SHOWN])
        if len(shown) < ROWS_SHOWN:
            others = rows.exclude(pk__in=[row.pk for row in shown])
            shown += list(others[: ROWS_SHOWN - len(shown)])
        handled = figures["all"] - figures["ready"]
        return super().get_context_data(**kwargs) | {
            "page_title": self.get_page_title(),
            "batch": self.batch,
            "figures": figures,
            "outcomes": [(label, figures[value]) for value, label in Outcome.choices],
            "rows": shown,
            "handled": handled,
            "may_run": self.batch.may_go_on and figures["ready"] > 0,
            "may_give_up": self.batch.may_go_on,
            "is_forsaken": services.forsaken().filter(pk=self.batch.pk).exists(),
        }

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Show the screen; while a process is at work it looks again by itself."""
        response = super().get(request, *args, **kwargs)
        if self.batch.is_at_work:
            response["Refresh"] = LOOK_AGAIN
        return response

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Make the drafts, stop, or go on with what a dead process left."""
        action = request.POST.get("action")
        if action == "stop":
            if services.stop(self.batch):
                messages.success(request, _("Stopped. What has been made stays."))
        elif action == "give-up":
            if services.give_up(self.batch):
                messages.success(request, _("The package was deleted. What has been made stays."))
        elif action == "resume" or (action == "run" and services.run(self.batch)):
            services.go_on_later(self.batch)
        return redirect("bulk_import", self.batch.pk)


class ReportView(BatchMixin, View):
    """What became of each row, to take away."""

    def get(self, request: HttpRequest, *args, **kwargs) -> StreamingHttpResponse:
        """Return the report, written while it is sent."""
        response = StreamingHttpResponse(report_of(self.batch), content_type=CSV_TYPE)
        name = f"bao-cao-nhap-van-ban-{self.batch.pk}.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
