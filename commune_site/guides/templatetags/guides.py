"""The way from a screen of the administration to its guide."""

from django import template
from django.urls import reverse

from commune_site.guides.readers import guide_for_screen

register = template.Library()


@register.inclusion_tag("guides/link.html", takes_context=True)
def guide_link(context) -> dict:
    """Show the way to the guide of this screen, where there is one; asks the database nothing.

    Headers of the administration are drawn without the variables of their page; the request goes
    along with every context that was made for one.
    """
    request = context.get("request") or getattr(context, "request", None)
    guide = guide_for_screen(request) if request else None
    return {"address": reverse("guides_guide", args=[guide.name]) if guide else "", "guide": guide}
