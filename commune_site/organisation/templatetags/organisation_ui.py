"""How units and people look on public pages."""

from django import template

from commune_site.organisation.models import Appointment, Unit
from commune_site.organisation.queries import Organisation

register = template.Library()


@register.filter
def lines(text: str) -> list[str]:
    """Return the lines of a text without the marks that officers type before them."""
    found = (line.strip().lstrip("-–—•*+·").strip() for line in text.splitlines())
    return [line for line in found if line]


@register.filter
def unit_of(organisation: Organisation, post: Appointment) -> Unit | None:
    """Return the published unit of a post."""
    node = organisation.nodes.get(post.unit_id)
    return node.unit if node else None
