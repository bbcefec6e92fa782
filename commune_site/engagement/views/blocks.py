"""Whose forms are not received for now, and how that ends."""

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from commune_site.engagement.models.senders import BlockedSender
from commune_site.engagement.rights import communes_of, provinces_of
from commune_site.engagement.services import blocking
from commune_site.engagement.views.register import EngagementScreen

MOST_SHOWN = 200


def blocks_for(user) -> QuerySet[BlockedSender]:
    """Return the blocks that still count at the places where a person answers."""
    rows = BlockedSender.everywhere.filter(until__gt=timezone.now())
    if user.is_superuser:
        return rows
    # What a commune blocks is its own affair: the province ends its own blocks alone.
    own = Q(commune__in=communes_of(user))
    return rows.filter(own | Q(province__in=provinces_of(user), commune__isnull=True))


class BlocksView(EngagementScreen, TemplateView):
    """Who blocked, why and until when; of the sender itself nothing is known."""

    template_name = "engagement/admin/blocks.html"
    page_title = gettext_lazy("Blocked senders")

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Show them to those who answer.

        Raises:
            Http404: for everybody else.
        """
        user = request.user
        if not (user.is_superuser or communes_of(user) or provinces_of(user)):
            raise Http404
        return super().get(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict]:
        """Return the way here."""
        return self.trail((reverse("engagement_blocks"), self.page_title))

    def get_context_data(self, **kwargs) -> dict:
        """Add the blocks, those first that last longest."""
        rows = blocks_for(self.request.user).select_related("blocked_by", "commune", "province")
        return super().get_context_data(**kwargs) | {"rows": list(rows[:MOST_SHOWN])}


class EndBlockView(View):
    """Receives from a network again, also when its case has forgotten it."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, block_id: int) -> HttpResponse:
        """End the block.

        Raises:
            Http404: it is none of one's places, or has ended.
        """
        block = blocks_for(request.user).filter(pk=block_id).first()
        if block is None:
            raise Http404
        blocking.end_block(request.user, block)
        messages.success(request, _("The sender is no longer blocked."))
        return redirect(reverse("engagement_blocks"))
