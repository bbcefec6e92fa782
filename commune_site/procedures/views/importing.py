"""From a file to the catalogue: check, look, take over or throw away."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from django.views.generic.edit import FormView

from commune_site.procedures.forms import WHOLE, ImportForm
from commune_site.procedures.importing.checking import check_file
from commune_site.procedures.importing.errors import UnreadableFile
from commune_site.procedures.importing.services import (
    RefusedImport,
    apply_import,
    discard_import,
    keep_checked,
    plan_of,
)
from commune_site.procedures.models import CatalogueImport
from commune_site.procedures.views.base import KeeperMixin

SHOWN_FAULTS = 200
SHOWN_CHANGES = 500
UNPROCESSABLE = 422


class ImportView(KeeperMixin, FormView):
    """Takes a file and checks it; with one fault nothing is kept."""

    template_name = "procedures/admin/import.html"
    form_class = ImportForm

    def form_valid(self, form: ImportForm) -> HttpResponse:
        """Lead to what the file would change, or show everything that is wrong with it."""
        upload = form.cleaned_data["file"]
        try:
            checked = check_file(upload.read())
        except UnreadableFile as refusal:
            form.add_error("file", str(refusal))
            return self.form_invalid(form)
        if checked.faults:
            form.add_error("file", _("Nothing was taken over. Correct the file and send it again."))
            return self.form_invalid(
                form, faults=checked.faults[:SHOWN_FAULTS], fault_count=len(checked.faults)
            )
        kept = keep_checked(
            self.province.pk,
            checked,
            file_name=upload.name,
            is_whole=form.cleaned_data["scope"] == WHOLE,
            user=self.request.user,
        )
        return redirect("procedures_import_review", import_id=kept.pk)

    def form_invalid(self, form: ImportForm, **more) -> HttpResponse:
        """Show the form again with what is wrong."""
        context = self.get_context_data(form=form, **more)
        return self.render_to_response(context, status=UNPROCESSABLE)


class ReviewImportView(KeeperMixin, TemplateView):
    """What a checked file would change; the last look before it counts."""

    template_name = "procedures/admin/review.html"

    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        """Find the file.

        Raises:
            Http404: it belongs to a province whose catalogue somebody else keeps.
        """
        super().setup(request, *args, **kwargs)
        self.kept = CatalogueImport.objects.filter(
            pk=kwargs["import_id"], province__in=self.provinces
        ).first()
        if self.kept is None:
            raise Http404

    def get_context_data(self, **kwargs) -> dict:
        """Add the changes while there is something to decide, else the numbers that came of it."""
        context = super().get_context_data(**kwargs) | {
            "kept": self.kept,
            "warnings": self.kept.warnings[:SHOWN_FAULTS],
            "warning_count": len(self.kept.warnings),
            "most": SHOWN_CHANGES,
        }
        if self.kept.state == CatalogueImport.State.CHECKED:
            context["plan"] = plan_of(self.kept)
        return context

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Take the file over, or throw it away."""
        try:
            if "discard" in request.POST:
                discard_import(self.kept, user=request.user)
                messages.success(request, _("The file was thrown away; nothing has changed."))
                return redirect("procedures_catalogue")
            done = apply_import(
                self.kept, fingerprint=request.POST.get("fingerprint", "-"), user=request.user
            )
        except RefusedImport as refusal:
            messages.error(request, str(refusal))
            return redirect(reverse("procedures_import_review", args=[self.kept.pk]))
        messages.success(
            request,
            _(
                "The catalogue has been changed: %(added)s added, %(changed)s changed, "
                "%(withdrawn)s withdrawn."
            )
            % {"added": done.added, "changed": done.changed, "withdrawn": done.withdrawn},
        )
        return redirect("procedures_catalogue")
