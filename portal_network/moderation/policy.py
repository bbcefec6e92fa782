"""What page types ask about approval (``settings.APPROVAL_POLICY``)."""

from collections.abc import Mapping

from wagtail.models import Workflow

from commune_site.approval import ApprovalPolicy, Withdrawal
from portal_network.moderation.approvers import acts_for_province
from portal_network.moderation.levels import levels_of
from portal_network.moderation.models import QueueItem
from portal_network.moderation.routes import Terms, terms_of
from portal_network.moderation.texts import last_editor_id
from portal_network.moderation.workflows import workflow_of


class RuledApprovalPolicy(ApprovalPolicy):
    """Routes follow from a province's rules; four eyes see every text before the public does.

    An operator, who has power only in a staff session that is on record, is not held up.
    """

    def has_workflow(self, page) -> bool:
        """Tell whether the page belongs to a place: every place has a workflow."""
        return bool(page.province_id)

    def workflow_for(self, page) -> Workflow | None:
        """Return the workflow of the page's place and section; two queries for the rules."""
        return workflow_of(terms_for(page).route) if self.has_workflow(page) else None

    def may_publish(self, user, page) -> bool:
        """Tell whether this person may publish what another one wrote, without the queue."""
        if user.is_superuser:
            return True
        if not self.may_publish_below(user, page):
            return False
        begun_here = page.first_published_at is None and page.owner_id == user.pk
        if begun_here or editor_of(page) == user.pk:
            return False
        return not is_waiting(page)

    def may_publish_below(self, user, parent) -> bool:
        """Tell whether nothing but this person's own commune, or province, must approve here."""
        if user.is_superuser or acts_for_province(user, parent.province_id):
            return True
        return not terms_for(parent).needs_province

    def check_levels(self, page) -> Mapping[str, str]:
        """Return what the page's province says of checks; a change counts within a minute."""
        return levels_of(page.province_id)

    def withdrawal_of(self, page) -> Withdrawal | None:
        """Return the record of when the page was last taken down here; one query."""
        from portal_network.moderation.services.publication import last_withdrawal

        entry = None if page.live else last_withdrawal(page)
        return entry and Withdrawal(entry.timestamp, entry.data.get("reason", ""))


def is_waiting(page) -> bool:
    """Tell whether a page stands in the queue; a screen that is only drawn knows it already."""
    if hasattr(page, "_waiting_item"):
        return page._waiting_item is not None
    return QueueItem.everywhere.waiting().filter(page_id=page.pk).exists()


def terms_for(page) -> Terms:
    """Return route and deadlines of a page of ours; asked once for each page in memory."""
    place = {
        "province_id": page.province_id,
        "commune_id": page.commune_id,
        "section": page.section,
    }
    known = getattr(page, "_approval_terms", None)
    if known is None or known[0] != place:
        known = page._approval_terms = (place, terms_of(**place))
    return known[1]


def editor_of(page) -> int | None:
    """Return who wrote the newest text of a page; asked once for each of its revisions."""
    known = getattr(page, "_approval_editor", None)
    if known is None or known[0] != page.latest_revision_id:
        known = page._approval_editor = (page.latest_revision_id, last_editor_id(page.pk))
    return known[1]
