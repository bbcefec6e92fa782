"""Lists and choosers of pictures and files that offer own tags and own collections."""

from django import forms
from django.db.models import ProtectedError
from django.http import HttpRequest, JsonResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import (
    BaseMediaFilterSet,
    CollectionFilter,
    PopularTagsFilter,
)
from wagtail.admin.ui.tables import Column
from wagtail.documents.views.documents import DocumentsFilterSet
from wagtail.documents.views.documents import IndexView as DocumentIndexView
from wagtail.documents.views.multiple import DeleteView as DocumentDeleteView
from wagtail.images import get_image_model
from wagtail.images.views.chooser import ImageChooserViewSet, ImageChooseView
from wagtail.images.views.images import ImagesFilterSet
from wagtail.images.views.images import IndexView as ImageIndexView

from portal_network.tenancy.screens.tags import popular_tags


class OwnMediaFilterSetMixin:
    """Wagtail's filters of media with the tags of one's own rows instead of everybody's."""

    def __init__(self, data=None, queryset=None, *, request, prefix=None, is_searching=None):
        # Past Wagtail's own class, which counts the tags of the whole installation.
        super(BaseMediaFilterSet, self).__init__(data, queryset, request=request, prefix=prefix)
        collections = self.permission_policy.collections_user_has_any_permission_for(
            request.user, ["add", "change"]
        )
        if collections.count() > 1:
            self.filters["collection_id"] = CollectionFilter(
                field_name="collection_id", label=_("Collection"), queryset=collections
            )
        if tags := popular_tags(self._meta.model):
            self.filters["tag"] = PopularTagsFilter(
                label=_("Tag"),
                field_name="tags__name",
                choices=[(tag.name, tag.name) for tag in tags],
                widget=forms.CheckboxSelectMultiple,
                use_subquery=is_searching,
                help_text=_("Filter by up to ten most popular tags."),
            )


class OwnImagesFilterSet(OwnMediaFilterSetMixin, ImagesFilterSet):
    """The filters of the list of pictures."""

    class Meta(ImagesFilterSet.Meta):
        pass


class OwnDocumentsFilterSet(OwnMediaFilterSetMixin, DocumentsFilterSet):
    """The filters of the list of files."""

    class Meta(DocumentsFilterSet.Meta):
        pass


class OwnImageIndexView(ImageIndexView):
    """The list of pictures; the permission policy gives the rows."""

    filterset_class = OwnImagesFilterSet


class OwnDocumentIndexView(DocumentIndexView):
    """The list of files; the permission policy gives the rows."""

    filterset_class = OwnDocumentsFilterSet

    @cached_property
    def columns(self) -> list[Column]:
        """Return Wagtail's columns, and what was found in each file."""
        found = Column(
            "examination", label=_("Examination"), accessor="get_examination_display", width="16%"
        )
        return [*super().columns, found]


class ProtectedDocumentDeleteView(DocumentDeleteView):
    """Takes back one of several uploads; Wagtail's breaks over a file that a page carries."""

    def post(self, request: HttpRequest, *args, **kwargs) -> JsonResponse:
        """Delete the file, or say that it is in use."""
        try:
            return super().post(request, *args, **kwargs)
        except ProtectedError:
            message = _("The file is in use and cannot be deleted.")
            answer = {"success": False, "doc_id": self.object.pk, "error_message": message}
            return JsonResponse(answer)


class OwnImageChooseView(ImageChooseView):
    """The chooser of pictures, with the tags of one's own."""

    def get_context_data(self, **kwargs) -> dict:
        """Return what the chooser shows."""
        context = super().get_context_data(**kwargs)
        # Wagtail's tags are not read from the database before they are shown.
        return context | {"popular_tags": popular_tags(get_image_model())}


class OwnImageChooserViewSet(ImageChooserViewSet):
    """Makes the view above with the options of Wagtail's; the other views stay Wagtail's."""

    choose_view_class = OwnImageChooseView


image_chooser = OwnImageChooserViewSet(
    "wagtailimages_chooser", model=get_image_model(), url_prefix="images/chooser"
)
