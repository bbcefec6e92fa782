"""Verdicts on the addresses of this room."""

from commune_site.engagement.models import (
    BlockedSender,
    Case,
    CaseAttachment,
    CasePolicy,
    Correction,
)
from portal_network.tenancy.isolation.surfaces import declare, own_rows, scoped_list

ROLES = "The view asks the person's roles and lists rows of their places alone."
BOTH = "The gate asks after every id; the service asks who answers at the place of the case."
POLICY = "The gate asks after every id; the policy keeps rows to administrators of their province."

declare(
    (
        "engagement_cases", "engagement_figures", "engagement_ratings", "engagement_erasures",
        "engagement_corrections", "engagement_blocks",
    ),
    scoped_list(ROLES),
)  # fmt: skip
declare(
    ("engagement_case", "engagement_contact", "engagement_unblock"), own_rows(BOTH, case_id=Case)
)
declare("engagement_end_block", own_rows(BOTH, block_id=BlockedSender))
declare("engagement_step", own_rows(BOTH, words=("step",), case_id=Case))
declare("engagement_file", own_rows(BOTH, case_id=Case, attachment_id=CaseAttachment))
declare(
    ("engagement_confirm_correction", "engagement_drop_correction"),
    own_rows(
        "The gate asks after every id; the service asks who decides at the place of the page.",
        correction_id=Correction,
    ),
)
declare(
    tuple(f"casepolicy:{name}" for name in ("index", "index_results", "add")),
    scoped_list(POLICY),
)
declare(
    tuple(
        f"casepolicy:{name}" for name in ("edit", "delete", "history", "history_results", "usage")
    ),
    own_rows(POLICY, pk=CasePolicy),
)
