"""Entries of the administration's menus that only those see whose work they are."""

from collections.abc import Callable

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem

from portal_network.tenancy.screens.filters import reach_of_request


class MenuItemFor(MenuItem):
    """An entry that is shown to whom it concerns; the address itself refuses everybody else."""

    def __init__(self, *args, concerns: Callable[[HttpRequest], bool], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.concerns = concerns

    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether the entry is for this person."""
        return self.concerns(request)


def works_anywhere(request: HttpRequest) -> bool:
    """Tell whether the person works for any site."""
    return not reach_of_request(request).is_nothing
