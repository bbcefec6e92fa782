"""The audit log: one chain of entries per province, and one for what belongs to no province."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import ModelLogEntry, PageLogEntry

from portal_network.audit.sources.wagtail_log import AuditedModelLogManager, AuditedPageLogManager
from portal_network.tenancy.scoping import scoped_manager, unscoped_manager

HASH_LENGTH = 64
# Key of the chain of what belongs to no province: operators, the installation itself.
NETWORK = "network"


class EntryIsFinal(RuntimeError):
    """Somebody tried to change or delete an entry of the audit log."""


class FinalQuerySet(models.QuerySet):
    """Rows that are added and read, nothing else; the database refuses it as well."""

    def _refuse(self, *args, **kwargs):
        raise EntryIsFinal

    update = delete = bulk_create = bulk_update = update_or_create = _refuse
    # What Django calls when a row is saved again.
    _update = _refuse


class AuditChain(models.Model):
    """The end of a chain: number and hash of its last entry; locked while one is added.

    The database moves it, by a trigger on new entries: see ``triggers``.
    """

    key = models.CharField(max_length=8, primary_key=True)
    sequence = models.BigIntegerField(default=0)
    head = models.CharField(max_length=HASH_LENGTH, blank=True, default="")

    def __str__(self) -> str:
        return f"{self.key} · {self.sequence}"


class AuditEntry(models.Model):
    """One action. Everything but ``address`` and ``address_salt`` is covered by ``hash``.

    Names, titles and codes are those of the moment: nothing refers to another row, so that no
    deletion elsewhere touches the log. ``actor_roles`` are the person's roles at the place of the
    entry. ``address`` is personal data and ends with ``settings.PORTAL_LOG_RETENTION``; the hash
    covers ``address_digest``, which tells nothing once the salt is gone.
    """

    chain = models.CharField(max_length=8, editable=False)
    sequence = models.BigIntegerField(_("number in the chain"), editable=False)
    at = models.DateTimeField(_("time recorded"), editable=False)
    actor_id = models.BigIntegerField(_("account of the person"), null=True, editable=False)
    actor_name = models.CharField(_("person who acted"), max_length=302, editable=False)
    actor_roles = models.CharField(
        _("roles at the place"), max_length=200, blank=True, editable=False
    )
    action = models.CharField(_("action recorded"), max_length=80, editable=False)
    object_type = models.CharField(_("kind of object"), max_length=80, blank=True, editable=False)
    object_id = models.CharField(_("key of object"), max_length=64, blank=True, editable=False)
    object_title = models.CharField(
        _("title of object"), max_length=255, blank=True, editable=False
    )
    province_code = models.CharField(_("province"), max_length=2, blank=True, editable=False)
    commune_code = models.CharField(_("commune"), max_length=5, blank=True, editable=False)
    address = models.GenericIPAddressField(_("address"), null=True, editable=False)
    address_salt = models.CharField(max_length=32, blank=True, editable=False)
    address_digest = models.CharField(max_length=HASH_LENGTH, blank=True, editable=False)
    details = models.JSONField(_("details recorded"), default=dict, editable=False)
    previous = models.CharField(max_length=HASH_LENGTH, blank=True, editable=False)
    hash = models.CharField(max_length=HASH_LENGTH, editable=False)

    objects = scoped_manager(models.Manager.from_queryset(FinalQuerySet))
    everywhere = unscoped_manager(models.Manager.from_queryset(FinalQuerySet))

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        ordering = ["chain", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["chain", "sequence"], name="audit_entry_once_in_chain")
        ]
        indexes = [
            models.Index(fields=["chain", "commune_code", "sequence"], name="audit_of_commune"),
            models.Index(fields=["chain", "actor_id", "sequence"], name="audit_of_person"),
            models.Index(fields=["chain", "action", "sequence"], name="audit_of_action"),
            models.Index(fields=["object_type", "object_id", "sequence"], name="audit_of_object"),
            models.Index(fields=["chain", "at"], name="audit_of_time"),
            models.Index(
                fields=["at"],
                condition=models.Q(address__isnull=False),
                name="audit_with_address",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.chain} · {self.sequence} · {self.action}"

    def save(self, *args, **kwargs) -> None:
        """Store the entry once.

        Raises:
            EntryIsFinal: it is stored already.
        """
        if not self._state.adding:
            raise EntryIsFinal
        super().save(*args, force_insert=True, **kwargs)

    def delete(self, *args, **kwargs) -> None:
        """Refuse.

        Raises:
            EntryIsFinal: always.
        """
        raise EntryIsFinal


class AuditedModelLogEntry(ModelLogEntry):
    """Wagtail's log of rows, each of whose entries is one of the audit log as well."""

    objects = AuditedModelLogManager()

    class Meta:
        proxy = True
        ordering = ["-timestamp", "-id"]


class AuditedPageLogEntry(PageLogEntry):
    """Wagtail's log of pages, each of whose entries is one of the audit log as well."""

    objects = AuditedPageLogManager()

    class Meta:
        proxy = True
        ordering = ["-timestamp", "-id"]
