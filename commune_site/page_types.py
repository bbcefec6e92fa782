"""What officers post in sections: the page types of all rooms, by the names the registry uses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Model

from commune_site.sections import registry_value
from commune_site.sections.vocabulary import PAGE_TYPES

if TYPE_CHECKING:
    from commune_site.listings import Listing


@dataclass(frozen=True, slots=True)
class PageType:
    """A page type and the list in which the public finds its pages.

    ``name`` stands in the registry (``page_type``, ``also``); ``model`` is the label of the page's
    model (``commune_site.ArticlePage``). ``listing`` draws the sections that name the type first;
    without one they have the plain list, newest first.
    """

    name: str
    model: str
    listing: Listing | None = None

    @property
    def model_class(self) -> type[Model]:
        """The page's model."""
        return apps.get_model(self.model)


def register_page_type(page_type: PageType) -> None:
    """Let rows of the registry name this type; rooms call it while they start.

    Raises:
        ImproperlyConfigured: the name is taken.
    """
    PAGE_TYPES.register(page_type.name, page_type)


def is_posted_in(model: type[Model], section: str) -> bool:
    """Tell whether pages of ``model`` are posted in a section; everything is outside the registry.

    So the form for a new page opens at once where a section takes one type.
    """
    names = registry_value(section, "posted_types", None)
    return names is None or model in {PAGE_TYPES[name].model_class for name in names}
