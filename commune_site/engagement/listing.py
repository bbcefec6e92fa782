"""The list of the section of questions and answers: by field of work as well as by year."""

from django.utils.translation import gettext_lazy as _

from commune_site.listings import Facet, Listing


class AnswersListing(Listing):
    """Runs over the base table, which knows the field as the label of the kind."""

    facets = (Facet("linh-vuc", _("Field of work"), "kind_label"),)
