"""An import of many documents: what was sent, and what became of each row."""

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from commune_site.models import PortalPage
from portal_network.tenancy.scoping import scoped_manager, unscoped_manager


def private_storage():
    """Return where packages lie until they are done, which no web server hands out."""
    return storages["private"]


class DocumentImport(models.Model):
    """A package of files with a table of what they are, or without one.

    ``folder`` is a path on the server, for whoever imports by command; else ``package`` is a ZIP.
    It is checked first (a row each, nothing made), and makes drafts when somebody says so. What
    was sent is deleted as soon as it is over.
    """

    class State(models.TextChoices):
        """How far it is; CHECKING and RUNNING go on where a process that died left them."""

        CHECKING = "checking", _("is being checked")
        CHECKED = "checked", _("checked, nothing made yet")
        RUNNING = "running", _("documents are being made")
        DONE = "done", _("done")
        STOPPED = "stopped", _("stopped")
        REFUSED = "refused", _("refused")
        GIVEN_UP = "given_up", _("no longer wanted")

    # Where it was sent: a section, or the home page of a site.
    parent = models.ForeignKey(
        PortalPage, verbose_name=_("section or site"), on_delete=models.CASCADE, related_name="+"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("imported by"), null=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    name = models.CharField(_("name of the package"), max_length=255)
    package = models.FileField(storage=private_storage, upload_to="imports/%Y/%m", blank=True)
    table = models.FileField(storage=private_storage, upload_to="imports/%Y/%m", blank=True)
    folder = models.CharField(max_length=1000, blank=True, editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.CHECKING
    )
    problem = models.TextField(_("why it was refused"), blank=True)
    # A process that works on it says so; who has been silent for long is taken for dead.
    seen_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(_("sent at"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)

    objects = scoped_manager()
    everywhere = unscoped_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("import of documents")
        verbose_name_plural = _("imports of documents")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def may_go_on(self) -> bool:
        """Tell whether it waits for somebody to say that drafts shall be made, or not."""
        return self.state in (self.State.CHECKED, self.State.STOPPED)

    @property
    def is_at_work(self) -> bool:
        """Tell whether a process works on it, or should."""
        return self.state in (self.State.CHECKING, self.State.RUNNING)


class ImportedRow(models.Model):
    """One document of an import: a row of the table, or a file without one.

    ``values`` are those of :class:`documents.models.LegalDocumentPage` (dates as ISO 8601);
    ``remarks`` are sentences in Vietnamese.
    """

    class Outcome(models.TextChoices):
        """What became of it."""

        READY = "ready", _("can be made")
        MADE = "made", _("draft made")
        DUPLICATE = "duplicate", _("is there already")
        REFUSED = "refused", _("refused")

    batch = models.ForeignKey(DocumentImport, on_delete=models.CASCADE, related_name="rows")
    # Of the table, or the position of the file.
    number = models.PositiveIntegerField(_("row"))
    file_name = models.CharField(_("file"), max_length=500, blank=True)
    # Hexadecimal; empty where there is no file.
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    values = models.JSONField(default=dict, editable=False)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    remarks = models.JSONField(_("remarks"), default=list)
    page = models.ForeignKey(
        PortalPage, verbose_name=_("page"), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = scoped_manager()
    everywhere = unscoped_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        ordering = ["batch", "number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="imported_row_once")
        ]
        indexes = [
            models.Index(fields=["batch", "outcome", "number"], name="imported_row_outcome"),
            models.Index(fields=["batch", "sha256"], name="imported_row_file"),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.number}"
