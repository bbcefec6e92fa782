"""The choice of outlines above the fields of a page that has no text yet."""

from wagtail.admin.panels import Panel

from commune_site.editing.outlines.filling import BEGUN_WITH, EMPTY, PARAMETER, is_unwritten
from commune_site.editing.outlines.reading import outlines_for


class OutlinePanel(Panel):
    """Offers the outlines of the section, each a link to the form filled with it."""

    class BoundPanel(Panel.BoundPanel):
        """The choice for one page."""

        template_name = "editing/outlines.html"

        def is_shown(self) -> bool:
            """Show it while nothing is written where outlines are offered."""
            if not super().is_shown() or self.form.is_bound:
                return False
            is_begun = hasattr(self.instance, BEGUN_WITH)
            return bool(outlines_for(self.instance)) and (is_begun or is_unwritten(self.instance))

        def get_context_data(self, parent_context=None) -> dict:
            """Return the outlines and which of them stands in the form."""
            chosen = getattr(self.instance, BEGUN_WITH, "")
            return super().get_context_data(parent_context) | {
                "outlines": outlines_for(self.instance),
                "chosen": chosen,
                "parameter": PARAMETER,
                "empty": EMPTY,
            }
