"""Lists of pages whose filters name nobody and nothing from elsewhere."""

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from django_filters.filters import ModelMultipleChoiceFilter
from wagtail.admin.filters import MultipleUserFilter
from wagtail.admin.views.pages.listing import EditedByFilter, GenericPageFilterSet
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from portal_network.tenancy.screens.filters import near_colleagues, own_communes

# A row weighs five kilobytes of HTML: twice as many are too much for a weak line.
PAGES_PER_LIST = 25


class CommuneFilter(ModelMultipleChoiceFilter):
    """Pages of the chosen communes, by the paths of their sites."""

    def get_filter_predicate(self, value) -> dict[str, str]:
        """Return the condition for one commune."""
        return {"path__startswith": value.root_page.path}


class PortalPageFilterSet(GenericPageFilterSet):
    """Wagtail's filters, with people and places of one's own.

    Wagtail's ``site`` offers every site of the installation, ``owner`` and ``edited_by`` whoever
    ever owned or edited a page anywhere.
    """

    site = None
    owner = MultipleUserFilter(
        label=_("Owner"), queryset=near_colleagues, widget=CheckboxSelectMultiple
    )
    edited_by = EditedByFilter(
        label=_("Edited by"), queryset=near_colleagues, widget=CheckboxSelectMultiple
    )
    commune = CommuneFilter(
        label=_("Commune"), queryset=own_communes, widget=CheckboxSelectMultiple
    )

    class Meta(GenericPageFilterSet.Meta):
        pass

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        # Who works for one commune has nothing to choose.
        if self.filters["commune"].get_queryset(self.request).count() < 2:
            del self.filters["commune"]


class PortalPageViewSet(PageViewSet):
    """Screens of all page types; the gate has asked already whether the page is one's own."""

    model = Page
    filterset_class = PortalPageFilterSet
    list_per_page = PAGES_PER_LIST
    parent_models = (Page,)
