"""The check that needs the calendar of working days: whether an item comes too late (R54)."""

from collections.abc import Iterator
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commune_site.checks import register_check
from commune_site.sections import registry_value
from portal_network.moderation.deadlines import due_after


def _has_deadline(page) -> bool:
    """Tell whether a term runs from a document's date, and the page was never public."""
    is_dated = isinstance(getattr(page, "issued_on", None), date)
    return is_dated and page.first_published_at is None and bool(_working_days(page))


def _working_days(page) -> int | None:
    rule = registry_value(page.section, "deadline", None)
    # With a period the term runs from its end, not from the day of signing.
    return rule.working_days if rule and not rule.periods else None


@register_check(
    "deadline",
    label=gettext_lazy("Posted in time"),
    reason=gettext_lazy(
        "The law sets how many working days may pass between signing and posting. Post it all the "
        "same, at once: late is better than never."
    ),
    applies=_has_deadline,
)
def past_deadline(page) -> Iterator[str]:
    """A document is posted within the working days of its section."""
    due_on = due_after(_working_days(page), page.issued_on, page.province_id)
    if due_on < timezone.localdate():
        yield _("It should have been posted by %(date)s.") % {"date": date_format(due_on, "d/m/Y")}
