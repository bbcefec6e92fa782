"""Page choosers that begin at one's own site instead of at the root of all."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.admin.forms.choosers import ExternalLinkChooserForm, URLOrAbsolutePathField
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.chooser import BrowseView, ExternalLinkView, PageTitleColumn, SearchView
from wagtail.models import Locale, Page
from wagtail.permissions import policy_registry


class OwnBrowseView(BrowseView):
    """Browses one's own sites; Wagtail's begins at the root, or above the pages of a type."""

    def get(self, request: HttpRequest, parent_page_id: int | None = None) -> HttpResponse:
        """Show the children of a page, of one's own site when none is asked for.

        Raises:
            Http404: whoever works for no site has nothing to choose.
        """
        root = self._root()
        if root is None:
            raise Http404
        return super().get(request, parent_page_id or root.pk)

    def _root(self) -> Page | None:
        return policy_registry.get_by_type(Page).explorable_root_instance(self.request.user)

    @property
    def columns(self) -> list[Column]:
        """Return Wagtail's columns; the title's knows the parent of all rows."""
        return [
            ChildTitleColumn(
                column.name,
                label=column.label,
                is_multiple_choice=column.is_multiple_choice,
                parent=self.parent_page,
                is_top=self.parent_page.pk == self._root().pk,
            )
            if isinstance(column, PageTitleColumn)
            else column
            for column in super().columns
        ]


class ChildTitleColumn(PageTitleColumn):
    """The title of a page below ``parent``."""

    def __init__(self, *args, parent: Page, is_top: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.parent = parent
        self.is_top = is_top

    def get_cell_context_data(self, instance: Page, parent_context: dict) -> dict:
        """Spare the query for the parent, which the template needs."""
        if not instance.is_parent_page:
            remember_parent(instance, self.parent)
        elif self.is_top:
            # What lies above one's own site is nobody's business here.
            remember_parent(instance, instance)
        return super().get_cell_context_data(instance, parent_context)


class OwnSearchView(SearchView):
    """Searches one's own sites; Wagtail's asks for the parent of each row."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Answer as Wagtail does, with the parents and languages of all rows read at once."""
        response = super().get(request)
        pages = response.context_data["pages"].object_list
        Page.objects.annotate_parent_page(pages)
        locales = Locale.objects.in_bulk()
        for page in pages:
            remember_parent(page, page._parent_page)
            for row in (page, page._parent_page):
                row.locale = locales[row.locale_id]
        return response


def remember_parent(page: Page, parent: Page) -> None:
    """Spare the query with which each row of a chooser asks for its parent."""
    # Where treebeard's get_parent() looks first; it has no public way in.
    page._cached_parent_obj = parent


class AddressField(URLOrAbsolutePathField):
    """An address; a form that came without one is refused like an empty one."""

    def to_python(self, value: str | None) -> str:
        """Return the address; Wagtail's field takes no None."""
        return super().to_python(value or "")


class AddressForm(ExternalLinkChooserForm):
    """Wagtail's form of a link to elsewhere."""

    url = AddressField(required=True, label=ExternalLinkChooserForm.base_fields["url"].label)


class OwnExternalLinkView(ExternalLinkView):
    """A link to elsewhere."""

    form_class = AddressForm


def choosable_pages(pages: QuerySet, request: HttpRequest) -> QuerySet:
    """Leave those pages that one may browse, with what their rows show read in advance."""
    explorable = policy_registry.get_by_type(Page).explorable_instances(request.user)
    return (
        pages.filter(pk__in=explorable.order_by().values("pk"))
        .specific()
        .prefetch_workflow_states()
        .annotate_approved_schedule()
    )
