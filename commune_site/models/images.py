"""The image model of all sites."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Image, ImageQuerySet
from wagtail.search import index

from portal_network.tenancy.media_owners import owner_of
from portal_network.tenancy.scoping import scoped_manager, unscoped_manager

# The folder of pictures that belong to no province.
NOBODYS = "khac"


class PortalImage(AbstractImage):
    """An image of one commune (its collection tells which), with its author for reuse (R117)."""

    credit = models.CharField(_("author or source of the image"), max_length=255, blank=True)

    objects = scoped_manager(models.Manager.from_queryset(ImageQuerySet))
    everywhere = unscoped_manager(models.Manager.from_queryset(ImageQuerySet))

    admin_form_fields = (*Image.admin_form_fields, "credit")

    # Choosers search among the pictures of a tag; the package indexes tags for searching alone.
    search_fields = [
        *AbstractImage.search_fields,
        index.RelatedFields("tags", [index.FilterField("name")]),
    ]

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")


class PortalRendition(AbstractRendition):
    """A size and format of an image, made once."""

    image = models.ForeignKey(PortalImage, on_delete=models.CASCADE, related_name="renditions")

    def get_upload_to(self, filename: str) -> str:
        """Return ``images/<code of the province>/<name>``, by which servers tell whose it is.

        A picture in nobody's collection is an operator's and shown on no site.
        """
        folder, _separator, name = super().get_upload_to(filename).rpartition("/")
        owner = owner_of(self.image)
        return f"{folder}/{owner.province_code if owner else NOBODYS}/{name}"

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
