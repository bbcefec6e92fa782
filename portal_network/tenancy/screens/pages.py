"""Lists of pages whose filters name nobody and nothing from elsewhere."""

from django.dispatch import Signal
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from django_filters.filters import ModelMultipleChoiceFilter
from wagtail.admin.filters import MultipleUserFilter
from wagtail.admin.ui.tables.pages import ParentPageColumn
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.listing import (
    EditedByFilter,
    ExplorableIndexView,
    GenericPageFilterSet,
)
from wagtail.admin.views.pages.search import SearchView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from portal_network.tenancy.scoping import active_reach
from portal_network.tenancy.screens.filters import near_colleagues, own_communes
from portal_network.tenancy.site_roots import know_whether_above_all_sites

# A row weighs five kilobytes of HTML: twice as many are too much for a weak line.
PAGES_PER_LIST = 25

# Sent by the page editor once a comment is stored: ``page``, ``user`` and ``comments``, pairs of a
# comment and what is new in it (the comment itself, or a reply).
commented = Signal()


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


class OwnParentColumn(ParentPageColumn):
    """The parent of a page, unless it is somebody else's, as above one's own home page."""

    def get_value(self, instance: Page) -> Page | None:
        """Return the parent if it lies within reach."""
        parent = super().get_value(instance)
        return parent if parent and active_reach().covers_page_path(parent.path) else None


def with_own_parents(columns: list) -> list:
    """Return columns of a list of pages whose parents are one's own."""
    return [
        OwnParentColumn(column.name, label=column.label)
        if isinstance(column, ParentPageColumn)
        else column
        for column in columns
    ]


class OwnIndexView(ExplorableIndexView):
    """The explorer; what it finds says nothing of what lies above one's own site."""

    base_columns = with_own_parents(ExplorableIndexView.base_columns)

    def get_context_data(self, **kwargs) -> dict:
        """Leave out parents beyond reach."""
        know_whether_above_all_sites(self.parent_page)
        context = super().get_context_data(**kwargs)
        for page in context["object_list"]:
            parent = getattr(page, "annotated_parent_page", None)
            if parent and not active_reach().covers_page_path(parent.path):
                page.annotated_parent_page = None
        return context


class OwnSearchView(SearchView):
    """The search of pages, likewise."""

    columns = with_own_parents(SearchView.columns)


class OwnEditView(EditView):
    """The page editor; whoever wants to tell people of comments listens to ``commented``."""

    def send_commenting_notifications(self, changes: dict[str, list]) -> None:
        """Say what is new instead of sending mails within the request."""
        comments = [(comment, comment) for comment in changes["new_comments"]]
        comments += [(comment, reply) for comment, new in changes["new_replies"] for reply in new]
        if comments:
            commented.send_robust(
                type(self), page=self.page, user=self.request.user, comments=comments
            )


class PortalPageViewSet(PageViewSet):
    """Screens of all page types; the gate has asked already whether the page is one's own."""

    model = Page
    edit_view_class = OwnEditView
    index_view_class = OwnIndexView
    search_view_class = OwnSearchView
    filterset_class = PortalPageFilterSet
    list_per_page = PAGES_PER_LIST
    parent_models = (Page,)
