"""What page types must know of approval; the room that knows the rules answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string
from wagtail.models import Workflow


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """When a page was taken down, and the reason that stands on record."""

    withdrawn_at: datetime
    reason: str


class ApprovalPolicy:
    """The answers of an installation without approval; ``settings.APPROVAL_POLICY`` names another.

    ``page`` and ``parent`` are pages of ours, saved or as a revision has them.
    """

    def workflow_for(self, page) -> Workflow | None:
        """Return the workflow that a text of this page goes through when it is submitted."""
        return None

    def has_workflow(self, page) -> bool:
        """Tell whether texts of this page can be submitted; asked often, so without a query."""
        return False

    def may_publish(self, user, page) -> bool:
        """Tell whether a person whose role publishes may publish the newest text of this page."""
        return True

    def may_publish_below(self, user, parent) -> bool:
        """Tell whether such a person may bring something here that is public at once."""
        return True

    def check_levels(self, page) -> Mapping[str, str]:
        """Return what the page's province says of checks: level by code, where it differs."""
        return {}

    def withdrawal_of(self, page) -> Withdrawal | None:
        """Return when and why a page that is not public was taken down; None if it was not."""
        return None


@cache
def _policy(path: str) -> ApprovalPolicy:
    return import_string(path)()


def approval_policy() -> ApprovalPolicy:
    """Return the policy of this installation."""
    return _policy(settings.APPROVAL_POLICY)
