"""The screens on which a place keeps its units, people, channels and map."""

from django.contrib import messages
from django.db.models import ProtectedError, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import BooleanFilter, ChoiceFilter
from django_scopes import scopes_disabled
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import (
    BulkActionsCheckboxColumn,
    Column,
    TitleColumn,
    UpdatedAtColumn,
)
from wagtail.permissions import policy_registry
from wagtail.snippets.views import snippets
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from commune_site.organisation import panels
from commune_site.organisation.models import (
    AdministrativeMap,
    Channel,
    Person,
    PlaceRecord,
    Unit,
    UnitKind,
)
from commune_site.organisation.workplace import place_keys, workplace
from portal_network.tenancy.views import OwnObjectMixin


class RecordFilterSet(WagtailFilterSet):
    """By whether something waits to be published."""

    has_unpublished_changes = BooleanFilter(label=gettext_lazy("Changes wait for publication"))

    class Meta:
        model = Unit
        fields: list[str] = []


class UnitFilterSet(RecordFilterSet):
    """Also by kind; declared here, for the package would ask the scoped manager while it starts."""

    kind = ChoiceFilter(label=gettext_lazy("Kind of unit"), choices=UnitKind.choices)


class OwnRecordMixin(OwnObjectMixin):
    """Finds a row to which the person may do what the screen is for; others do not exist."""

    needed = "change"

    def get_object(self, *args, **kwargs) -> PlaceRecord:
        """Return the row of the address.

        Raises:
            Http404: also when it exists, but is not this person's to change so.
        """
        found = super().get_object(*args, **kwargs)
        if not self.user_has_permission_for_instance(self.needed, found):
            raise Http404
        return found


class RecordIndexView(snippets.IndexView):
    """The rows of the place; there is nothing to do with several of them at once."""

    @cached_property
    def columns(self) -> list[Column]:
        """Return the columns without the boxes to tick."""
        columns = super().columns
        return [column for column in columns if not isinstance(column, BulkActionsCheckboxColumn)]


class RecordCreateView(snippets.CreateView):
    """The form of a new row of the place at hand."""

    def get_initial_form_instance(self) -> PlaceRecord:
        """Return an empty row that knows its place."""
        return self.model(**self._place())

    def get_available_actions(self) -> list[str]:
        """Publish at once only where this place lets the person publish."""
        may = self.permission_policy.may_at(self.request.user, {"publish"}, **self._place())
        return _without_publish(super().get_available_actions(), may)

    def _place(self) -> dict[str, str | None]:
        place = workplace(self.request, self.permission_policy, "add")
        if place is None:
            raise Http404
        return place_keys(place)


class RecordEditView(OwnRecordMixin, snippets.EditView):
    """The form of one's own row, with what waits for publication."""

    def get_available_actions(self) -> list[str]:
        """Publish only what the person may publish at the place of the row."""
        may = self.user_has_permission_for_instance("publish", self.object)
        return _without_publish(super().get_available_actions(), may)


class RevisionsCompareView(OwnRecordMixin, snippets.RevisionsCompareView):
    """What one version has and another has not."""


class RecordHistoryView(OwnRecordMixin, snippets.HistoryView):
    """Who changed the row."""


class RecordUsageView(OwnRecordMixin, snippets.UsageView):
    """Where the row is referred to."""


class RecordUnpublishView(OwnRecordMixin, snippets.UnpublishView):
    """Asks before a row is taken from the public."""

    needed = "publish"


class RevisionsUnscheduleView(OwnRecordMixin, snippets.RevisionsUnscheduleView):
    """Nothing is scheduled here; the address stays closed to whoever may not publish."""

    needed = "publish"


class RecordDeleteView(OwnRecordMixin, snippets.DeleteView):
    """Asks before a row is deleted; a unit in use stays, and the person is told why."""

    needed = "delete"

    def form_valid(self, form) -> HttpResponse:
        """Delete the row, unless something hangs on it."""
        if getattr(self.object, "is_in_use", False):
            return self._refuse()
        try:
            return super().form_valid(form)
        except ProtectedError:
            return self._refuse()

    def _refuse(self) -> HttpResponse:
        text = _(
            "“%(name)s” cannot be deleted: other units belong to it, or somebody holds or held a "
            "post there. Move these first, or unpublish it."
        )
        messages.error(self.request, text % {"name": self.object})
        return redirect(self.edit_url_name, self.object.pk)


