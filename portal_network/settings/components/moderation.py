"""Approval: who decides how a text reaches the public, and what happens when it may."""

APPROVAL_POLICY = "portal_network.moderation.policy.RuledApprovalPolicy"
# Operators are no approvers: they need no mail for every text of every commune.
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
# Publishes the very revision that was approved, whoever saves another one at the same second.
WAGTAIL_FINISH_WORKFLOW_ACTION = "portal_network.moderation.publishing.publish_approved"
