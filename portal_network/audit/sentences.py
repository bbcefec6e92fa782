"""Entries as sentences that people read: who did what, to what."""

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from wagtail.log_actions import registry

from portal_network.audit.models import AuditEntry
from portal_network.tenancy.models import Role

# What is done, after the name of the person and before the title of what it is done to.
DEEDS: dict[str, Promise] = {
    "wagtail.create": pgettext_lazy("deed", "created"),
    "wagtail.edit": pgettext_lazy("deed", "saved a new version of"),
    "wagtail.delete": pgettext_lazy("deed", "deleted"),
    "wagtail.publish": pgettext_lazy("deed", "published"),
    "wagtail.publish.schedule": pgettext_lazy("deed", "scheduled the publication of"),
    "wagtail.publish.scheduled": pgettext_lazy("deed", "published as scheduled"),
    "wagtail.schedule.cancel": pgettext_lazy("deed", "cancelled the scheduled publication of"),
    "wagtail.unpublish": pgettext_lazy("deed", "withdrew from the public"),
    "moderation.withdraw": pgettext_lazy("deed", "withdrew from the public"),
    "moderation.publish_at_once": pgettext_lazy("deed", "published"),
    "moderation.restore": pgettext_lazy("deed", "published"),
    "moderation.revert": pgettext_lazy("deed", "restored an earlier version of"),
    "wagtail.unpublish.scheduled": pgettext_lazy("deed", "withdrew as scheduled"),
    "wagtail.revert": pgettext_lazy("deed", "restored an earlier version of"),
    "wagtail.rename": pgettext_lazy("deed", "renamed"),
    "wagtail.copy": pgettext_lazy("deed", "copied"),
    "wagtail.move": pgettext_lazy("deed", "moved"),
    "wagtail.reorder": pgettext_lazy("deed", "changed the order of"),
    "wagtail.lock": pgettext_lazy("deed", "locked"),
    "wagtail.unlock": pgettext_lazy("deed", "unlocked"),
    "wagtail.workflow.start": pgettext_lazy("deed", "submitted for approval"),
    "wagtail.workflow.approve": pgettext_lazy("deed", "approved"),
    "wagtail.workflow.reject": pgettext_lazy("deed", "sent back"),
    "wagtail.workflow.resume": pgettext_lazy("deed", "submitted again"),
    "wagtail.workflow.cancel": pgettext_lazy("deed", "took back from approval"),
    "wagtail.copy_for_translation": pgettext_lazy("deed", "began the translation of"),
    "wagtail_localize.convert_to_alias": pgettext_lazy("deed", "made an alias again of"),
    "wagtail.create_alias": pgettext_lazy("deed", "made an alias of"),
    "wagtail.convert_alias": pgettext_lazy("deed", "made a page of its own of the alias"),
    "wagtail.view_restriction.create": pgettext_lazy("deed", "restricted who may see"),
    "wagtail.view_restriction.edit": pgettext_lazy("deed", "changed who may see"),
    "wagtail.view_restriction.delete": pgettext_lazy(
        "deed", "lifted the restriction on who may see"
    ),
    "wagtail.comments.create": pgettext_lazy("deed", "commented on"),
    "wagtail.comments.edit": pgettext_lazy("deed", "changed a comment on"),
    "wagtail.comments.delete": pgettext_lazy("deed", "deleted a comment on"),
    "wagtail.comments.resolve": pgettext_lazy("deed", "resolved a comment on"),
    "wagtail.comments.create_reply": pgettext_lazy("deed", "answered a comment on"),
    "wagtail.comments.edit_reply": pgettext_lazy("deed", "changed an answer to a comment on"),
    "wagtail.comments.delete_reply": pgettext_lazy("deed", "deleted an answer to a comment on"),
    "wagtail.apitoken.create": pgettext_lazy("deed", "made a key for programs for"),
    "wagtail.apitoken.revoke": pgettext_lazy("deed", "revoked a key for programs of"),
    "disclosures.list_erased": pgettext_lazy("deed", "erased the list of people"),
    "procedures.import": pgettext_lazy("deed", "imported procedures from the file"),
    "alerts.raised": pgettext_lazy("deed", "raised the alert"),
    "alerts.changed": pgettext_lazy("deed", "corrected the alert"),
    "alerts.withdrawn": pgettext_lazy("deed", "withdrew the alert"),
    "accounts.signed_in": pgettext_lazy("deed", "signed in with the account"),
    "accounts.signed_out": pgettext_lazy("deed", "signed out of the account"),
    "accounts.wrong_password": pgettext_lazy("deed", "gave a wrong password for the account"),
    "accounts.wrong_code": pgettext_lazy("deed", "gave a wrong code for the account"),
    "accounts.locked": pgettext_lazy("deed", "caused a lock of the account"),
    "accounts.unlocked": pgettext_lazy("deed", "unlocked the account"),
    "accounts.closed": pgettext_lazy("deed", "closed the unused account"),
    "accounts.reactivated": pgettext_lazy("deed", "opened again the account"),
    "accounts.password_set": pgettext_lazy("deed", "set the password of the account"),
    "accounts.factor_added": pgettext_lazy("deed", "added a second factor to the account"),
    "accounts.factor_removed": pgettext_lazy("deed", "removed a second factor of the account"),
    "accounts.factor_changed": pgettext_lazy("deed", "changed a second factor of the account"),
    "rights.given": pgettext_lazy("deed", "gave a role to"),
    "rights.changed": pgettext_lazy("deed", "changed a role of"),
    "rights.ended": pgettext_lazy("deed", "ended a role of"),
    "people.invited": pgettext_lazy("deed", "invited"),
    "people.invitation_withdrawn": pgettext_lazy("deed", "withdrew the invitation of"),
    "people.invitation_accepted": pgettext_lazy("deed", "accepted the invitation for the account"),
    "disclosures.list_viewed": pgettext_lazy("deed", "opened for editing the list of people"),
    "staff.opened": pgettext_lazy("deed", "opened a staff session as"),
    "staff.step": pgettext_lazy("deed", "took a step in the staff session of"),
    "staff.closed": pgettext_lazy("deed", "ended the staff session of"),
    "backup.taken": pgettext_lazy("deed", "took the backup of the whole installation"),
    "backup.commune_taken": pgettext_lazy("deed", "took a backup of the site of"),
    "backup.commune_restored": pgettext_lazy("deed", "set back to a backup the site of"),
    "export.made": pgettext_lazy("deed", "took a list out of the screen"),
    "audit.exported": pgettext_lazy("deed", "took entries out of the audit log"),
    "provisioning.authority_built": pgettext_lazy("deed", "created or upgraded the site of"),
    "provisioning.commune_renamed": pgettext_lazy("deed", "renamed the commune"),
    "provisioning.commune_suspended": pgettext_lazy("deed", "suspended the site of"),
    "provisioning.commune_resumed": pgettext_lazy("deed", "opened again the site of"),
    "engagement.contact_seen": pgettext_lazy("deed", "looked at the contact data of the case"),
    "engagement.file_seen": pgettext_lazy("deed", "downloaded a file of the case"),
    "engagement.answered": pgettext_lazy("deed", "answered the case"),
    "engagement.forwarded": pgettext_lazy("deed", "forwarded to another agency the case"),
    "engagement.refused": pgettext_lazy("deed", "did not accept the case"),
    "engagement.erased": pgettext_lazy("deed", "erased the personal data of the case"),
    "engagement.unblocked": pgettext_lazy("deed", "ended the blocking of a sender"),
    "engagement.opinion_taken_off": pgettext_lazy("deed", "took off the page the comments of"),
    "engagement.correction": pgettext_lazy("deed", "published a correction of"),
    "oversight.year_confirmed": pgettext_lazy("deed", "confirmed in the working calendar the year"),
}
OPERATOR = "operator"


