"""The panel in which an officer uploads tables."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import InlinePanel


def figures_panel(**options) -> InlinePanel:
    """Return the panel of the tables of a page; ``max_num`` and other options pass through."""
    labels = {"heading": _("Figures as tables"), "label": _("table of figures")}
    return InlinePanel("figures", **labels | options)
