"""Choosers that ask the reach before they show what was chosen.

Wagtail's own look up whatever was posted when they show a refused form again: the title of a
foreign page, and an error of the server for a key that is none.
"""

import copy

from django.db.models import Model
from wagtail.admin.widgets import AdminPageChooser, BaseChooser
from wagtail.documents.widgets import AdminDocumentChooser
from wagtail.images.widgets import AdminImageChooser
from wagtail.models import Page

from portal_network.tenancy.isolation.references import own_row


class OwnChooserMixin:
    """Shows rows within reach alone."""

    def get_instance(self, value) -> Model | None:
        """Return the row to show, or None."""
        return None if value is None else own_row(self.model_class, getattr(value, "pk", value))


class OwnPageChooser(OwnChooserMixin, AdminPageChooser):
    """A chooser of pages."""

    def get_instance(self, value) -> Page | None:
        """Return the page to show in its own type, or None."""
        page = super().get_instance(value)
        return page and page.specific

    def get_value_data_from_instance(self, instance: Page) -> dict:
        """Return what the chooser shows; it opens at the parent only where one may look there."""
        data = super().get_value_data_from_instance(instance)
        if data["parent_id"] is not None and own_row(Page, data["parent_id"]) is None:
            data["parent_id"] = None
        return data


class OwnImageChooser(OwnChooserMixin, AdminImageChooser):
    """A chooser of pictures."""


class OwnDocumentChooser(OwnChooserMixin, AdminDocumentChooser):
    """A chooser of files."""


OWN_CHOOSERS: dict[type[BaseChooser], type[BaseChooser]] = {
    AdminPageChooser: OwnPageChooser,
    AdminImageChooser: OwnImageChooser,
    AdminDocumentChooser: OwnDocumentChooser,
}


def own_chooser(widget):
    """Return the chooser of ours that takes the place of one of Wagtail's, with its options."""
    if (own := OWN_CHOOSERS.get(type(widget))) is None:
        return widget
    chooser = own()
    vars(chooser).update(copy.deepcopy(vars(widget)))
    return chooser
