"""Forms of pictures and files that keep to one's own; settings name them."""

from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from portal_network.tenancy.isolation.forms import OwnReferencesMixin


class OwnImageForm(OwnReferencesMixin, BaseImageForm):
    """The form of pictures, wherever they are uploaded or changed."""


class OwnDocumentForm(OwnReferencesMixin, BaseDocumentForm):
    """The form of files, wherever they are uploaded or changed."""
