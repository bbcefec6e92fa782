"""Registers the screens of approval and what it changes in Wagtail's own."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import path, reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem as LinkMenuItemComponent
from wagtail.log_actions import LogFormatter

from portal_network.moderation import editor
from portal_network.moderation.approvers import approves_anything
from portal_network.moderation.panels import OwnTextsPanel, SentBackPanel, WaitingPanel
from portal_network.moderation.queries import MOST_IN_MENU, number_for
from portal_network.moderation.views import publication, queue, review
from portal_network.moderation.views.rules import ApprovalViewSetGroup

# Hooks of this order run after everybody else's.
LAST = 1000

hooks.register("construct_page_action_menu", editor.leave_deciding_to_the_queue, order=LAST)
hooks.register("before_edit_page", editor.read_workflow_once)
hooks.register("before_publish_page", editor.refuse_own_text)
hooks.register("before_bulk_action", editor.refuse_in_bulk)
hooks.register("register_page_header_buttons", editor.header_buttons)


@hooks.register("register_admin_urls")
def register_urls() -> list:
    """Add the screens of the queue and of what happens past it."""
    item = "hang-doi-duyet/<int:item_id>/"
    page = "hang-doi-duyet/trang/<int:page_id>/"
    step = review.DecisionView.as_view
    return [
        path("hang-doi-duyet/", queue.QueueView.as_view(), name="moderation_queue"),
        path("hang-doi-duyet/theo-doi/", queue.TrackingView.as_view(), name="moderation_tracking"),
        path(
            "hang-doi-duyet/duyet-nhieu/",
            queue.ApproveSeveralView.as_view(),
            name="moderation_approve_several",
        ),
        path(item, review.ReviewView.as_view(), name="moderation_review"),
        path(f"{item}nhan/", step(step="claim"), name="moderation_claim"),
        path(f"{item}nha/", step(step="release"), name="moderation_release"),
        path(f"{item}duyet/", step(step="approve"), name="moderation_approve"),
        path(f"{item}tra-lai/", step(step="send_back"), name="moderation_send_back"),
        path(
            f"{page}dang-khan-cap/",
            publication.PublishAtOnceView.as_view(),
            name="moderation_publish_at_once",
        ),
        path(f"{page}go/", publication.WithdrawView.as_view(), name="moderation_withdraw"),
        path(f"{page}khoi-phuc/", publication.RestoreView.as_view(), name="moderation_restore"),
        path(f"{page}phien-ban/", publication.RevertView.as_view(), name="moderation_revert"),
    ]


@hooks.register("register_admin_viewset")
def register_rules() -> ApprovalViewSetGroup:
    """Add the screens of rules, probations and reasons."""
    return ApprovalViewSetGroup()


class QueueMenuItem(MenuItem):
    """The way to the queue, with the number of texts that wait for this person."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to everybody who works for a site: all of them see where their texts are."""
        return request.user.is_active

    def render_component(self, request: HttpRequest) -> LinkMenuItemComponent:
        """Return the entry; items are kept by the process, so the number is not kept in them."""
        label = str(self.label)
        if approves_anything(request.user) and (number := number_for(request.user)):
            shown = number if number <= MOST_IN_MENU else f"{MOST_IN_MENU}+"
            label = f"{label} ({shown})"
        return LinkMenuItemComponent(
            self.name, label, self.url, icon_name=self.icon_name, classname=self.classname
        )


@hooks.register("register_admin_menu_item")
def register_menu() -> MenuItem:
    """Add the entry of the queue."""
    return QueueMenuItem(
        gettext_lazy("Approval queue"), reverse_lazy("moderation_queue"),
        name="approval-queue", icon_name="check", order=90,
    )  # fmt: skip


@hooks.register("construct_homepage_panels")
def add_panels(request: HttpRequest, panels: list) -> None:
    """Show what came back to this person, what waits for them, and where their texts are."""
    panels += [SentBackPanel(request), WaitingPanel(request), OwnTextsPanel(request)]


@hooks.register("insert_global_admin_css")
def add_styles() -> SafeString:
    """Add the styles of this room's screens and panels."""
    return format_html('<link rel="stylesheet" href="{}">', static("moderation/css/moderation.css"))


class FormatterWithReason(LogFormatter):
    """Says what was done, and why."""

    done = ""

    def format_message(self, log_entry) -> str:
        """Return the sentence of the history."""
        return f"{self.done}: {log_entry.data.get('reason', '')}"


@hooks.register("register_log_actions")
def register_log_actions(actions) -> None:
    """Name what happens past the queue and after publication."""
    for action, label, done in (
        ("publish_at_once", gettext_lazy("Emergency publication"),
         gettext_lazy("Published in an emergency, before approval")),
        ("withdraw", gettext_lazy("Take down"), gettext_lazy("Withdrawn")),
        ("restore", gettext_lazy("Restore"), gettext_lazy("Restored")),
        ("revert", gettext_lazy("Return to an earlier version"),
         gettext_lazy("Returned to an earlier version")),
    ):  # fmt: skip
        formatter = type(
            f"{action.title()}Formatter",
            (FormatterWithReason,),
            {"label": label, "message": done, "done": done},
        )
        actions.register_action(f"moderation.{action}")(formatter)
