"""Registers what the disclosures add to Wagtail; the work is done elsewhere."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from commune_site.disclosures.erasure import ERASED
from commune_site.disclosures.lists_of_people import (
    VIEWED,
    record_view,
    refuse_files_of_lists_that_are_over,
)

hooks.register("before_edit_page", record_view)
hooks.register("before_serve_document", refuse_files_of_lists_that_are_over)


@hooks.register("register_log_actions")
def register_log_actions(actions) -> None:
    """Name what the log says of lists that name people."""
    actions.register_action(VIEWED, _("Open a list of people"), _("List of people opened"))
    actions.register_action(ERASED, _("Erase a list of people"), _("List of people erased"))
