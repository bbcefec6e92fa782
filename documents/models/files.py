"""The file model of all sites."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document, DocumentQuerySet

from portal_network.tenancy.scoping import scoped_manager, unscoped_manager


class PortalDocument(AbstractDocument):
    """A file of one commune; its collection tells which."""

    objects = scoped_manager(models.Manager.from_queryset(DocumentQuerySet))
    everywhere = unscoped_manager(models.Manager.from_queryset(DocumentQuerySet))

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")
