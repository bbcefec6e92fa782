"""The words of a province that mean the same to those who search, kept by its administrators."""

from django.utils.translation import gettext_lazy as _

from portal_network.moderation.views.rules import RowViewSet, row_form
from search.models import Synonym


class SynonymViewSet(RowViewSet):
    """Abbreviations and everyday words beyond those that the portal knows by itself."""

    model = Synonym
    url_prefix = "tu-cung-nghia"
    icon = "search"
    menu_label = _("Words of search")
    menu_order = 260
    add_to_settings_menu = True
    edit_handler = row_form("province", "words", "is_active")
    list_display = ["words", "is_active"]
    ordering = ["words"]
