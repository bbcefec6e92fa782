"""The screen on which a Word file becomes a draft."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView
from wagtail.admin import messages

from commune_site.editing.access import own_page_or_404
from commune_site.editing.below import BelowPageMixin
from commune_site.editing.word.forms import WordForm
from commune_site.editing.word.package import UnreadableWordFile
from commune_site.editing.word.services import Imported, import_word, word_type_of


class WordView(BelowPageMixin, FormView):
    """Takes the file; the draft opens in the editor."""

    template_name = "editing/word.html"
    form_class = WordForm
    page_title = gettext_lazy("Import from Word")
    header_icon = "upload"

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Answer those who may add a page here.

        Raises:
            Http404: the page is not within reach, or takes no texts from Word.
            PermissionDenied: the person's role adds nothing here.
        """
        self.parent = own_page_or_404(request, kwargs["page_id"])
        if word_type_of(self.parent) is None:
            raise Http404
        if not self.parent.permissions_for_user(request.user).can_add_subpage():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: WordForm) -> HttpResponse:
        """Make the draft, or say beside the field why not."""
        data = form.cleaned_data
        try:
            made = import_word(self.request.user, self.parent, data["file"], data["title"])
        except UnreadableWordFile as refused:
            form.add_error("file", refused)
            return self.form_invalid(form)
        self._tell(made)
        return redirect("wagtailadmin_pages:edit", made.page.pk)

    def _tell(self, made: Imported) -> None:
        messages.success(
            self.request,
            _("The draft “%(title)s” is made from the Word file. Look it through, then submit it.")
            % {"title": made.page.title},
        )
        if made.undescribed:
            said = ngettext(
                "%(count)d picture has no description yet: write what it shows.",
                "%(count)d pictures have no description yet: write what they show.",
                made.undescribed,
            )
            messages.warning(self.request, said % {"count": made.undescribed})
        if made.lost:
            said = ngettext(
                "%(count)d picture is of a kind that browsers do not show and was left out. Save "
                "it as PNG and insert it into the text.",
                "%(count)d pictures are of a kind that browsers do not show and were left out. "
                "Save them as PNG and insert them into the text.",
                made.lost,
            )
            messages.warning(self.request, said % {"count": made.lost})
