"""Where files are dropped, and where an officer confirms what was read from each."""

from io import BytesIO

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from commune_site.editing.access import own_page_or_404
from commune_site.editing.below import BelowPageMixin
from commune_site.models import PortalPage
from documents.intake.items import Received, discard, make_page, read_item, receive
from documents.intake.lookalikes import Lookalike, lookalikes
from documents.intake.pdf import UnreadablePdf, open_pdf
from documents.intake.screens.entry import places_of
from documents.intake.screens.forms import ConfirmForm, DropForm
from documents.intake.sections import posts_documents, sections_for
from documents.intake.uploads import local_copy
from documents.models import IntakeItem, Reading

MOST_LISTED = 60
# Points per inch of a page's picture beside the form, and how long a browser keeps it.
PICTURE_DPI, KEPT_SECONDS = 96, 600


def parent_for_drop(request: HttpRequest, key: int) -> PortalPage:
    """Return a page within reach at which files may be dropped.

    Raises:
        Http404: it is not within reach, or no place for documents.
        PermissionDenied: the person's role adds nothing here.
    """
    parent = own_page_or_404(request, key)
    if not (parent.owns_place or posts_documents(parent)):
        raise Http404
    if not parent.permissions_for_user(request.user).can_add_subpage():
        raise PermissionDenied
    return parent


def item_for(request: HttpRequest, key: int) -> IntakeItem:
    """Return a waiting file that this person may confirm.

    Raises:
        Http404: there is none within reach.
        PermissionDenied: the person's role adds nothing there.
    """
    rows = IntakeItem.objects.select_related("document", "parent")
    item = get_object_or_404(rows, pk=key)
    if not item.parent.specific.permissions_for_user(request.user).can_add_subpage():
        raise PermissionDenied
    return item


def waiting_at(parent: PortalPage):
    """Return the files of a site that wait to be confirmed, oldest first."""
    return IntakeItem.objects.filter(
        document__collection_id=parent.tenant.collection_id
    ).select_related("document", "owner")


