"""Rules, probations and reasons, written by the administrators of a province."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.generic.usage import UsageView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.permissions import policy_registry

from portal_network.moderation.forms import ProvinceRowForm
from portal_network.moderation.models import ApprovalRule, CheckRule, Probation, SendBackReason


class OwnRowMixin:
    """Finds a row of a province that the person administers; any other does not exist (404)."""

    def get_object(self, *args, **kwargs):
        """Return the row of the address.

        Raises:
            Http404: also when it exists, but is somebody else's.
        """
        found = super().get_object(*args, **kwargs)
        if not self.permission_policy.user_has_permission_for_instance(
            self.request.user, "change", found
        ):
            raise Http404
        return found


class RowIndexView(generic.IndexView):
    """The rows of one's own provinces."""

    def get_base_queryset(self):
        """Ask the policy, and read at once what the rows name."""
        rows = self.permission_policy.instances_user_has_permission_for(self.request.user, "change")
        keys = [name for name in ("province", "commune") if hasattr(self.model, name)]
        return rows.select_related(*keys)


class RowEditView(OwnRowMixin, generic.EditView):
    """The form of one's own row."""


class RowDeleteView(OwnRowMixin, generic.DeleteView):
    """Asks before a row is deleted."""


class RowHistoryView(OwnRowMixin, HistoryView):
    """Who changed one's own row."""


class RowUsageView(OwnRowMixin, UsageView):
    """Where one's own row is referred to."""


class RowViewSet(ModelViewSet):
    """List, add, change, delete; what is under way follows the rules of its beginning."""

    index_view_class = RowIndexView
    edit_view_class = RowEditView
    delete_view_class = RowDeleteView
    history_view_class = RowHistoryView
    usage_view_class = RowUsageView
    list_per_page = 50
    copy_view_enabled = False
    inspect_view_enabled = False

    @property
    def permission_policy(self):
        """Return the policy that reads memberships."""
        return policy_registry.get_by_type(self.model)


def row_form(*fields) -> ObjectList:
    """Return the panels of a row whose form offers own places."""
    # Who administers one province has nothing to choose: the style hides the heading, too.
    classes = {"province": "approval-province"}
    panels = [
        FieldPanel(field, classname=classes.get(field, "")) if isinstance(field, str) else field
        for field in fields
    ]
    return ObjectList(panels, base_form_class=ProvinceRowForm)


class ApprovalRuleViewSet(RowViewSet):
    """Who approves which section."""

    model = ApprovalRule
    url_prefix = "quy-tac-duyet"
    icon = "list-ol"
    menu_label = _("Approval rules")
    edit_handler = row_form(
        "province", "commune", "section", "route",
        FieldRowPanel([FieldPanel("commune_days"), FieldPanel("province_days")]),
    )  # fmt: skip
    list_display = [
        "section_name",
        Column("place_name", label=_("Commune")),
        "route",
        "commune_days",
        "province_days",
    ]
    ordering = ["province", "commune", "section"]


class ProbationViewSet(RowViewSet):
    """Communes of which everything passes through the province for some time."""

    model = Probation
    url_prefix = "giam-sat"
    icon = "warning"
    menu_label = _("Communes on probation")
    edit_handler = row_form("province", "commune", "since", "until", "reason")
    list_display = ["commune", "since", "until", "reason"]


class SendBackReasonViewSet(RowViewSet):
    """Reasons that are written once and ticked afterwards."""

    model = SendBackReason
    url_prefix = "ly-do-tra-lai"
    icon = "comment"
    menu_label = _("Reasons for sending back")
    edit_handler = row_form("province", "text", "position")
    list_display = ["text", "position"]


class CheckRuleViewSet(RowViewSet):
    """What failed checks do: stop publication, be pointed out, or nothing."""

    model = CheckRule
    url_prefix = "kiem-tra-bai"
    icon = "clipboard-list"
    menu_label = _("Checks before publication")
    edit_handler = row_form("province", "check_code", "level")
    list_display = ["check_name", "level"]


class ApprovalViewSetGroup(ModelViewSetGroup):
    """One entry of the menu for all of them."""

    menu_label = _("Rules of approval")
    menu_icon = "list-ol"
    menu_order = 257
    items = (ApprovalRuleViewSet, ProbationViewSet, SendBackReasonViewSet, CheckRuleViewSet)
