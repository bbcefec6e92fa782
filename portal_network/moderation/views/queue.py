"""The queue of whoever approves, and where the texts of one's places are."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView, View

from portal_network.moderation.approvers import approves_anything, communes_of, waiting_for
from portal_network.moderation.models import QueueItem
from portal_network.moderation.queries import Figures, figures_for, filtered, forget_number, listed
from portal_network.moderation.services import decisions
from portal_network.moderation.views.base import ApprovalScreen
from portal_network.tenancy.isolation.references import is_key

ITEMS_PER_PAGE = 20
MOST_AT_ONCE = ITEMS_PER_PAGE


class ListScreen(ApprovalScreen, TemplateView):
    """Texts with filters, a page of twenty at a time."""

    template_name = "moderation/queue.html"
    is_own_work = False

    def items(self) -> QuerySet[QueueItem]:
        """Return the texts before filters."""
        raise NotImplementedError

    @cached_property
    def filters(self):
        """Return the form of filters."""
        return self.chosen_filters()

    def known_count(self) -> int | None:
        """Return how many texts the list has, where that is known without a question."""
        return None

    def get_context_data(self, **kwargs) -> dict:
        """Add a page of the list."""
        items = listed(filtered(self.items(), self.filters.wanted()))
        paginator = Paginator(items, ITEMS_PER_PAGE)
        if (count := self.known_count()) is not None:
            # Where Django's paginator keeps what it would ask for.
            paginator.count = count
        return super().get_context_data(**kwargs) | {
            "page": paginator.get_page(self.request.GET.get("p")),
            "filters": self.filters,
            "is_filtered": bool(self.filters.wanted()),
            "query": self.query(),
            "is_own_work": self.is_own_work,
            "is_approver": approves_anything(self.request.user),
            "user_id": self.request.user.pk,
            "own_communes": communes_of(self.request.user),
        }


class QueueView(ListScreen):
    """What waits for this person's decision, the most urgent first."""

    page_title = gettext_lazy("Texts waiting for approval")
    is_own_work = True

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Show the queue; who approves nothing sees where the texts of the own place are."""
        if not approves_anything(request.user):
            return redirect("moderation_tracking")
        return super().get(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict]:
        """Return the way here."""
        return self.trail()

    def items(self) -> QuerySet[QueueItem]:
        """Return what waits for this person."""
        return waiting_for(self.request.user)

    @cached_property
    def figures(self) -> Figures | None:
        """Return the figures of the whole queue; a filtered list shows its own number."""
        return None if self.filters.wanted() else figures_for(self.request.user)

    def known_count(self) -> int | None:
        """Return the number among the figures."""
        return self.figures.waiting if self.figures else None

    def get_context_data(self, **kwargs) -> dict:
        """Add the figures."""
        return super().get_context_data(**kwargs) | {"figures": self.figures}


class TrackingView(ListScreen):
    """Everything of one's places that waits: at which stage, since when."""

    page_title = gettext_lazy("Where our texts are")

    def get_breadcrumbs_items(self) -> list[dict]:
        """Return the way here."""
        return self.trail((reverse("moderation_tracking"), self.page_title))

    def items(self) -> QuerySet[QueueItem]:
        """Return what waits of places within reach."""
        return QueueItem.objects.waiting()


class ApproveSeveralView(View):
    """Approves the ticked texts, each by itself, and says of each what became of it."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Approve; without a tick nothing happens."""
        if not approves_anything(request.user):
            raise Http404
        chosen = chosen_items(request.POST.getlist("item"))
        if not chosen:
            messages.warning(request, _("Tick the texts that you approve."))
        outcomes = decisions.approve_several(request.user, chosen)
        done = sum(not outcome.refused for outcome in outcomes)
        if done:
            forget_number(request.user)
            messages.success(
                request,
                ngettext("%(count)d text approved.", "%(count)d texts approved.", done)
                % {"count": done},
            )
        for outcome in outcomes:
            if outcome.refused:
                messages.error(request, f"“{outcome.title}”: {outcome.refused}")
        query = request.META.get("QUERY_STRING", "")
        return redirect(reverse("moderation_queue") + (f"?{query}" if query else ""))


def chosen_items(values: list[str]) -> list[tuple[int, int]]:
    """Return key and revision of ticked boxes (``key-revision``); what is no such pair is none."""
    pairs = [value.split("-") for value in values[:MOST_AT_ONCE]]
    return [
        (int(pair[0]), int(pair[1]))
        for pair in pairs
        if len(pair) == 2 and all(is_key(part) for part in pair)
    ]
