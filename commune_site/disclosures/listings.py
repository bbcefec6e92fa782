"""The list of a section with disclosures: by kind and by the year of the figures."""

from django.utils.translation import gettext_lazy as _

from commune_site.disclosures.periods import FIRST_YEAR, LAST_YEAR
from commune_site.disclosures.profiles import DisclosureKind
from commune_site.listings import Facet, Listing


def _years() -> list[tuple[str, str]]:
    """Return all years that figures may have, the latest first; the list shows those it has."""
    return [(str(year), str(year)) for year in range(LAST_YEAR, FIRST_YEAR - 1, -1)]


class DisclosureListing(Listing):
    """Runs over the base table, where documents posted in the same section stand as well."""

    facets = (
        Facet("loai", _("What is disclosed"), "disclosurepage__kind", DisclosureKind.choices),
        Facet("nam-so-lieu", _("Year of the figures"), "disclosurepage__period_year", _years),
    )
