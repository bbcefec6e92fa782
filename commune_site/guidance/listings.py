"""How the public finds guidance and policies: by audience and field."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from commune_site.cards import Card, make_cards
from commune_site.guidance.models.practical import Audience, Field, PracticalPage
from commune_site.listings import Facet, Listing
from portal_network.tenancy.directory import Tenant

FACETS = (
    Facet("doi-tuong", _("For whom"), "audience", Audience.choices),
    Facet("linh-vuc", _("Field of life"), "field", Field.choices),
)


@dataclass(frozen=True, slots=True)
class PracticalRow:
    """One text in a list, with what makes somebody open it."""

    card: Card
    page: PracticalPage


class PracticalListing(Listing):
    """Texts by audience and field, with amount and validity in the list."""

    facets = FACETS
    row_template = "guidance/row.html"

    def rows(self, items: list, tenant: Tenant) -> list[PracticalRow]:
        """Return the rows; the columns are those of the texts themselves."""
        cards = make_cards(items, tenant, with_images=True)
        return [PracticalRow(card, page) for card, page in zip(cards, items, strict=True)]


class GuidanceListing(PracticalListing):
    """The list of guidance."""

    model = "guidance.GuidancePage"


class PolicyListing(PracticalListing):
    """The list of policies."""

    model = "guidance.PolicyPage"
