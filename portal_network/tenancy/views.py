"""Screens of single rows: Wagtail's own ask only whether a person may change *some* row."""

from django.db.models import Model, QuerySet
from django.http import Http404
from wagtail.admin.views import generic
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.generic.usage import UsageView


class OwnObjectMixin:
    """Finds a row that the person may change; any other one does not exist (404)."""

    def get_object(self, *args, **kwargs) -> Model:
        """Return the row of the address.

        Raises:
            Http404: also when it exists, but is somebody else's.
        """
        found = super().get_object(*args, **kwargs)
        if not self.user_has_permission_for_instance("change", found):
            raise Http404
        return found


class AuthorityIndexView(generic.IndexView):
    """The authorities that the person may change, and no other."""

    def get_base_queryset(self) -> QuerySet:
        """Ask the policy instead of listing every row."""
        return self.permission_policy.instances_user_has_permission_for(self.request.user, "change")


class AuthorityEditView(OwnObjectMixin, generic.EditView):
    """The form of one's own authority."""


class AuthorityHistoryView(OwnObjectMixin, HistoryView):
    """Who changed one's own authority."""


class AuthorityUsageView(OwnObjectMixin, UsageView):
    """Where one's own authority is referred to."""