def deed_of(action: str) -> str:
    """Return what is done by an action; one that nobody has named here is named by Wagtail."""
    if (deed := DEEDS.get(action)) is not None:
        return str(deed)
    return str(registry.get_action_label(action)) if registry.action_exists(action) else action


def choices_of_actions() -> list[tuple[str, str]]:
    """Return the actions by which one may filter, by what people call them."""
    return sorted(
        ((action, capfirst(str(deed))) for action, deed in DEEDS.items()), key=lambda pair: pair[1]
    )


def actor_of(entry: AuditEntry) -> str:
    """Return who it was: a person, the account of the machine, or nobody known."""
    if entry.actor_id is not None:
        return entry.actor_name
    if entry.actor_name:
        return _("The command of the account “%(name)s” on the server") % {"name": entry.actor_name}
    return _("Somebody who was not signed in")


def sentence_of(entry: AuditEntry) -> SafeString:
    """Return the entry as a sentence, its person and its object in bold."""
    return format_html(
        "<strong>{}</strong> {} <strong>{}</strong>",
        actor_of(entry),
        deed_of(entry.action),
        f"“{entry.object_title}”" if entry.object_title else "",
    )


def roles_of(entry: AuditEntry) -> str:
    """Return the roles that the person had at the place."""
    labels = dict(Role.choices)
    names = [word.partition("@")[0] for word in entry.actor_roles.split()]
    named = [_("operator") if name == OPERATOR else str(labels.get(name, name)) for name in names]
    return ", ".join(dict.fromkeys(named))


def remarks_of(entry: AuditEntry) -> list[str]:
    """Return what else the entry says that a reader wants to know."""
    details = entry.details
    remarks = []
    for name, label in (
        ("comment", _("Comment: %(text)s")),
        ("reason", _("Reason: %(text)s")),
        ("host", _("Host: %(text)s")),
        ("path", _("Address: %(text)s")),
        ("format", _("File: %(text)s")),
        ("ticket", _("Number of the request: %(text)s")),
        ("command", _("Command: %(text)s")),
    ):
        if details.get(name):
            remarks.append(label % {"text": details[name]})
    if role := details.get("role"):
        remarks.append(_("Role: %(text)s") % {"text": dict(Role.choices).get(role, role)})
    if isinstance(title := details.get("title"), dict):
        remarks.append(
            _("From “%(old)s” to “%(new)s”")
            % {"old": title.get("old", ""), "new": title.get("new", "")}
        )
    if details.get("staff_session"):
        remarks.append(_("In staff session no. %(number)s") % {"number": details["staff_session"]})
    return remarks
