"""The files of a page."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.documents import get_document_model_string
from wagtail.models import Orderable

from commune_site.validation import compose_letters
from portal_network.tenancy.scoping import scoped_manager, unscoped_manager


class Attachment(Orderable):
    """A file that belongs to a page, with the name under which the public sees it."""

    page = ParentalKey(
        "commune_site.PortalPage", on_delete=models.CASCADE, related_name="attachments"
    )
    document = models.ForeignKey(
        get_document_model_string(), verbose_name=_("file"),
        on_delete=models.PROTECT, related_name="+",
    )  # fmt: skip
    title = models.CharField(
        _("title"), max_length=255, blank=True, help_text=_("Empty: the title of the file.")
    )

    panels = [
        FieldPanel(
            "document",
            help_text=_(
                "From the site's own library: a signed PDF, a form, a table. For example: "
                "bien-ban-hop.pdf"
            ),
        ),
        FieldPanel(
            "title",
            help_text=_("Empty: the title of the file. For example: Biên bản họp khối 5"),
        ),
    ]

    # Rows that a form sends by their keys are looked for here.
    objects = scoped_manager()
    everywhere = unscoped_manager()

    class Meta(Orderable.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self) -> str:
        return self.title or self.document.title

    def clean(self) -> None:
        """Compose letters and marks, as pages do."""
        super().clean()
        compose_letters(self)
