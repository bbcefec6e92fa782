"""The form of this room's pages: it knows the section in which a new page will stand."""

from commune_site.forms import PortalPageForm


class RecordForm(PortalPageForm):
    """Tells a new page its section before anything is checked, and offers what belongs there."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.section and self.parent_page is not None:
            self.instance.section = getattr(self.parent_page.specific, "section", "")
        offered = self.instance.choices_here()
        for name, choices in offered.items():
            if name in self.fields:
                self.fields[name].choices = choices
