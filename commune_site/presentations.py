"""What sections show from data, besides or in place of a list of pages."""

from dataclasses import dataclass
from typing import ClassVar

from django.http import Http404, HttpRequest, HttpResponse

from commune_site.sections import registry_value
from commune_site.sections.vocabulary import PRESENTATIONS
from portal_network.tenancy.directory import Tenant


@dataclass(frozen=True)
class Presentation:
    """A component on the page of a section; rooms subclass it for what they hold as data.

    ``name`` stands in the registry (``standing``). ``template_name`` is included on the section's
    page with the page's context and what :meth:`context` adds. ``replaces_list``: the section's
    list of pages is not drawn, because the component finds them itself.
    """

    name: str
    template_name: str
    replaces_list: bool = False

    # Types of schema.org that the section's page and the addresses below it state of the data, and
    # the models that hold it; docs/coverage.md prints both.
    schema_types: ClassVar[tuple[str, ...]] = ()
    data_models: ClassVar[tuple[str, ...]] = ()

    def context(self, page, request: HttpRequest) -> dict:
        """Return what the template needs beyond the context of the page."""
        return {}

    def has_content(self, tenant: Tenant) -> bool:
        """Tell whether there is anything to show on this site; if not, the public sees no section.

        Asked once per reading of the site's tree, which is cached.
        """
        return True

    def serve(self, page, request: HttpRequest, path: tuple[str, ...]) -> HttpResponse:
        """Answer an address below the section's page that belongs to no page.

        ``path`` holds the parts of the address behind that of the section.

        Raises:
            Http404: there is nothing at this address.
        """
        raise Http404

    def record_title(self, page, request: HttpRequest, record: str) -> str:
        """Return what is called at ``record`` below the section, or nothing where nothing is.

        Whoever finds that it is wrong can say so (R58).
        """
        return ""

    def sitemap_paths(self, tenant: Tenant) -> list[str]:
        """Return the addresses that :meth:`serve` answers, relative to the section's own.

        One that begins with ``/`` is that of a view elsewhere on the site.
        """
        return []

    def structured_data(self, page, request: HttpRequest) -> list[dict]:
        """Return JSON-LD objects (schema.org) of what is shown."""
        return []


def register_presentation(presentation: Presentation) -> None:
    """Let rows of the registry name this presentation; rooms call it while they start.

    Raises:
        ImproperlyConfigured: the name is taken.
    """
    PRESENTATIONS.register(presentation.name, presentation)


def presentation_of(section: str) -> Presentation | None:
    """Return what a section shows from data, or None."""
    name = registry_value(section, "standing", None)
    return PRESENTATIONS[name] if name else None
