"""Reports about one's own places; Wagtail's filters name everybody's people and sites."""

import django_filters
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.views.reports.audit_logging import LogEntriesView
from wagtail.admin.views.reports.locked_pages import LockedPagesReportFilterSet, LockedPagesView
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.log_actions import registry as log_action_registry
from wagtail.models import ModelLogEntry, PageLogEntry

from portal_network.tenancy.isolation.ownership import within
from portal_network.tenancy.isolation.reach import Reach
from portal_network.tenancy.models import Commune, Province
from portal_network.tenancy.screens.filters import near_colleagues, reach_of_request


class OwnLockedPagesFilterSet(LockedPagesReportFilterSet):
    """Offers near colleagues instead of whoever locked a page anywhere."""

    locked_by = django_filters.ModelChoiceFilter(
        label=_("Locked by"),
        empty_label=_("Anyone"),
        field_name="locked_by",
        queryset=near_colleagues,
    )

    class Meta(LockedPagesReportFilterSet.Meta):
        pass


class OwnLockedPagesView(LockedPagesView):
    """Locked pages within reach."""

    filterset_class = OwnLockedPagesFilterSet

    def get_queryset(self) -> QuerySet:
        """Leave out what one locked elsewhere before a role ended."""
        return within(reach_of_request(self.request), super().get_queryset())


class OwnSiteHistoryFilterSet(WagtailFilterSet):
    """Filters that need not look through the log to know their choices."""

    timestamp = django_filters.DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)
    user = django_filters.ModelChoiceFilter(
        label=_("User"), queryset=near_colleagues, field_name="user"
    )
    action = django_filters.ChoiceFilter(label=_("Action"), choices=log_action_registry.get_choices)
    label = django_filters.CharFilter(label=_("Name"), lookup_expr="icontains")

    class Meta:
        model = PageLogEntry
        fields: list[str] = []


class OwnSiteHistoryView(LogEntriesView):
    """What was done to pages, pictures, files and particulars within reach.

    Wagtail's own report looks through the log of the whole installation to fill its filters.
    """

    filterset_class = OwnSiteHistoryFilterSet

    def get_filtered_queryset(self) -> QuerySet:
        """Return keys of entries of both logs, newest first, as the base class reads them."""
        reach = reach_of_request(self.request)
        self.log_models = [PageLogEntry, ModelLogEntry]
        logs = (
            within(reach, PageLogEntry.objects.all()),
            ModelLogEntry.objects.filter(_about_own_rows(reach)),
        )
        pages, others = (
            self.filter_queryset(
                log.values("pk", "timestamp").annotate(
                    log_model_index=Value(index, output_field=IntegerField())
                )
            ).order_by()
            for index, log in enumerate(logs)
        )
        return pages.union(others, all=True).order_by("-timestamp")


def _about_own_rows(reach: Reach) -> Q:
    if reach.is_everything:
        return Q()
    wanted = Q(pk__in=())
    for model in (Commune, Province, get_image_model(), get_document_model()):
        # The log keeps keys as text.
        rows = within(reach, model._base_manager.annotate(key=Cast("pk", CharField())))
        subject = ContentType.objects.get_for_model(model)
        wanted |= Q(content_type=subject, object_id__in=rows.values("key"))
    return wanted
