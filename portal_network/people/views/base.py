"""What the screens of administrators have in common."""

from collections.abc import Callable, Iterable

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal_network.accounts.models import User
from portal_network.people.errors import RefusedChange
from portal_network.people.listings import people_within
from portal_network.people.mandates import Mandate, mandate_of
from portal_network.tenancy.models import Authority


class MandateMixin(WagtailAdminTemplateMixin):
    """A screen for those who administer people; for everybody else it does not exist (404)."""

    header_icon = "group"
    mandate: Mandate

    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        """Learn over whom this person decides."""
        super().setup(request, *args, **kwargs)
        self.mandate = mandate_of(request.user)

    def dispatch(self, request: HttpRequest, *args, **kwargs):
        """Answer only those with a mandate.

        Raises:
            Http404: for everybody else.
        """
        if not self.mandate:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def place_or_404(self, code: str) -> Authority:
        """Return the place of the address; what is somebody else's never existed."""
        place = self.mandate.place(code)
        if place is None:
            raise Http404
        return place

    def person_or_404(self, key: int) -> User:
        """Return the person of the address; who works elsewhere alone never existed."""
        person = people_within(self.mandate).filter(pk=key).first()
        if person is None:
            raise Http404
        return person

    def trail(self, *steps: tuple[str, str]) -> list[dict[str, str]]:
        """Return the breadcrumbs from the list of people to here."""
        items = [{"url": reverse("people"), "label": _("People")}]
        items += [{"url": url, "label": label} for label, url in steps]
        return [*WagtailAdminTemplateMixin.breadcrumbs_items, *items]


def tell(request: HttpRequest, act: Callable[[], object], done: str) -> bool:
    """Do something and say that it is done, or why it was refused; tell whether it was done."""
    try:
        act()
    except RefusedChange as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, done)
    return True


def grouped_by_place(rows: Iterable) -> list[tuple[Authority, list]]:
    """Return the memberships of one person, one entry per place, in the order of the rows."""
    groups: dict[Authority, list] = {}
    for row in rows:
        groups.setdefault(row.commune or row.province, []).append(row)
    return list(groups.items())
