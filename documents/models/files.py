"""The file model of all sites, and the text of each of a file's pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document, DocumentQuerySet

from portal_network.tenancy.media_owners import owner_of
from portal_network.tenancy.scoping import scoped_manager, unscoped_manager


class Examination(models.TextChoices):
    """What is known of a file as a whole; only a clean one may become public."""

    WAITING = "waiting", _("waits for its examination")
    CLEAN = "clean", _("examined, nothing found")
    REFUSED = "refused", _("refused")
    UNAVAILABLE = "unavailable", _("could not be examined, is tried again")


class MalwareScan(models.TextChoices):
    """What the scanner for malware said."""

    UNSCANNED = "unscanned", _("not scanned: the portal has no scanner")
    CLEAN = "clean", _("no malware found")
    INFECTED = "infected", _("malware found")
    UNAVAILABLE = "unavailable", _("the scanner did not answer")


class PortalDocument(AbstractDocument):
    """A file of one commune; its collection tells which.

    Everything below ``examination`` is what :mod:`documents.files` found; it belongs to the content
    whose SHA-256 stands in ``sha256`` and is found anew for another. ``findings`` are codes of
    :class:`documents.files.findings.Finding`; ``signatures`` are
    :class:`documents.files.signatures.SignatureResult` as JSON.
    """

    examination = models.CharField(
        _("examination"), max_length=12, choices=Examination.choices,
        default=Examination.WAITING, db_index=True, editable=False,
    )  # fmt: skip
    examined_at = models.DateTimeField(_("examined at"), null=True, editable=False)
    findings = models.JSONField(_("findings"), default=list, editable=False)
    # Hexadecimal; two files with the same one are the same file.
    sha256 = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    # By what the file holds, whatever it is called.
    media_type = models.CharField(_("kind of content"), max_length=100, blank=True, editable=False)
    page_count = models.PositiveIntegerField(_("number of pages"), null=True, editable=False)
    # Pages that hold text of their own; none on a scan. Null: not known, or no pages.
    text_page_count = models.PositiveIntegerField(
        _("number of pages with text"), null=True, editable=False
    )
    # ISO 639-1; empty when it cannot be told.
    language = models.CharField(_("language"), max_length=8, blank=True, editable=False)
    malware_scan = models.CharField(
        _("scan for malware"), max_length=12, choices=MalwareScan.choices,
        default=MalwareScan.UNSCANNED, editable=False,
    )  # fmt: skip
    malware_name = models.CharField(max_length=255, blank=True, editable=False)
    # Name and version of the scanner with the date of its signatures.
    malware_engine = models.CharField(max_length=255, blank=True, editable=False)
    malware_scanned_at = models.DateTimeField(null=True, editable=False)
    signatures = models.JSONField(_("digital signatures"), default=list, editable=False)
    is_changed_after_signing = models.BooleanField(default=False, editable=False)
    changed_reason = models.TextField(
        _("why the changed file is published"), blank=True, max_length=600,
        help_text=_(
            "The file was changed after it was signed. At least 20 letters; shown beside the file."
        ),
    )  # fmt: skip

    objects = scoped_manager(models.Manager.from_queryset(DocumentQuerySet))
    everywhere = unscoped_manager(models.Manager.from_queryset(DocumentQuerySet))

    admin_form_fields = (*Document.admin_form_fields, "changed_reason")

    # What was found in the file that is being saved, from whoever checked it already.
    examined = None
    has_new_content = False

    class Meta(AbstractDocument.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def clean(self) -> None:
        """Check the kind of the file; a form without the file itself has none to check."""
        if self.file:
            super().clean()

    def _set_document_file_metadata(self) -> None:
        """Take over what was found in a new file; Wagtail calls this whenever there is one."""
        super()._set_document_file_metadata()
        from documents.files import services

        self.has_new_content = True
        services.forget(self)
        if self.examined is not None:
            services.describe(self, self.examined)

    def save(self, *args, **kwargs) -> None:
        """Keep the text of a new file with it; what is not known yet is found in the background."""
        super().save(*args, **kwargs)
        if self.has_new_content:
            from documents.files import services

            examined, self.examined, self.has_new_content = self.examined, None, False
            services.follow_up(self, examined)

    @property
    def url(self) -> str:
        """Return the address on the owner's site, where alone the file can be downloaded."""
        owner = owner_of(self)
        return (owner.root_url if owner else "") + super().url

    @property
    def reasons_against(self) -> list[str]:
        """Return why the file was refused, a sentence each."""
        from documents.files.findings import reasons

        return reasons(self.findings)

    @property
    def is_open(self) -> bool:
        """Tell whether the public may have the file where something public refers to it."""
        return self.examination == Examination.CLEAN

    @property
    def shown_signatures(self) -> list:
        """Return the digital signatures in plain words."""
        from documents.files.signatures_shown import shown

        return shown(self.signatures)

    @property
    def is_scan(self) -> bool:
        """Tell whether all pages are pictures of text; a file not yet read counts as none."""
        return bool(self.page_count) and self.text_page_count == 0


class DocumentFilePage(models.Model):
    """The text of one page of a file, as it is read and as search compares it."""

    document = models.ForeignKey(
        PortalDocument, verbose_name=_("file"), on_delete=models.CASCADE, related_name="file_pages"
    )
    # Counted from 1, as readers of PDF files do.
    number = models.PositiveIntegerField(_("page"))
    text = models.TextField(_("text"), blank=True)
    # Without marks, in small letters: see :func:`search.text.fold`.
    folded_text = models.TextField(blank=True, editable=False)

    objects = scoped_manager()
    everywhere = unscoped_manager()

    # What a file itself holds is no use of the file.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("page of a file")
        verbose_name_plural = _("pages of files")
        ordering = ["document", "number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="file_page_once")
        ]

    def __str__(self) -> str:
        return f"{self.document_id}: {self.number}"
