"""Wagtail's workflows of the three routes; made once for the whole installation."""

from django.db import transaction
from wagtail.models import Workflow, WorkflowTask

from portal_network.moderation.models import (
    ApprovalWorkflow,
    CommuneApproval,
    ProvinceApproval,
    Route,
)

# Names stand in the database, where people read them: texts of the interface in Vietnamese.
NAMES = {
    Route.COMMUNE: "Xã duyệt",
    Route.COMMUNE_THEN_PROVINCE: "Xã duyệt, sau đó tỉnh duyệt",
    Route.PROVINCE: "Tỉnh duyệt",
}
TASKS = {
    Route.COMMUNE: (CommuneApproval,),
    Route.COMMUNE_THEN_PROVINCE: (CommuneApproval, ProvinceApproval),
    Route.PROVINCE: (ProvinceApproval,),
}
TASK_NAMES = {CommuneApproval: "Xã duyệt", ProvinceApproval: "Tỉnh duyệt"}


@transaction.atomic
def ensure_workflows() -> None:
    """Make what is missing of workflows and tasks; called again it changes nothing."""
    known = set(ApprovalWorkflow.objects.values_list("route", flat=True))
    for route in Route:
        if route not in known:
            ApprovalWorkflow.objects.create(route=route, workflow=_make_workflow(route))


def workflow_of(route: Route) -> Workflow:
    """Return the workflow of a route, made now where a database lacks it."""
    found = Workflow.objects.filter(pk__in=_keys_of(route)).first()
    if found is None:
        ensure_workflows()
        found = Workflow.objects.get(pk__in=_keys_of(route))
    return found


def _keys_of(route: Route):
    return ApprovalWorkflow.objects.filter(route=route).values("workflow")


def ensure_after_migrate(using: str = "default", **kwargs) -> None:
    """Make the workflows in a database that was just migrated."""
    if using == "default":
        ensure_workflows()


def _make_workflow(route: Route) -> Workflow:
    workflow = Workflow.objects.create(name=NAMES[route])
    for position, task_class in enumerate(TASKS[route]):
        task = task_class.objects.first() or task_class.objects.create(name=TASK_NAMES[task_class])
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=position)
    return workflow
