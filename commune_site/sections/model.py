"""What a mandated section is: immutable records and the registry that looks them up.

A section ("chuyên mục") is one of the categories that law or the province's plans make every
portal carry. Sections are grouped as a citizen would look for them, not as the law lists them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

LEVELS = ("province", "commune")
# The role that answers for a section; "province": the provincial office keeps it for everybody.
OWNERS = ("editor", "responder", "site_administrator", "province")
PERIODS = ("week", "month", "quarter", "half-year", "year")
DEADLINE_KINDS = (
    "working_days",
    "period",
    "consultation",
    "on_change",
    "immediate",
    "continuous",
)
# Compliance profiles: the law that a portal is accepted against, with the profile's full title.
PROFILES = {
    "ND224": "Nghị định 224/2026/NĐ-CP",
    "ND42_TT22": "Nghị định 42/2022/NĐ-CP, Thông tư 22/2023/TT-BTTTT",
    "L10_2022": "Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15",
    "TCTT": "Luật Tiếp cận thông tin",
}
# The groups of information that every commune must disclose (Luật 10/2022/QH15, Điều 11; R41).
DISCLOSURE_GROUPS = range(1, 15)


class UnknownSection(LookupError):
    """No section, or no group of sections, has this slug."""


@dataclass(frozen=True)
class DeadlineRule:
    """How soon, or how often, a section must be brought up to date (R53 to R62).

    ``working_days``: days counted from the day the information came to be (R54), or from the end of
    the period when ``periods`` is set as well. ``minimum_open_days``: calendar days for which a
    consultation stays open. ``source``: the text that sets the numbers, empty where none is known.
    """

    kind: str
    working_days: int | None = None
    periods: tuple[str, ...] = ()
    minimum_open_days: int | None = None
    source: str = ""

    def describe(self) -> str:
        """Return the rule as words for officers, in the active language."""
        if self.kind == "on_change":
            return _("as soon as anything changes")
        if self.kind == "immediate":
            return _("at once")
        if self.kind == "continuous":
            return _("continuously")
        if self.kind == "consultation":
            return ngettext(
                "open for at least %(count)d day",
                "open for at least %(count)d days",
                self.minimum_open_days,
            ) % {"count": self.minimum_open_days}
        rhythm = ", ".join(_period_label(period) for period in self.periods)
        if self.working_days is None:
            return rhythm
        limit = ngettext(
            "within %(count)d working day", "within %(count)d working days", self.working_days
        ) % {"count": self.working_days}
        return f"{limit}; {rhythm}" if rhythm else limit


def _period_label(period: str) -> str:
    labels = {
        "week": _("every week"),
        "month": _("every month"),
        "quarter": _("every quarter"),
        "half-year": _("every half-year"),
        "year": _("every year"),
    }
    return labels[period]


@dataclass(frozen=True)
class SectionGroup:
    """A heading that gathers sections; it stands in the main menu when ``menu_order`` is set."""

    slug: str
    name: str
    url_slug: str
    order: int
    description: str
    menu_order: int | None = None


@dataclass(frozen=True)
class Section:
    """One mandated section of the portal of a province, of a commune, or of both.

    ``levels`` are the portals that must have it, ``optional_levels`` those that may. ``bases`` maps
    a compliance profile (``PROFILES``) to the articles that demand the section; a profile that says
    nothing is absent. ``disclosure_group`` is the clause of Luật 10/2022/QH15, Điều 11, that the
    section answers. ``page_type`` is what officers post in it, ``also`` what else they may;
    ``standing`` names what it shows from data. Items of a section with ``personal_data`` expire
    ``expiry_days`` after they were disclosed (R83). ``needs_file``: each carries a signed file.
    ``english_name`` heads it on English pages.
    """

    number: int
    slug: str
    name: str
    url_slug: str
    group: str
    levels: tuple[str, ...]
    page_type: str
    owner: str
    description: str
    guidance: str
    deadline: DeadlineRule
    also: tuple[str, ...] = ()
    short_name: str = ""
    english_name: str = ""
    optional_levels: tuple[str, ...] = ()
    bases: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    other_bases: tuple[str, ...] = ()
    disclosure_group: int | None = None
    standing: str | None = None
    personal_data: bool = False
    expiry_days: int | None = None
    needs_file: bool = False

    def __post_init__(self):
        object.__setattr__(self, "bases", MappingProxyType(dict(self.bases)))

    @property
    def menu_name(self) -> str:
        """The short name where there is one: menus have little room."""
        return self.short_name or self.name

    @property
    def posted_types(self) -> tuple[str, ...]:
        """What may be posted in the section, the usual type first."""
        return (self.page_type, *self.also)

    @property
    def is_single_page(self) -> bool:
        """Whether the section itself is the page, rather than a list of what is posted in it."""
        return self.page_type == "information"

    def applies_to(self, level: str, *, include_optional: bool = False) -> bool:
        """Tell whether portals of ``level`` must (or, when asked, may) have this section."""
        if level not in LEVELS:
            raise ValueError(f"level must be one of {', '.join(LEVELS)}, not {level!r}")
        return level in self.levels or (include_optional and level in self.optional_levels)


class SectionRegistry:
    """All sections by number and all groups by their order; immutable, shared by all threads."""

    def __init__(self, groups: Iterable[SectionGroup], sections: Iterable[Section]):
        self.groups: tuple[SectionGroup, ...] = tuple(sorted(groups, key=lambda one: one.order))
        self.sections: tuple[Section, ...] = tuple(sorted(sections, key=lambda one: one.number))
        self._groups = {group.slug: group for group in self.groups}
        self._sections = {section.slug: section for section in self.sections}

    def get(self, slug: str) -> Section:
        """Return the section with this slug; raise ``UnknownSection`` when there is none."""
        try:
            return self._sections[slug]
        except KeyError:
            raise UnknownSection(_("There is no section “%(slug)s”.") % {"slug": slug}) from None

    def group(self, slug: str) -> SectionGroup:
        """Return the group with this slug; raise ``UnknownSection`` when there is none."""
        try:
            return self._groups[slug]
        except KeyError:
            message = _("There is no group of sections “%(slug)s”.") % {"slug": slug}
            raise UnknownSection(message) from None

    @cached_property
    def personal_data_slugs(self) -> frozenset[str]:
        """The sections whose lists name people (R83): never in search, feeds or sitemaps."""
        return frozenset(section.slug for section in self.sections if section.personal_data)

    @property
    def menu_groups(self) -> tuple[SectionGroup, ...]:
        """The groups of the main menu, in its order."""
        listed = [group for group in self.groups if group.menu_order is not None]
        return tuple(sorted(listed, key=lambda group: group.menu_order))

    def for_level(self, level: str, *, include_optional: bool = False) -> tuple[Section, ...]:
        """Return the sections that portals of ``level`` must have, with optional ones if asked."""
        return tuple(
            section
            for section in self.sections
            if section.applies_to(level, include_optional=include_optional)
        )

    def in_group(
        self, group_slug: str, level: str, *, include_optional: bool = False
    ) -> tuple[Section, ...]:
        """Return the sections of one group on portals of ``level``; refuse an unknown group."""
        group = self.group(group_slug)
        sections = self.for_level(level, include_optional=include_optional)
        return tuple(section for section in sections if section.group == group.slug)