class StartView(WagtailAdminTemplateMixin, TemplateView):
    """Leads to one's own site, or asks which one."""

    template_name = "documents/intake/start.html"
    page_title = gettext_lazy("Post documents from files")
    header_icon = "upload"

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Go on where there is one site."""
        self.places = places_of(request.user)
        if len(self.places) == 1:
            return redirect("intake_drop", self.places[0].root_page_id)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs) -> dict:
        """Name the sites."""
        return super().get_context_data(**kwargs) | {"places": self.places}


class DropView(BelowPageMixin, FormView):
    """Takes files, says which were refused, and goes on to the first."""

    template_name = "documents/intake/drop.html"
    form_class = DropForm
    page_title = gettext_lazy("Post documents from files")
    header_icon = "upload"

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Answer those who may add pages here."""
        self.parent = parent_for_drop(request, kwargs["page_id"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs) -> dict:
        """Add what still waits to be confirmed."""
        waiting = list(waiting_at(self.parent)[: MOST_LISTED + 1])
        return super().get_context_data(**kwargs) | {
            "waiting": waiting[:MOST_LISTED],
            "has_more": len(waiting) > MOST_LISTED,
        }

    def form_valid(self, form: DropForm) -> HttpResponse:
        """Keep and read the files."""
        received = receive(self.request.user, self.parent, form.cleaned_data["files"])
        self._tell(received)
        if not received.items:
            return redirect("intake_drop", self.parent.pk)
        return redirect("intake_confirm", received.items[0].pk)

    def _tell(self, received: Received) -> None:
        for name, reasons in received.refused:
            said = _("“%(name)s” was not taken: %(reasons)s")
            messages.error(self.request, said % {"name": name, "reasons": " ".join(reasons)})
        if len(received.items) > 1 or received.refused:
            count = len(received.items)
            said = ngettext(
                "%(count)d file was taken and waits for your confirmation.",
                "%(count)d files were taken and wait for your confirmation, one after another.",
                count,
            )
            messages.success(self.request, said % {"count": count})


class ConfirmView(WagtailAdminTemplateMixin, FormView):
    """Shows what was read with the passages, and makes the draft of what the officer confirms."""

    template_name = "documents/intake/confirm.html"
    page_title = gettext_lazy("Confirm what was read")
    header_icon = "doc-full-inverse"

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Answer those who may add pages there; a file that nobody has read yet is read now."""
        self.item = item_for(request, kwargs["item_id"])
        if self.item.reading == Reading.WAITING:
            read_item(self.item)
        self.sections = sections_for(self.item.parent)
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        """Return the name of the file."""
        return self.item.document.title

    def get_breadcrumbs_items(self) -> list[dict]:
        """Return the way here."""
        drop = reverse("intake_drop", args=[self.item.parent_id])
        return [
            *WagtailAdminTemplateMixin.breadcrumbs_items,
            {"url": drop, "label": DropView.page_title},
            {"url": "", "label": self.page_title},
        ]

    def get_form(self, form_class=None) -> ConfirmForm:
        """Return the form with what was read."""
        data = self.request.POST if self.request.method == "POST" else None
        return ConfirmForm(self.item, self.sections, data)

    def get_context_data(self, **kwargs) -> dict:
        """Add the rows of the form, the pictures of pages, and how many files wait behind."""
        context = super().get_context_data(**kwargs)
        count = self.item.page_count
        is_pdf = self.item.document.file_extension.lower() == "pdf"
        signed = (self.item.proposals.get("signatory") or {}).get("page", count)
        alike = self._alike(context["form"])
        return context | {
            "item": self.item,
            "rows": context["form"].rows(),
            "pictures": sorted({1, signed} - {0}) if is_pdf and count else [],
            "bases": context["form"].shown_bases(),
            "alike": alike,
            "alike_keys": " ".join(one.key for one in alike),
            "others": waiting_at(self.item.parent).exclude(pk=self.item.pk).count(),
        }

    def _alike(self, form: ConfirmForm) -> list[Lookalike]:
        """Return what looks like the document as the form describes it now."""
        stated = form.cleaned_data if form.is_bound else form.initial
        names = ("number", "issuer")
        return lookalikes(
            self.item, issued_on=stated.get("issued_on"),
            **{name: stated.get(name) or "" for name in names},
        )  # fmt: skip

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Make the draft, submit it, or drop the file."""
        if request.POST.get("action") == "discard":
            name = self.item.document.title
            discard(self.item)
            messages.success(request, _("The file “%(name)s” was deleted.") % {"name": name})
            return self._next()
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: ConfirmForm) -> HttpResponse:
        """Make the page; what does not pass is said beside its field, with all that was typed.

        What looks like the same document, and was not shown yet, is shown first.
        """
        section = form.cleaned_data["section"]
        if not section.permissions_for_user(self.request.user).can_add_subpage():
            raise PermissionDenied
        seen = self.request.POST.get("alike_keys", "").split()
        if any(one.key not in seen for one in self._alike(form)):
            return self.form_invalid(form)
        submit = self.request.POST.get("action") == "submit"
        try:
            page = make_page(
                self.item, self.request.user, section, form.values(), submit=submit,
                bases=form.chosen_bases(),
            )  # fmt: skip
        except ValidationError as refused:
            _say(form, refused)
            return self.form_invalid(form)
        said = (
            _("“%(title)s” was submitted for approval.")
            if submit
            else _("“%(title)s” was saved as a draft.")
        )
        edit = messages.button(reverse("wagtailadmin_pages:edit", args=[page.pk]), _("Edit"))
        messages.success(self.request, said % {"title": page.title}, buttons=[edit])
        return self._next(section)

    def _next(self, section: PortalPage | None = None) -> HttpResponse:
        """Go to the next file that waits; after the last one to the section."""
        following = waiting_at(self.item.parent).first()
        if following is not None:
            return redirect("intake_confirm", following.pk)
        if section is not None:
            return redirect("wagtailadmin_explore", section.pk)
        return redirect("intake_drop", self.item.parent_id)


def _say(form: ConfirmForm, refused: ValidationError) -> None:
    """Put each message beside its field; those of fields that the form has not, above all."""
    if not hasattr(refused, "error_dict"):
        form.add_error(None, refused)
        return
    for name, errors in refused.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


@require_safe
def page_picture(request: HttpRequest, item_id: int, number: int) -> HttpResponse:
    """Return a page of a waiting file as a picture.

    Raises:
        Http404: there is no such page.
    """
    item = item_for(request, item_id)
    try:
        with local_copy(item.document) as path:
            picture = _drawn(path, number)
    except (UnreadablePdf, OSError, IndexError) as error:
        raise Http404 from error
    response = HttpResponse(picture, content_type="image/png")
    response["Cache-Control"] = f"private, max-age={KEPT_SECONDS}"
    return response


def _drawn(path, number: int) -> bytes:
    document = open_pdf(path)
    try:
        if not 1 <= number <= len(document):
            raise IndexError(number)
        width, height = document.get_page_size(number - 1)
        scale = min(PICTURE_DPI / 72, 2000 / max(width, height, 1))
        out = BytesIO()
        document[number - 1].render(scale=scale).to_pil().save(out, "PNG")
        return out.getvalue()
    finally:
        document.close()
