"""Page choosers that begin at one's own site instead of at the root of all."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.admin.views.chooser import BrowseView
from wagtail.models import Page
from wagtail.permissions import policy_registry


class OwnBrowseView(BrowseView):
    """Browses one's own sites; Wagtail's begins at the root, or above the pages of a type."""

    def get(self, request: HttpRequest, parent_page_id: int | None = None) -> HttpResponse:
        """Show the children of a page, of one's own site when none is asked for.

        Raises:
            Http404: whoever works for no site has nothing to choose.
        """
        if parent_page_id is None:
            root = policy_registry.get_by_type(Page).explorable_root_instance(request.user)
            if root is None:
                raise Http404
            parent_page_id = root.pk
        return super().get(request, parent_page_id)


def only_explorable(pages: QuerySet, request: HttpRequest) -> QuerySet:
    """Leave those pages that one may browse, and the way to them."""
    explorable = policy_registry.get_by_type(Page).explorable_instances(request.user)
    return pages.filter(pk__in=explorable.order_by().values("pk"))
