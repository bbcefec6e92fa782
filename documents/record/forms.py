"""The form of a legal document."""

from commune_site.forms import PortalPageForm


class LegalDocumentForm(PortalPageForm):
    """Asks anew for the reason of each change after publication."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        page = self.instance
        if page is not None and page.pk and not page.has_unpublished_changes:
            # The newest draft still holds the reason of what is public by now.
            self.initial["change_note"] = ""
