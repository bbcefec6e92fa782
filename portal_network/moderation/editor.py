"""What approval changes in Wagtail's page editor: which actions it offers, and what it refuses."""

from django.contrib import messages
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.action_menu import (
    ActionMenuItem,
    RestartWorkflowMenuItem,
    SubmitForModerationMenuItem,
    WorkflowMenuItem,
)
from wagtail.admin.widgets.button import Button
from wagtail.models import Page, WorkflowState

from commune_site.models import PortalPage
from portal_network.moderation.approvers import refusal
from portal_network.moderation.conditions import refuse_blocked
from portal_network.moderation.errors import StoppedByChecks
from portal_network.moderation.models import QueueItem
from portal_network.moderation.texts import is_same_text, revisions_of


class ReviewMenuItem(ActionMenuItem):
    """Leads to where a text is read and decided on, instead of deciding from inside its form."""

    name = "action-review"
    label = gettext_lazy("Read and decide")
    icon_name = "check"

    def __init__(self, item: QueueItem) -> None:
        super().__init__(order=1)
        self.item = item

    def get_url(self, parent_context) -> str:
        """Return the address of the review."""
        return reverse("moderation_review", args=[self.item.pk])


class SubmitMenuItem(SubmitForModerationMenuItem):
    """Submits the text; who reads it first is a matter of the rules and stands in the queue."""

    label = gettext_lazy("Submit for approval")
    label_again = gettext_lazy("Submit again")

    def get_context_data(self, parent_context) -> dict:
        """Return what the button shows, without a look at the workflow and its tasks."""
        context = ActionMenuItem.get_context_data(self, parent_context)
        page = context.get("page")
        state = page.current_workflow_state if page else None
        if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
            context["label"] = self.label_again
        return context


def read_workflow_once(request: HttpRequest, page: Page) -> None:
    """Fetch where a page stands before its editor is drawn, which asks for it a dozen times.

    Only where nothing is saved in the same request, so that nobody is told what was true before.
    """
    if request.method != "GET":
        return
    states = WorkflowState.objects.active().select_related("current_task_state__task")
    # Where Wagtail puts what its own lists prefetch.
    to = "_current_workflow_states"
    wanted = Prefetch("_specific_workflow_states", queryset=states, to_attr=to)
    prefetch_related_objects([page], wanted)
    waiting_item(page)


def leave_deciding_to_the_queue(menu_items: list, request: HttpRequest, context: dict) -> None:
    """Offer one way to a decision; a form that saves first would make its user the last editor."""
    page = context.get("page")
    menu_items[:] = [
        SubmitMenuItem(item.order) if isinstance(item, SubmitForModerationMenuItem) else item
        for item in menu_items
        if not isinstance(item, WorkflowMenuItem | RestartWorkflowMenuItem)
    ]
    if page is None or not page.pk:
        return
    item = waiting_item(page)
    if item is not None and refusal(request.user, item) is None:
        menu_items.append(ReviewMenuItem(item))


def waiting_item(page: Page) -> QueueItem | None:
    """Return where a page stands in the queue; asked once while its screen is made."""
    if not hasattr(page, "_waiting_item"):
        page._waiting_item = QueueItem.everywhere.waiting().filter(page_id=page.pk).first()
    return page._waiting_item


def refuse_own_text(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Submit for approval what somebody tried to publish together with changes of their own.

    Wagtail asks for the right before it saves the form; what the form changed makes its user the
    last editor.
    """
    if not isinstance(page, PortalPage) or request.user.is_superuser:
        return None
    newest = list(revisions_of(page.pk)[:2])
    if len(newest) == 2 and is_same_text(*newest):
        return None
    if page.has_workflow and not page.workflow_in_progress:
        page.get_workflow().start(page, request.user)
    messages.warning(
        request,
        _(
            "Saved and submitted for approval: whoever changes a text does not publish it, another "
            "person has to approve it."
        ),
    )
    return redirect("wagtailadmin_pages:edit", page.pk)


def refuse_in_bulk(request: HttpRequest, action_type: str, objects, action):
    """Taking pages down needs a reason for each; none is published that a check stops."""
    if action_type == "publish":
        return _refuse_blocked_in_bulk(request, objects)
    if action_type != "unpublish":
        return None
    messages.error(request, _("Withdraw pages one by one: each needs a reason of its own."))
    return redirect("wagtailadmin_explore_root")


def _refuse_blocked_in_bulk(request: HttpRequest, pages) -> HttpResponse | None:
    for page in pages:
        try:
            refuse_blocked(page.get_latest_revision_as_object())
        except StoppedByChecks as refused:
            messages.error(request, f"“{page.title}”: {refused}")
            return redirect("wagtailadmin_explore_root")
    return None


def header_buttons(page: Page, user, view_name: str, next_url: str | None = None):
    """Offer beside the title what is done past the queue, and where the text is in it."""
    page = page.specific
    if not isinstance(page, PortalPage) or view_name == "index":
        return
    item = waiting_item(page)
    if item is not None:
        yield Button(
            item.where_and_since(),
            reverse("moderation_review", args=[item.pk]),
            icon_name="clipboard-list",
            priority=61,
        )
    if not page.permissions_for_user(user).holds_publish:
        return
    if page.has_unpublished_changes or not page.live:
        yield _page_button(_("Publish in an emergency"), "publish_at_once", page, "warning", 62)
    if not page.live and page.first_published_at:
        yield _page_button(_("Restore the page"), "restore", page, "undo", 63)
    if page.live:
        yield _page_button(_("Return to an earlier version"), "revert", page, "history", 64)


def _page_button(label: str, step: str, page: Page, icon: str, priority: int) -> Button:
    address = reverse(f"moderation_{step}", args=[page.pk])
    return Button(label, address, icon_name=icon, priority=priority)