def _without_publish(actions: list[str], may_publish: bool) -> list[str]:
    return [action for action in actions if may_publish or action != "publish"]


class RecordViewSet(SnippetViewSet):
    """List, form, history and comparison of one kind of rows."""

    index_view_class = RecordIndexView
    add_view_class = RecordCreateView
    edit_view_class = RecordEditView
    delete_view_class = RecordDeleteView
    history_view_class = RecordHistoryView
    usage_view_class = RecordUsageView
    unpublish_view_class = RecordUnpublishView
    revisions_compare_view_class = RevisionsCompareView
    revisions_unschedule_view_class = RevisionsUnscheduleView
    list_per_page = 50
    copy_view_enabled = False
    inspect_view_enabled = False
    search_backend_name = None
    filterset_class = RecordFilterSet

    def get_form_class(self, for_update: bool = False):
        """Return the form's class, made when the addresses are, on behalf of nobody.

        Its fields begin with every row there is; each form keeps them to one's own.
        """
        with scopes_disabled():
            return super().get_form_class(for_update)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return the rows of the place at hand."""
        policy = policy_registry.get_by_type(self.model)
        place = workplace(request, policy, "view")
        rows = self.model.objects.all()
        return rows.of_tenant(place) if place else rows.none()


class UnitViewSet(RecordViewSet):
    """Units and villages."""

    model = Unit
    base_url_path = "to-chuc/don-vi"
    icon = "group"
    menu_label = gettext_lazy("Units, villages")
    edit_handler = panels.UNIT
    filterset_class = UnitFilterSet
    list_display = [
        "name",
        Column("get_kind_display", label=gettext_lazy("Kind of unit")),
        Column("parent", label=gettext_lazy("Belongs to")),
        UpdatedAtColumn(),
    ]
    search_fields = ["name", "folded_name", "organisation_code"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Read the units above at once."""
        return super().get_queryset(request).select_related("parent")


class PhoneColumn(TitleColumn):
    """The telephone number, which leads into its field: what changes most is changed at once."""

    def __init__(self) -> None:
        super().__init__("phone", label=gettext_lazy("Official telephone"), get_url=self._field)

    @staticmethod
    def _field(person: Person) -> str:
        edit = reverse("wagtailsnippets_organisation_person:edit", args=[person.pk])
        return f"{edit}#id_phone"

    def get_value(self, instance: Person) -> str:
        """Return the number, or what there is to do where none is known."""
        return instance.phone or _("Add a telephone number")


class PersonViewSet(RecordViewSet):
    """People and the posts they hold."""

    model = Person
    base_url_path = "to-chuc/can-bo"
    icon = "user"
    menu_label = gettext_lazy("Officials and posts")
    edit_handler = panels.PERSON
    list_display = [
        "name",
        Column("posts_in_words", label=gettext_lazy("Posts held today")),
        PhoneColumn(),
        UpdatedAtColumn(),
    ]
    search_fields = ["name", "folded_name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Read the posts at once."""
        return super().get_queryset(request).prefetch_related("appointments")


class ChannelViewSet(RecordViewSet):
    """Official channels."""

    model = Channel
    base_url_path = "to-chuc/kenh-thong-tin"
    icon = "globe"
    menu_label = gettext_lazy("Official channels")
    edit_handler = panels.CHANNEL
    list_display = [
        "name",
        Column("get_kind_display", label=gettext_lazy("Kind of channel")),
        UpdatedAtColumn(),
    ]
    search_fields = ["name"]


class MapViewSet(RecordViewSet):
    """The administrative map."""

    model = AdministrativeMap
    base_url_path = "to-chuc/ban-do"
    icon = "site"
    menu_label = gettext_lazy("Administrative map")
    edit_handler = panels.MAP
    list_display = ["title", UpdatedAtColumn()]


class OrganisationViewSetGroup(SnippetViewSetGroup):
    """One entry of the menu for all of them."""

    menu_label = gettext_lazy("Organisation of the authority")
    menu_icon = "group"
    menu_order = 215
    items = (UnitViewSet, PersonViewSet, ChannelViewSet, MapViewSet)
