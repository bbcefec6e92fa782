"""Panels of the home screen that show pages within reach, whoever once edited or locked others."""

from wagtail.admin.views.home import LockedPagesPanel, RecentEditsPanel

from portal_network.tenancy.screens.filters import reach_of_request


class OwnRecentEditsPanel(RecentEditsPanel):
    """What one edited last, without what has since moved out of reach."""

    def get_context_data(self, parent_context) -> dict:
        """Leave the edits of pages within reach."""
        context = super().get_context_data(parent_context)
        reach = reach_of_request(parent_context["request"])
        context["last_edits"] = [
            (moment, page)
            for moment, page in context["last_edits"]
            if reach.covers_page_path(page.path)
        ]
        return context


class OwnLockedPagesPanel(LockedPagesPanel):
    """What one locked, without what has since moved out of reach."""

    def get_context_data(self, parent_context) -> dict:
        """Leave the locked pages within reach."""
        context = super().get_context_data(parent_context)
        reach = reach_of_request(parent_context["request"])
        context["locked_pages"] = [
            page for page in context["locked_pages"] if reach.covers_page_path(page.path)
        ]
        return context
