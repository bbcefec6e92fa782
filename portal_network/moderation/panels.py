"""What the home page of the administration says about texts that wait."""

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from laces.components import Component

from portal_network.moderation.approvers import approves_anything, waiting_for
from portal_network.moderation.models import QueueItem, State
from portal_network.moderation.queries import listed, number_for

ROWS_SHOWN = 10


class RowsPanel(Component):
    """Ten rows in one query; nothing at all where there are none."""

    template_name = "moderation/panel.html"

    def __init__(self, request: HttpRequest) -> None:
        self.user = request.user

    def items(self) -> QuerySet[QueueItem]:
        """Return the rows of this panel."""
        raise NotImplementedError

    @cached_property
    def rows(self) -> list[QueueItem]:
        """Return the first rows."""
        return list(listed(self.items())[:ROWS_SHOWN])

    def render_html(self, parent_context=None) -> str:
        """Return the panel, or nothing."""
        return super().render_html(parent_context) if self.rows else ""

    def get_context_data(self, parent_context) -> dict:
        """Return what the panel shows."""
        return {"rows": self.rows, "is_own_work": False}


class WaitingPanel(RowsPanel):
    """What waits for this person's decision."""

    name = "waiting_for_approval"
    order = 110

    def items(self) -> QuerySet[QueueItem]:
        """Return what waits for this person."""
        if not approves_anything(self.user):
            return QueueItem.everywhere.none()
        return waiting_for(self.user)

    def get_context_data(self, parent_context) -> dict:
        """Add how many there are."""
        return {"rows": self.rows, "is_own_work": True, "number": number_for(self.user)}


class SentBackPanel(RowsPanel):
    """What came back to this person with a reason, and has not been submitted again."""

    name = "sent_back_to_me"
    template_name = "moderation/sent_back_panel.html"
    order = 100

    def items(self) -> QuerySet[QueueItem]:
        """Return the last word on each of the person's texts, where that was a refusal."""
        later = QueueItem.everywhere.filter(page=OuterRef("page"), pk__gt=OuterRef("pk"))
        rows = QueueItem.objects.filter(state=State.SENT_BACK, submitted_by=self.user)
        return rows.exclude(Exists(later)).order_by("-decided_at", "-pk")


class OwnTextsPanel(RowsPanel):
    """Where the texts are that this person submitted."""

    name = "own_texts_waiting"
    order = 111

    def items(self) -> QuerySet[QueueItem]:
        """Return what this person submitted."""
        return QueueItem.objects.waiting().filter(submitted_by=self.user)
