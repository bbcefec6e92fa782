"""Files that were dropped and wait for an officer to confirm what was read from them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from commune_site.models import PortalPage
from documents.models.files import PortalDocument
from portal_network.tenancy.scoping import scoped_manager, unscoped_manager


class Reading(models.TextChoices):
    """How far a file has been read."""

    WAITING = "waiting", _("waits to be read")
    DONE = "done", _("has been read")
    PARTLY = "partly", _("read in part")
    PICTURES = "pictures", _("a scan; the server has no text recognition")
    FAILED = "failed", _("could not be read")


class IntakeItem(models.Model):
    """A dropped file with what was read from it; it goes when its page is made, or the file goes.

    ``proposals`` maps fields of :class:`documents.models.LegalDocumentPage` to ``value`` (dates as
    ISO 8601), ``passage``, ``page`` (from 1) and ``confidence`` (0 to 1); ``legal_bases`` is a list
    of the same, whose values are the words of the text.
    """

    document = models.OneToOneField(
        PortalDocument, verbose_name=_("file"), on_delete=models.CASCADE, related_name="intake"
    )
    # Where it was dropped: a section, or the home page of a site.
    parent = models.ForeignKey(
        PortalPage, verbose_name=_("section or site"), on_delete=models.CASCADE, related_name="+"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("uploaded by"), null=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    reading = models.CharField(
        _("reading"), max_length=8, choices=Reading.choices, default=Reading.WAITING
    )
    proposals = models.JSONField(_("proposals"), default=dict)
    legal_bases = models.JSONField(_("grounds"), default=list)
    page_count = models.PositiveIntegerField(_("number of pages"), default=0)
    pages_read = models.JSONField(_("pages read"), default=list)
    created_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)

    objects = scoped_manager()
    everywhere = unscoped_manager()

    # Waiting to be confirmed is no use of the file.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("file to be confirmed")
        verbose_name_plural = _("files to be confirmed")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.document.title
