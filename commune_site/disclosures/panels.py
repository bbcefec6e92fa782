"""Panels of the form of disclosures."""

from wagtail.admin.panels import MultiFieldPanel


class OwnFieldsPanel(MultiFieldPanel):
    """The fields that the section of the page adds; no panel at all where it adds none."""

    class BoundPanel(MultiFieldPanel.BoundPanel):
        """The panel of one form."""

        def is_shown(self) -> bool:
            """Tell whether the form has any of the fields."""
            return super().is_shown() and any(child.is_shown() for child in self.children)
