"""Reports about one's own places; Wagtail's filters name everybody's people and sites."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.reports.locked_pages import LockedPagesReportFilterSet, LockedPagesView

from portal_network.tenancy.isolation.ownership import within
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
