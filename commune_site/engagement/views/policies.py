"""Rules for cases, written by the administrators of a province."""

from django.forms import Select
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from commune_site.engagement.models.policies import CasePolicy
from portal_network.moderation.views.rules import RowViewSet, row_form


class CasePolicyViewSet(RowViewSet):
    """Deadline, retention and privacy notice of each kind of case."""

    model = CasePolicy
    url_prefix = "quy-tac-ho-so"
    icon = "calendar-check"
    menu_label = _("Rules for cases")
    menu_order = 258
    add_to_settings_menu = True
    edit_handler = row_form(
        "province",
        # Without this, Wagtail asks for a slug to be typed where one of a few kinds is meant.
        FieldPanel("kind", heading=_("Kind of case"), widget=Select),
        FieldRowPanel(
            [
                FieldPanel("answer_days"),
                FieldPanel("counts_working_days"),
                FieldPanel("warning_days"),
            ]
        ),
        "needs_signature",
        MultiFieldPanel(
            [FieldPanel("retention_days"), FieldPanel("purpose"), FieldPanel("legal_basis")],
            heading=_("Privacy notice"),
        ),
    )  # fmt: skip
    list_display = ["province", "kind", "answer_days", "counts_working_days", "retention_days"]
    ordering = ["province", "kind"]
