"""Files of procedures that were checked, and what became of them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal_network.tenancy.models import Province
from portal_network.tenancy.scoping import scoped_manager, unscoped_manager


class CatalogueImport(models.Model):
    """A file without a fault: what it would change is looked at before it is taken over.

    ``records`` holds what was read until it is taken over or thrown away, so that what is applied
    is what was looked at; the file itself is not kept.
    """

    class State(models.TextChoices):
        """What became of the file."""

        CHECKED = "checked", _("checked, not taken over")
        APPLIED = "applied", _("taken over")
        DISCARDED = "discarded", _("thrown away")

    province = models.ForeignKey(
        Province, verbose_name=_("province"), on_delete=models.CASCADE, related_name="+"
    )
    file_name = models.CharField(_("file"), max_length=255)
    is_whole = models.BooleanField(_("the whole catalogue"), default=False)
    is_sample = models.BooleanField(_("sample data"), default=False)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.CHECKED
    )
    records = models.JSONField(editable=False, default=list)
    withdrawn_codes = models.JSONField(editable=False, default=list)
    warnings = models.JSONField(editable=False, default=list)
    added = models.PositiveIntegerField(_("added"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    withdrawn = models.PositiveIntegerField(_("out of the catalogue"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    created_at = models.DateTimeField(_("checked at"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("checked by"), null=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    finished_at = models.DateTimeField(_("finished at"), null=True)

    objects = scoped_manager()
    everywhere = unscoped_manager()

    class Meta:
        verbose_name = _("import of procedures")
        verbose_name_plural = _("imports of procedures")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name
