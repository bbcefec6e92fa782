"""Looks for what an outline left to be written, so that no reader finds it."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy, ngettext

from commune_site.checks import Level, register_check
from commune_site.checks.contents import all_words, has_body

# "[… giờ, ngày]"; "[…]" alone marks what a quotation leaves out.
GAP = re.compile(r"\[…\s*\w[^\]]*\]")


@register_check(
    "gaps",
    label=gettext_lazy("No gaps of the outline"),
    reason=gettext_lazy(
        "What stands in brackets with dots was meant for whoever writes; readers cannot use it."
    ),
    applies=has_body,
    level=Level.BLOCK,
)
def gaps_left(page) -> Iterator[str]:
    """Every place that an outline marks has been written over."""
    if gaps := GAP.findall("\n".join(_texts(page))):
        said = ngettext(
            "One place is still to be written: “%(gap)s”.",
            "%(count)d places are still to be written, the first: “%(gap)s”.",
            len(gaps),
        )
        yield said % {"gap": gaps[0], "count": len(gaps)}


def _texts(page) -> Iterator[str]:
    yield all_words(page)
    if hasattr(page, "take_rows"):
        for row in page.entries.all():
            yield from (row.content, row.chair, row.participants, row.place)
