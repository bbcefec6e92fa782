"""Registers what the room adds to the home screen of the administration."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from commune_site.workplace.panels import DebtsPanel, JobsPanel


@hooks.register("construct_homepage_panels")
def add_panels(request: HttpRequest, panels: list) -> None:
    """Begin with the common jobs; say further down what the site owes."""
    panels += [JobsPanel(request), DebtsPanel(request)]


@hooks.register("construct_help_menu")
def leave_out_foreign_help(request: HttpRequest, items: list[MenuItem]) -> None:
    """Offer no help on other hosts, in another language, about the parts the portal is made of."""
    items[:] = [item for item in items if str(item.url).startswith(("/", "#"))]


@hooks.register("insert_global_admin_css")
def add_styles() -> SafeString:
    """Add the styles of the panels."""
    return format_html('<link rel="stylesheet" href="{}">', static("workplace/css/workplace.css"))
