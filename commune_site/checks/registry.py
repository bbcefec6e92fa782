"""The registry of checks: the page editor, the review screen and publication read the same one.

A check looks at a page as its revision, or a form, has it. It asks the database nothing but for
what belongs to the page. Rooms register theirs while they start.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured
from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commune_site.approval import approval_policy
from commune_site.checks.contents import forget_rows

Examination = Callable[[object], Iterable[str]]


class Level(TextChoices):
    """What a failed check does; each province says it for each check."""

    BLOCK = "block", _("stops publication")
    WARN = "warn", _("is only pointed out")
    OFF = "off", _("is not looked at")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that is looked at.

    ``label`` names what has to be there ("Alternative texts"), ``reason`` says why, with the
    article of law where one demands it. ``examine`` yields a sentence for each fault of a page;
    ``applies`` tells whether the page can have the fault at all. ``field``: the form field beside
    which a fault is told. ``level`` counts where a province says nothing. ``about_site``: the fault
    is none of the text's, and counts against it only where it stops publication.
    """

    code: str
    label: str | Promise
    reason: str | Promise
    examine: Examination
    applies: Callable[[object], bool]
    level: Level = Level.WARN
    field: str = ""
    about_site: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """What a check found on a page; no faults: it is passed."""

    check: Check
    level: Level
    faults: tuple[str, ...]

    @property
    def is_passed(self) -> bool:
        """Tell whether nothing is wrong."""
        return not self.faults

    @property
    def is_block(self) -> bool:
        """Tell whether this stops publication."""
        return bool(self.faults) and self.level == Level.BLOCK


CHECKS: dict[str, Check] = {}


def _always(page) -> bool:
    return True


def register_check(
    code: str,
    *,
    label: str | Promise,
    reason: str | Promise,
    applies: Callable[[object], bool] = _always,
    level: Level = Level.WARN,
    field: str = "",
    about_site: bool = False,
) -> Callable[[Examination], Examination]:
    """Register the decorated function as a check.

    Raises:
        ImproperlyConfigured: the code is taken.
    """

    def register(examination: Examination) -> Examination:
        if code in CHECKS:
            raise ImproperlyConfigured(f"Two checks are called {code}.")
        CHECKS[code] = Check(code, label, reason, examination, applies, level, field, about_site)
        return examination

    return register


def examine(page, levels: Mapping[str, str] | None = None) -> list[Result]:
    """Return what each check that is on and concerns the page says, in their order.

    ``levels`` maps codes to levels; without it the policy of approval is asked (one query).
    """
    if levels is None:
        levels = approval_policy().check_levels(page)
    forget_rows(page)
    return [
        Result(check, level, tuple(check.examine(page)))
        for code, check in CHECKS.items()
        if (level := Level(levels.get(code, check.level))) != Level.OFF and check.applies(page)
    ]


def failures_of(page) -> list[str]:
    """Return all sentences against a text."""
    return [
        fault
        for result in examine(page)
        if result.is_block or not result.check.about_site
        for fault in result.faults
    ]


def blocks_of(page) -> list[Result]:
    """Return what stops the publication of a text."""
    return [result for result in examine(page) if result.is_block]
