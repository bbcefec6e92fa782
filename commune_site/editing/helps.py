"""What stands above the fields of a page and helps to write it."""

from wagtail.admin.panels import PanelGroup

from commune_site.checks.panel import ChecklistPanel
from commune_site.editing.outlines.panel import OutlinePanel


class WritingHelpsPanel(PanelGroup):
    """The checklist and the outlines as one panel: Wagtail draws a title large up to the second."""

    def __init__(self, children=None, *args, **kwargs):
        super().__init__(children or [ChecklistPanel(), OutlinePanel()], *args, **kwargs)

    class BoundPanel(PanelGroup.BoundPanel):
        """The helps of one page."""

        template_name = "editing/helps.html"
