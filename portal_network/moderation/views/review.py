"""One text: as it will look, what changes, what checks say, and the decision."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View
from wagtail.models import Comment

from commune_site.checks import examine
from portal_network.moderation.approvers import refusal
from portal_network.moderation.errors import NoLongerWaiting, RefusedDecision
from portal_network.moderation.forms import DecisionForm
from portal_network.moderation.models import QueueItem
from portal_network.moderation.queries import forget_number, next_item
from portal_network.moderation.services import decisions
from portal_network.moderation.views.base import ApprovalScreen, refuse

EARLIER_SHOWN = 10


class ReviewView(ApprovalScreen, TemplateView):
    """What a person needs to decide on a text, on one screen."""

    template_name = "moderation/review.html"

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Show the text; one that no longer waits leads back to the list."""
        self.item = (
            QueueItem.objects.filter(pk=kwargs["item_id"])
            .select_related("page", "revision", "submitted_by", "last_editor", "claimed_by")
            .first()
        )
        if self.item is None:
            raise Http404
        if not self.item.is_waiting or self.item.revision is None:
            return refuse(request, NoLongerWaiting(), reverse("moderation_queue") + self.query())
        return super().get(request, *args, **kwargs)

    @property
    def page_title(self) -> str:
        """Return the title of the text."""
        return self.item.title

    def get_breadcrumbs_items(self) -> list[dict]:
        """Return the way here."""
        return self.trail(("", self.item.title))

    @cached_property
    def draft(self):
        """Return the page as the waiting revision has it."""
        return self.item.revision.as_object()

    @cached_property
    def live(self):
        """Return the page as the public reads it."""
        return self.item.page.specific

    def get_context_data(self, **kwargs) -> dict:
        """Add text, differences, checks, history and the form."""
        item, user = self.item, self.request.user
        following = next_item(user, item, self.chosen_filters().wanted())
        earlier = QueueItem.objects.filter(page=item.page_id).exclude(pk=item.pk)
        comments = Comment.objects.filter(page=item.page_id, resolved_at__isnull=True)
        return super().get_context_data(**kwargs) | {
            "item": item,
            "checks": [result for result in examine(self.draft) if not result.is_passed],
            "comparison": self._comparison() if self.live.live and not item.is_afterwards else [],
            "is_new": not self.live.live,
            "preview_url": reverse(
                "wagtailadmin_pages:revisions_view", args=[item.page_id, item.revision_id]
            ),
            "refusal": refusal(user, item),
            "is_claimed": item.is_claimed(),
            "is_claimed_by_another": item.is_claimed_by_another(user),
            "form": DecisionForm(
                initial={"revision": item.revision_id}, province_id=item.province_id
            ),
            "earlier": earlier.select_related("decided_by").order_by("-pk")[:EARLIER_SHOWN],
            "comments": comments.select_related("user"),
            "following": following,
            "query": self.query(),
        }

    def _comparison(self) -> list:
        panel = self.live.get_edit_handler().get_bound_panel(
            instance=self.live, request=self.request, form=None
        )
        compared = (compare(self.live, self.draft) for compare in panel.get_comparison())
        return [difference for difference in compared if difference.has_changed()]


class DecisionView(View):
    """Claim, release, approve or send back; a refusal says why and changes nothing."""

    step = ""

    def post(self, request: HttpRequest, item_id: int) -> HttpResponse:
        """Do the step of the address, then lead to the next text."""
        self.query = f"?{query}" if (query := request.META.get("QUERY_STRING", "")) else ""
        item = QueueItem.objects.filter(pk=item_id).first()
        if item is None:
            return refuse(request, NoLongerWaiting(), self._list())
        form = DecisionForm(request.POST, province_id=item.province_id)
        if not form.is_valid():
            error = " ".join(sentence for field in form.errors.values() for sentence in field)
            messages.error(request, error)
            return redirect(self._review(item))
        following = next_item(request.user, item, self._wanted(request))
        try:
            return getattr(self, f"_{self.step}")(request, item, form.cleaned_data, following)
        except NoLongerWaiting as refused:
            return refuse(request, refused, self._list())
        except RefusedDecision as refused:
            return refuse(request, refused, self._review(item))
        finally:
            forget_number(request.user)

    def _claim(self, request, item, data, following) -> HttpResponse:
        decisions.claim(request.user, item.pk)
        return redirect(self._review(item))

    def _release(self, request, item, data, following) -> HttpResponse:
        decisions.release(request.user, item.pk)
        messages.success(
            request, _("Others can work on “%(title)s” again.") % {"title": item.title}
        )
        return redirect(self._list())

    def _approve(self, request, item, data, following) -> HttpResponse:
        decided = decisions.approve(request.user, item.pk, data["revision"])
        messages.success(request, self._approved(decided) % {"title": item.title})
        return self._go_on(following)

    def _approved(self, item: QueueItem) -> str:
        if QueueItem.everywhere.waiting().filter(page_id=item.page_id).exists():
            return _("“%(title)s” is approved and goes on to the next stage.")
        item.page.refresh_from_db()
        if item.page.live and item.page.live_revision_id == item.revision_id:
            return _("“%(title)s” is approved and public.")
        return _("“%(title)s” is approved and becomes public at the time that is set.")

    def _send_back(self, request, item, data, following) -> HttpResponse:
        reasons = [reason.text for reason in data["reasons"]]
        decisions.send_back(
            request.user, item.pk, data["revision"], reasons=reasons, comment=data["comment"]
        )
        messages.success(request, _("“%(title)s” is sent back.") % {"title": item.title})
        return self._go_on(following)

    def _go_on(self, following: QueueItem | None) -> HttpResponse:
        return redirect(self._review(following) if following else self._list())

    def _review(self, item: QueueItem) -> str:
        return reverse("moderation_review", args=[item.pk]) + self.query

    def _list(self) -> str:
        return reverse("moderation_queue") + self.query

    def _wanted(self, request: HttpRequest) -> dict:
        screen = ApprovalScreen()
        screen.request = request
        return screen.chosen_filters().wanted()
