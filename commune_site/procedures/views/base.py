"""What the screens of the catalogue have in common."""

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from commune_site.procedures.policies import kept_provinces
from portal_network.tenancy.models import Province

PROVINCE = "tinh"


class KeeperMixin(WagtailAdminTemplateMixin):
    """A screen for those who keep a catalogue; for everybody else it does not exist (404)."""

    page_title = _("Administrative procedures")
    header_icon = "list-ul"

    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        """Learn which catalogues this person keeps."""
        super().setup(request, *args, **kwargs)
        self.provinces = kept_provinces(request.user)

    def dispatch(self, request: HttpRequest, *args, **kwargs):
        """Answer keepers alone.

        Raises:
            Http404: for everybody else, and for a province that is not theirs.
        """
        if not self.provinces or self.province is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def province(self) -> Province | None:
        """Return the province of the address, or the first one; None when it is somebody else's."""
        code = self.request.GET.get(PROVINCE) or self.request.POST.get(PROVINCE)
        if not code:
            return self.provinces[0]
        return next((province for province in self.provinces if province.pk == code), None)

    @property
    def keeps_several(self) -> bool:
        """Tell whether the person must say which province is meant."""
        return len(self.provinces) > 1

    def get_breadcrumbs_items(self) -> list[dict]:
        """Return the way here."""
        items = [{"url": reverse("procedures_catalogue"), "label": _("Administrative procedures")}]
        return [*WagtailAdminTemplateMixin.breadcrumbs_items, *items]

    def get_context_data(self, **kwargs) -> dict:
        """Add the province."""
        return super().get_context_data(**kwargs) | {
            "province": self.province,
            "provinces": self.provinces if self.keeps_several else [],
        }
