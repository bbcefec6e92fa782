"""Columns of the people screens."""

from django.utils import timezone
from django.utils.formats import date_format
from wagtail.admin.ui.tables import Column

MOMENT_FORMAT = "d/m/Y H:i"


class MomentColumn(Column):
    """A moment in local time, to the minute; "–" for one that has not been."""

    empty_value_display = "–"

    def get_value(self, instance) -> str:
        """Return the moment as people here write it."""
        moment = super().get_value(instance)
        return date_format(timezone.localtime(moment), MOMENT_FORMAT) if moment else ""
