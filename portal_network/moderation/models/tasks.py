"""One task per stage, shared by the whole installation: approvers are found when they are asked."""

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState, Workflow

from portal_network.moderation.models.queue import Stage
from portal_network.moderation.models.rules import Route


class ApprovalTask(Task):
    """What both stages have in common.

    Deciding goes through :mod:`portal_network.moderation.services.decisions`, also when it comes
    from Wagtail's own views.
    """

    stage: Stage

    class Meta:
        abstract = True

    @transaction.atomic
    def start(self, workflow_state, user=None) -> TaskState:
        """Begin the stage and put the text into the queue, both or neither."""
        from portal_network.moderation import bookkeeping

        task_state = super().start(workflow_state, user=user)
        bookkeeping.add_to_queue(task_state, self.stage, user)
        return task_state

    def on_action(self, task_state, user, action_name: str, **kwargs) -> None:
        """Approve or send back, with all that the queue asks.

        Raises:
            PermissionDenied: the person may not, or the text changed meanwhile.
        """
        from portal_network.moderation.services import decisions

        decisions.decide_task(task_state, user, action_name, comment=kwargs.get("comment", ""))

    def user_can_access_editor(self, obj, user) -> bool:
        """Let those who decide at this stage open the editor, to comment in the text."""
        return self._is_approver(obj, user)

    def locked_for_user(self, obj, user) -> bool:
        """Keep the text as it was submitted; who decides may still comment and correct."""
        return not (user.is_superuser or self._is_approver(obj, user))

    def user_can_lock(self, obj, user) -> bool:
        """Let those who decide at this stage lock the page."""
        return self._is_approver(obj, user)

    def get_actions(self, obj, user) -> list[tuple[str, str, bool]]:
        """Return what this person may decide, nothing for one's own text."""
        from portal_network.moderation.approvers import refusal
        from portal_network.moderation.models.queue import QueueItem

        item = QueueItem.everywhere.waiting().filter(page_id=obj.pk).exclude(task_state=None)
        found = item.first()
        if found is None or refusal(user, found) is not None:
            return []
        return [("reject", _("Send back"), True), ("approve", _("Approve"), False)]

    def get_task_states_user_can_moderate(self, user, **kwargs) -> models.QuerySet:
        """Return what waits for this person at this stage, in one query."""
        from portal_network.moderation.approvers import waiting_for

        states = waiting_for(user).filter(stage=self.stage).values("task_state")
        return TaskState.objects.filter(pk__in=states)

    def _is_approver(self, obj, user) -> bool:
        from portal_network.moderation.approvers import holds_stage

        specific = obj.specific_deferred
        return holds_stage(
            user, self.stage, province_id=specific.province_id, commune_id=specific.commune_id
        )


class CommuneApproval(ApprovalTask):
    """The commune's approvers decide; its province where the commune has nobody who may."""

    stage = Stage.COMMUNE

    class Meta:
        verbose_name = _("approval of the commune")
        verbose_name_plural = _("approvals of communes")


class ProvinceApproval(ApprovalTask):
    """The province's moderators decide."""

    stage = Stage.PROVINCE

    class Meta:
        verbose_name = _("approval of the province")
        verbose_name_plural = _("approvals of provinces")

    def start(self, workflow_state, user=None) -> TaskState:
        """Begin the stage; a text that changed since the commune approved it goes back there.

        Wagtail resumes a returned text at the stage that returned it, but nothing may reach the
        province that the commune's approver has not read.
        """
        from portal_network.moderation.bookkeeping import unread_stage

        earlier = unread_stage(workflow_state, self)
        if earlier is not None:
            return earlier.start(workflow_state, user=user)
        return super().start(workflow_state, user=user)


class ApprovalWorkflow(models.Model):
    """Wagtail's workflow of a route; there is one per route, however many communes there are."""

    route = models.CharField(max_length=24, choices=Route.choices, primary_key=True)
    workflow = models.OneToOneField(Workflow, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("approval workflow")
        verbose_name_plural = _("approval workflows")

    def __str__(self) -> str:
        return self.get_route_display()
