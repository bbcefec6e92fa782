"""The API of the administration, kept to what its policies give the person."""

from collections.abc import Mapping

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.admin.api.serializers import (
    AdminPageSerializer,
    PageAncestorsField,
    PageTranslationsField,
)
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.models import Page
from wagtail.permissions import policy_registry

from portal_network.tenancy.isolation.references import own_row


class _ExplorablePages:
    """A page whose relatives are those that one may browse."""

    def __init__(self, page: Page, explorable: QuerySet) -> None:
        self.page, self.explorable = page, explorable

    def get_ancestors(self) -> QuerySet:
        return self.explorable & self.page.get_ancestors()

    def get_translations(self) -> QuerySet:
        return self.page.get_translations().filter(pk__in=self.explorable.values("pk"))


class OwnAncestorsField(PageAncestorsField):
    """The way to a page as far as one may browse it."""

    def to_representation(self, page: Page) -> list:
        """Return the pages above, from one's own site down."""
        return super().to_representation(_ExplorablePages(page, self.context["base_queryset"]))


class OwnTranslationsField(PageTranslationsField):
    """The translations of a page that one may browse."""

    def to_representation(self, page: Page) -> list:
        """Return the translations."""
        return super().to_representation(_ExplorablePages(page, self.context["base_queryset"]))


class OwnPageSerializer(AdminPageSerializer):
    """A page without its relatives from elsewhere."""

    ancestors = OwnAncestorsField(read_only=True)
    translations = OwnTranslationsField(read_only=True)


class OwnPagesAPIViewSet(PagesAdminAPIViewSet):
    """Pages that one may browse; targets of copies and moves must be one's own, too."""

    base_serializer_class = OwnPageSerializer
    # English pages have a screen of their own; the action would copy past its rules. Whoever
    # takes a page down gives a reason, which this one does not ask for.
    actions = {
        name: action
        for name, action in PagesAdminAPIViewSet.actions.items()
        if name not in {"copy_for_translation", "unpublish"}
    }

    def action_view(self, request: HttpRequest, pk: int, action_name: str) -> HttpResponse:
        """Do something to a page.

        Raises:
            Http404: the page to copy or move below does not exist within reach.
        """
        sent = request.data if isinstance(request.data, Mapping) else {}
        target = sent.get("destination_page_id")
        if target is not None and own_row(Page, target) is None:
            raise Http404
        return super().action_view(request, pk, action_name)


class ByPolicyMixin:
    """Rows that one may choose or change."""

    def get_queryset(self) -> QuerySet:
        """Return what the policy of the model gives the person."""
        allowed = policy_registry.get_by_type(self.model).instances_user_has_any_permission_for(
            self.request.user, {"choose", "change"}
        )
        return super().get_queryset().filter(pk__in=allowed.order_by().values("pk"))


class OwnImagesAPIViewSet(ByPolicyMixin, ImagesAdminAPIViewSet):
    """Pictures of one's own."""


class OwnDocumentsAPIViewSet(ByPolicyMixin, DocumentsAdminAPIViewSet):
    """Files of one's own."""


def construct_admin_api(router: WagtailAPIRouter) -> None:
    """Put our end points in the place of Wagtail's; must run after Wagtail's own hooks."""
    router.register_endpoint("pages", OwnPagesAPIViewSet)
    router.register_endpoint("images", OwnImagesAPIViewSet)
    router.register_endpoint("documents", OwnDocumentsAPIViewSet)
