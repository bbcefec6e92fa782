"""The image model of all sites."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Image, ImageQuerySet

from portal_network.tenancy.scoping import scoped_manager, unscoped_manager


class PortalImage(AbstractImage):
    """An image of one commune (its collection tells which), with its author for reuse (R117)."""

    credit = models.CharField(_("author or source of the image"), max_length=255, blank=True)

    objects = scoped_manager(models.Manager.from_queryset(ImageQuerySet))
    everywhere = unscoped_manager(models.Manager.from_queryset(ImageQuerySet))

    admin_form_fields = (*Image.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")


class PortalRendition(AbstractRendition):
    """A size and format of an image, made once."""

    image = models.ForeignKey(PortalImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
