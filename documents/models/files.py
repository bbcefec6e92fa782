"""The file model of all sites."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document, DocumentQuerySet

from portal_network.tenancy.media_owners import owner_of
from portal_network.tenancy.scoping import scoped_manager, unscoped_manager


class PortalDocument(AbstractDocument):
    """A file of one commune; its collection tells which."""

    objects = scoped_manager(models.Manager.from_queryset(DocumentQuerySet))
    everywhere = unscoped_manager(models.Manager.from_queryset(DocumentQuerySet))

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def clean(self) -> None:
        """Check the kind of the file; a form without the file itself has none to check."""
        if self.file:
            super().clean()

    @property
    def url(self) -> str:
        """Return the address on the owner's site, where alone the file can be downloaded."""
        owner = owner_of(self)
        return (owner.root_url if owner else "") + super().url
