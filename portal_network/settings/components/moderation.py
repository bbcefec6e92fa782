"""Approval: who decides how a text reaches the public, and what happens when it may."""

APPROVAL_POLICY = "portal_network.moderation.policy.RuledApprovalPolicy"
# Publishes the very revision that was approved, whoever saves another one at the same second.
WAGTAIL_FINISH_WORKFLOW_ACTION = "portal_network.moderation.publishing.publish_approved"
