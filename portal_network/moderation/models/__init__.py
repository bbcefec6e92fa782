"""Rules of approval, the tasks that follow them, and the texts that wait."""

from portal_network.moderation.models.queue import QueueItem, Stage, State
from portal_network.moderation.models.rules import (
    ApprovalRule,
    CheckRule,
    Probation,
    Route,
    SendBackReason,
)
from portal_network.moderation.models.tasks import (
    ApprovalTask,
    ApprovalWorkflow,
    CommuneApproval,
    ProvinceApproval,
)

__all__ = [
    "ApprovalRule",
    "ApprovalTask",
    "ApprovalWorkflow",
    "CheckRule",
    "CommuneApproval",
    "Probation",
    "ProvinceApproval",
    "QueueItem",
    "Route",
    "SendBackReason",
    "Stage",
    "State",
]
