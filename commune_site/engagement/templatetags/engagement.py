"""What other rooms' templates show of this one: corrections."""

from django import template

from commune_site.engagement.models.corrections import Correction

register = template.Library()


@register.inclusion_tag("engagement/components/corrections.html")
def corrections(page, record: str = "") -> dict:
    """Show the corrections of a page, or of a record below it, the newest first.

    A page without any asks for none.
    """
    if not getattr(page, "corrected_on", None):
        return {"rows": []}
    rows = Correction.everywhere.filter(page=page.pk, record=record, published_on__isnull=False)
    return {"rows": list(rows)}
