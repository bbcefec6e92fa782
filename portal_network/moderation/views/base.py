"""What the screens of approval have in common."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from commune_site.models import PortalPage
from portal_network.moderation.forms import QueueFilterForm
from portal_network.tenancy.screens.filters import reach_of_request

FILTERS = tuple(QueueFilterForm.base_fields)


class ApprovalScreen(WagtailAdminTemplateMixin):
    """A screen with breadcrumbs that begin at the queue."""

    header_icon = "check"

    def trail(self, *steps: tuple[str, str]) -> list[dict[str, str]]:
        """Return the breadcrumbs from the queue to here."""
        items = [{"url": reverse("moderation_queue"), "label": _("Texts waiting for approval")}]
        items += [{"url": url, "label": label} for url, label in steps]
        return [*WagtailAdminTemplateMixin.breadcrumbs_items, *items]

    def chosen_filters(self) -> QueueFilterForm:
        """Return the filters of the address, which every step of the work carries along."""
        return QueueFilterForm(self.request.GET, reach=reach_of_request(self.request))

    def query(self) -> str:
        """Return the filters as the end of an address, with its question mark, or nothing."""
        sent = {name: self.request.GET[name] for name in FILTERS if self.request.GET.get(name)}
        return f"?{urlencode(sent)}" if sent else ""


def own_page_or_404(request: HttpRequest, key: int) -> PortalPage:
    """Return a page of ours as it is in the database.

    Raises:
        Http404: it is not within reach, or none of ours.
    """
    page = PortalPage.objects.filter(pk=key).first()
    if page is None:
        raise Http404
    return page.specific


def refuse(request: HttpRequest, refusal: Exception, address: str) -> HttpResponse:
    """Say why nothing was done, and lead on."""
    messages.error(request, str(refusal))
    return redirect(address)
