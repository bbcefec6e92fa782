"""Menu and breadcrumbs, as Wagtail's demonstration site makes them."""

from django import template
from django.template import RequestContext
from wagtail.models import Page, Site

register = template.Library()


@register.simple_tag(takes_context=True)
def menu(context: RequestContext) -> list[tuple[Page, list[Page]]]:
    """Return the groups of the menu with their sections."""
    root = Site.find_for_request(context["request"]).root_page
    return [
        (group, list(group.get_children().live().in_menu()))
        for group in root.get_children().live().in_menu()
    ]


@register.simple_tag(takes_context=True)
def breadcrumbs(context: RequestContext) -> list[Page]:
    """Return the pages from the front page down to the one above this."""
    page = context.get("self")
    return list(page.get_ancestors().filter(depth__gt=1)) if page and page.depth > 2 else []
