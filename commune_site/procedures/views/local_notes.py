"""The notes of a commune: one list, one form per procedure, one for all of them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from django.views.generic.edit import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from commune_site.procedures import queries
from commune_site.procedures.catalogue import section_url
from commune_site.procedures.forms import LocalNoteForm
from commune_site.procedures.models import LocalNote, Procedure
from commune_site.procedures.policies import may_write_notes, noted_communes
from portal_network.tenancy.directory import directory
from portal_network.tenancy.models import Commune
from search.text import clean_query, searchable_words

PAGE_SIZE = 50
COMMUNE = "xa"
# Stands in addresses for the code of a procedure.
GENERAL = "chung"
UNPROCESSABLE = 422


class NotesMixin(WagtailAdminTemplateMixin):
    """A screen for those who work for a commune, or administer its province."""

    page_title = gettext_lazy("Local notes on procedures")
    header_icon = "comment"

    def get_breadcrumbs_items(self) -> list[dict]:
        """Return the way here."""
        items = [{"url": reverse("procedures_notes"), "label": _("Local notes on procedures")}]
        return [*WagtailAdminTemplateMixin.breadcrumbs_items, *items]


class NotesView(NotesMixin, TemplateView):
    """The procedures of a commune with what it has written about each; three queries."""

    template_name = "procedures/admin/notes.html"

    @cached_property
    def communes(self) -> list[Commune]:
        """Return the communes among which the person chooses."""
        return noted_communes(self.request.user)

    @cached_property
    def commune(self) -> Commune:
        """Return the commune of the address, or the first one.

        Raises:
            Http404: it is not one of the person's, or there is none.
        """
        code = self.request.GET.get(COMMUNE) or next((row.pk for row in self.communes), None)
        found = next((row for row in self.communes if row.pk == code), None)
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **kwargs) -> dict:
        """Add the rows, each with its note, and the general note."""
        tenant = directory.commune(self.commune.pk)
        words = clean_query(self.request.GET.get("q", ""))
        rows = Procedure.everywhere.shown_on(tenant)
        filters = queries.Filters(words=words if searchable_words(words) else "")
        page = Paginator(queries.chosen(rows, filters), PAGE_SIZE).get_page(
            self.request.GET.get("p")
        )
        notes = {
            note.procedure_id: note for note in LocalNote.everywhere.filter(commune=self.commune)
        }
        return super().get_context_data(**kwargs) | {
            "commune": self.commune,
            "communes": self.communes if len(self.communes) > 1 else [],
            "may_write": may_write_notes(self.request.user, self.commune),
            "general": notes.get(None),
            "general_code": GENERAL,
            "rows": [(row, notes.get(row.pk)) for row in page],
            "page": page,
            "words": words,
        }


class NoteView(NotesMixin, FormView):
    """The form of one note; an empty one is deleted."""

    template_name = "procedures/admin/note.html"
    form_class = LocalNoteForm

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Answer those who may write the commune's notes.

        Raises:
            Http404: for everybody else, and for a procedure that the commune does not show.
        """
        self.commune = Commune.objects.filter(pk=kwargs["commune_code"]).first()
        if self.commune is None or not may_write_notes(request.user, self.commune):
            raise Http404
        self.procedure = None
        if kwargs["procedure_code"] != GENERAL:
            shown = Procedure.everywhere.shown_on(directory.commune(self.commune.pk))
            self.procedure = shown.filter(code=kwargs["procedure_code"]).first()
            if self.procedure is None:
                raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def note(self) -> LocalNote:
        """Return the commune's note, or a new one."""
        keys = {"commune": self.commune, "procedure": self.procedure}
        return LocalNote.objects.filter(**keys).first() or LocalNote(**keys)

    def get_form_kwargs(self) -> dict:
        """Let the form write the note in the name of this person."""
        return super().get_form_kwargs() | {"instance": self.note, "for_user": self.request.user}

    def get_context_data(self, **kwargs) -> dict:
        """Tell what the note is about, and where the public reads it."""
        tenant = directory.commune(self.commune.pk)
        root = section_url(tenant)
        return super().get_context_data(**kwargs) | {
            "commune": self.commune,
            "procedure": self.procedure,
            "public_url": f"{tenant.root_url}{root}{self.procedure.code}/"
            if self.procedure and root
            else "",
            "back_url": self._list_url(),
        }

    def form_valid(self, form: LocalNoteForm) -> HttpResponse:
        """Store the note with its entry in the log; an empty one leaves no row behind."""
        note = form.save(commit=False)
        note.updated_by = self.request.user
        is_new = note.pk is None
        with transaction.atomic():
            if not note.is_empty:
                note.save()
                log(instance=note, action="wagtail.create" if is_new else "wagtail.edit")
            elif not is_new:
                log(instance=note, action="wagtail.delete", deleted=True)
                note.delete()
        messages.success(self.request, _("The note is saved; the public sees it at once."))
        return redirect(self._list_url())

    def form_invalid(self, form: LocalNoteForm) -> HttpResponse:
        """Show the form again with what was typed."""
        return self.render_to_response(self.get_context_data(form=form), status=UNPROCESSABLE)

    def _list_url(self) -> str:
        return f"{reverse('procedures_notes')}?{urlencode({COMMUNE: self.commune.pk})}"
