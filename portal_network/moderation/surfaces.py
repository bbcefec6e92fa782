"""Verdicts on the addresses of this room."""

from wagtail.models import Page

from portal_network.moderation.models import (
    ApprovalRule,
    CheckRule,
    Probation,
    QueueItem,
    SendBackReason,
)
from portal_network.tenancy.isolation.surfaces import declare, own_rows, scoped_list

WAITING = "Lists what waits for the person, or what lies within reach."
BOTH = "The gate asks after every id; the service asks whose turn it is."
POLICY = "The gate asks after every id; the policy keeps rows to administrators of their province."

declare(("moderation_queue", "moderation_tracking"), scoped_list(WAITING))
declare(
    "moderation_approve_several",
    scoped_list("The service asks of each ticked row whose turn it is."),
)
declare(
    tuple(f"moderation_{step}" for step in ("review", "claim", "release", "approve", "send_back")),
    own_rows(BOTH, item_id=QueueItem),
)
declare(
    tuple(
        f"moderation_{step}"
        for step in ("publish_at_once", "withdraw", "unpublish", "restore", "revert")
    ),
    own_rows("The gate asks after the page, the view after the role.", page_id=Page),
)
for namespace, model in (
    ("approvalrule", ApprovalRule),
    ("checkrule", CheckRule),
    ("probation", Probation),
    ("sendbackreason", SendBackReason),
):
    declare(
        tuple(f"{namespace}:{name}" for name in ("index", "index_results", "add")),
        scoped_list(POLICY),
    )
    declare(
        tuple(
            f"{namespace}:{name}"
            for name in ("edit", "delete", "history", "history_results", "usage")
        ),
        own_rows(POLICY, pk=model),
    )
