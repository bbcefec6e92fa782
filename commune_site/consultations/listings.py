"""The list of consultations: open ones first, then what is owed, then what is done."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commune_site.cards import Card, make_cards
from commune_site.consultations.stages import Stage, rank_case, stage_case
from commune_site.listings import Facet, Listing
from portal_network.tenancy.directory import Tenant


@dataclass(frozen=True, slots=True)
class Row:
    """One page of the section; ``consultation`` is None for a page of another type."""

    card: Card
    consultation: object


class ConsultationListing(Listing):
    """Runs over all pages of the section; the stage of each follows from its dates."""

    facets = (Facet("tinh-trang", _("Consultations"), "stage_now", Stage.choices, is_tabs=True),)
    row_template = "consultations/row.html"
    # How things stand looks alike everywhere.
    stylesheet = "plans/css/plans.css"

    def items(self, page) -> QuerySet:
        """Return the pages with their stage; no query per row."""
        stage = stage_case(timezone.localdate(), "consultationpage__")
        pages = super().items(page).select_related("consultationpage")
        ranked = pages.annotate(stage_now=stage).annotate(rank=rank_case())
        return ranked.order_by("rank", "-disclosed_on", "-pk")

    def rows(self, items: list, tenant: Tenant) -> list[Row]:
        """Return cards with what a consultation adds to them."""
        cards = make_cards(items, tenant)
        return [
            Row(card, getattr(item, "consultationpage", None))
            for card, item in zip(cards, items, strict=True)
        ]
