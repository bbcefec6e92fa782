"""How a type of page looks where officers choose one."""

from django import template
from django.utils.functional import Promise

from commune_site.sections import Section, UnknownSection, get_registry
from commune_site.workplace.page_kinds import description_of

register = template.Library()


@register.simple_tag
def page_kind_description(app_label: str, model_name: str) -> str | Promise:
    """Return what a type of page is for."""
    return description_of(f"{app_label}.{model_name}")


@register.simple_tag
def section_of_page(page) -> Section | None:
    """Return the section of the registry that a page stands for, or None."""
    try:
        return get_registry().get(page.section) if getattr(page, "section", "") else None
    except UnknownSection:
        return None
