"""How charts are written into SVG."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

# A shape of its own for each series, so that colour is never the only sign (WCAG 1.4.1).
_HALF = 4.5


@register.filter
def plain(number: float) -> str:
    """Return a coordinate as SVG reads it, whatever the language of the page: "12.5"."""
    return f"{number:g}"


@register.simple_tag
def marker(series: int, x: float, y: float, text: str = "") -> SafeString:
    """Draw the mark of a value of the numbered series; ``x`` is a percentage on a plot.

    Without a text it is drawn at pixels, as a sample in a legend.
    """
    title = format_html("<title>{}</title>", text) if text else ""
    across, down = f"{x:g}%" if text else f"{x:g}", f"{y:g}"
    if series == 1:
        return format_html('<circle cx="{}" cy="{}" r="5">{}</circle>', across, down, title)
    if series == 2:
        return _box(across, down, title)
    shape = "M0-6 6 0 0 6-6 0z" if series == 3 else "M0-6 6 5-6 5z"
    # A path knows no percentages; a picture of its own does.
    return format_html(
        '<svg x="{}" y="{}" overflow="visible"><path d="{}">{}</path></svg>',
        across,
        down,
        shape,
        title,
    )


def _box(across: str, down: str, title: str | SafeString) -> SafeString:
    return format_html(
        '<svg x="{}" y="{}" overflow="visible"><rect x="-{}" y="-{}" width="9" height="9">{}'
        "</rect></svg>",
        across,
        down,
        _HALF,
        _HALF,
        title,
    )
