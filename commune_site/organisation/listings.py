"""How the public finds relics and scenic places: by rank, by kind."""

from django.utils.translation import gettext_lazy as _

from commune_site.listings import Facet, Listing
from commune_site.organisation.models.heritage import HeritageKind, HeritageRank


class HeritageListing(Listing):
    """Relics and scenic places; their rank stands on the card."""

    model = "organisation.HeritagePage"
    facets = (
        Facet("cap-xep-hang", _("Rank"), "rank", HeritageRank.choices),
        Facet("loai-hinh", _("Kind of relic"), "heritage_kind", HeritageKind.choices),
    )
