"""Looks at a consultation before it is published: long enough, and something to comment on."""

from collections.abc import Iterator

from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commune_site.checks import Level, register_check
from commune_site.checks.contents import attached_rows
from commune_site.consultations.models import ConsultationPage
from commune_site.consultations.periods import earliest_end, shortest_days


def _is_consultation(page) -> bool:
    return isinstance(page, ConsultationPage)


@register_check(
    "consultation-period",
    label=gettext_lazy("Enough time for comments"),
    reason=gettext_lazy(
        "The time counts from the day on which the page becomes public (Law 64/2025/QH15; Law "
        "10/2022/QH15, article 25). Move the last day, or write why the time is shorter."
    ),
    applies=_is_consultation,
    level=Level.BLOCK,
    field="closes_on",
)
def open_long_enough(page: ConsultationPage) -> Iterator[str]:
    """A consultation that waited for approval is open as long as the law asks all the same."""
    if page.short_period_reason.strip() or not (page.opens_on and page.closes_on):
        return
    if page.closes_on < (end := earliest_end(page)):
        yield _("Published today, it has to stay open until %(day)s (%(days)d days).") % {
            "day": f"{end:%d/%m/%Y}",
            "days": shortest_days(page),
        }


@register_check(
    "consultation-text",
    label=gettext_lazy("The draft itself"),
    reason=gettext_lazy("Nobody can comment on a text that cannot be read."),
    applies=_is_consultation,
    level=Level.BLOCK,
    field="draft_text",
)
def draft_is_there(page: ConsultationPage) -> Iterator[str]:
    """The draft stands on the page, or is attached."""
    if not strip_tags(page.draft_text).strip() and not attached_rows(page):
        yield _("Neither the text of the draft nor a file is there.")
