"""Wagtail logs what happens to pages and rows: each of its entries becomes one of ours.

Wagtail asks a registry which log a row belongs to. Ours writes Wagtail's own entry and the audit
entry in one transaction, and still has the row at hand, which Wagtail's entry has not.
"""

from django.db import transaction
from wagtail.models.audit_log import ModelLogEntryManager
from wagtail.models.pages import PageLogEntryManager

# Recorded by the change of the membership itself, however it came about.
RECORDED_ELSEWHERE = frozenset({"people.role_given", "people.role_ended"})
# What of Wagtail's data says more than the action: never the content itself.
KEPT = ("comment", "reason", "roles", "place", "host", "pages", "until", "policy")


class _AuditedMixin:
    def log_action(self, instance, action: str, **kwargs):
        """Log the action in Wagtail's log and in the audit log, both or neither."""
        from portal_network.audit.services import record

        with transaction.atomic(savepoint=False):
            entry = super().log_action(instance, action, **kwargs)
            if action not in RECORDED_ELSEWHERE:
                record(
                    action,
                    instance=instance,
                    title=entry.label,
                    actor=kwargs.get("user"),
                    place=_stated_place(entry.data),
                    details=details_of(entry),
                )
        return entry


class AuditedModelLogManager(_AuditedMixin, ModelLogEntryManager):
    """The log of rows."""


class AuditedPageLogManager(_AuditedMixin, PageLogEntryManager):
    """The log of pages."""


def details_of(entry) -> dict[str, object]:
    """Return the few words of a log entry that the audit log keeps."""
    data = entry.data
    details = {name: data[name] for name in KEPT if data.get(name)}
    if entry.revision_id:
        details["revision"] = entry.revision_id
    for name in ("source", "destination", "workflow", "task"):
        part = data.get(name)
        if isinstance(part, dict) and part.get("title"):
            details[name] = part["title"]
    if isinstance(nested := data.get("workflow"), dict) and isinstance(nested.get("task"), dict):
        details["task"] = nested["task"].get("title", "")
    if isinstance(title := data.get("title"), dict):
        details["title"] = title
    return details


def _stated_place(data: dict):
    """Return the place that the entry names by code, where the row has none of its own."""
    from portal_network.audit.places import place_of_keys

    code = data.get("place")
    if not isinstance(code, str):
        return None
    is_province = len(code) == 2
    return place_of_keys(code if is_province else None, None if is_province else code)
