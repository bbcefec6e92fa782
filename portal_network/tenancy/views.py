"""Screens of authorities: Wagtail's own ask only whether a person may change *some* authority."""

from django.db.models import QuerySet
from django.http import Http404
from wagtail.admin.views import generic
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.generic.usage import UsageView

from portal_network.tenancy.models import Authority


class OwnAuthorityMixin:
    """Finds an authority that the person may change; any other one does not exist (404)."""

    def get_object(self, *args, **kwargs) -> Authority:
        """Return the authority of the address.

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


class AuthorityEditView(OwnAuthorityMixin, generic.EditView):
    """The form of one's own authority."""


class AuthorityHistoryView(OwnAuthorityMixin, HistoryView):
    """Who changed one's own authority."""


class AuthorityUsageView(OwnAuthorityMixin, UsageView):
    """Where one's own authority is referred to."""
