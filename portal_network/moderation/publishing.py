"""Publishes what a workflow approved (``settings.WAGTAIL_FINISH_WORKFLOW_ACTION``).

Wagtail imports this module while its own models load, so it imports none of them.
"""


def publish_approved(workflow_state, user=None) -> None:
    """Publish the revision that the last stage approved; the queue has asked for the right.

    Raises:
        StoppedByChecks: a check that is a condition of publication fails.
    """
    from portal_network.moderation.conditions import refuse_blocked

    revision = workflow_state.current_task_state.revision
    refuse_blocked(revision.as_object())
    revision.publish(user=user, skip_permission_checks=True)
