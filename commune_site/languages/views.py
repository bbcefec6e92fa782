"""The screen from which a page is translated."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from commune_site.editing.access import own_page_or_404
from commune_site.languages.services import NotTranslatable, is_offered, translate, variant_of


class TranslateView(WagtailAdminTemplateMixin, TemplateView):
    """Says what an English page is and makes its draft; opens the one that there is."""

    template_name = "languages/translate.html"
    page_title = gettext_lazy("English page")
    header_icon = "globe"

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Answer those who may change the page, where its site has English pages.

        Raises:
            Http404: the page is not within reach, or cannot have a variant.
            PermissionDenied: the person's role does not change the page.
        """
        self.page = own_page_or_404(request, kwargs["page_id"])
        if not is_offered(self.page):
            raise Http404
        if not self.page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        if (found := variant_of(self.page)) is not None:
            return redirect("wagtailadmin_pages:edit", found.pk)
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        """Return the title of the Vietnamese page."""
        return self.page.title

    def get_breadcrumbs_items(self) -> list[dict]:
        """Return the way here."""
        edit = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        return [
            *WagtailAdminTemplateMixin.breadcrumbs_items,
            {"url": edit, "label": self.page.title},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs) -> dict:
        """Add the page that is translated."""
        return super().get_context_data(**kwargs) | {"original": self.page}

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Make the draft, or say why not."""
        try:
            made = translate(self.page, request.user)
        except NotTranslatable as refused:
            messages.error(request, str(refused))
            return self.render_to_response(self.get_context_data(**kwargs), status=422)
        messages.success(
            request,
            _("The English draft is made. Write the English text over it, then submit it."),
        )
        return redirect("wagtailadmin_pages:edit", made.pk)
