"""Turn the content of a registry file into sections and groups, or say all that is wrong."""

import re

from django.utils.translation import gettext as _

from commune_site.sections.errors import Problem
from commune_site.sections.model import (
    DEADLINE_KINDS,
    DISCLOSURE_GROUPS,
    LEVELS,
    OWNERS,
    PERIODS,
    PROFILES,
    DeadlineRule,
    Section,
    SectionGroup,
)
from commune_site.sections.naming import newspaper_words
from commune_site.sections.rows import Row
from commune_site.sections.vocabulary import PAGE_TYPES, PRESENTATIONS

# What the database keeps of a section: ``PortalPage.section`` and ``Page.title``.
_SLUG_LENGTH = 50
_NAME_LENGTH = 255
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# Addresses at the root of a portal that are taken (English pages, admin, text sitemap, search,
# directory of communes): a section or group there could not be reached.
RESERVED_URL_SLUGS = frozenset({"en", "quan-tri", "so-do-trang", "tim-kiem", "xa-phuong"})
# The main menu has at most eight entries, of which the front page and the site map take two.
MAXIMUM_MENU_GROUPS = 6

# What each kind of deadline must say and may say beside its source.
_DEADLINE_KEYS = {
    "working_days": ({"working_days"}, {"periods"}),
    "period": ({"periods"}, {"working_days"}),
    "consultation": ({"minimum_open_days"}, set()),
    "on_change": (set(), set()),
    "immediate": (set(), set()),
    "continuous": (set(), set()),
}


def read_registry(
    content: dict,
) -> tuple[list[SectionGroup], list[Section], list[Problem]]:
    """Read the parsed file; groups and sections are only complete when there are no problems."""
    problems: list[Problem] = []
    for key in content.keys() - {"groups", "sections"}:
        problems.append(Problem("unknown_key", _("is not a known key."), key=key))
    group_rows = _rows(content, "groups", _("Group of sections %(place)d (%(slug)s)"), problems)
    section_rows = _rows(content, "sections", _("Section %(place)d (%(slug)s)"), problems)
    groups = [_read_group(row) for row in group_rows]
    sections = [_read_section(row) for row in section_rows]

    for key in ("slug", "order", "menu_order"):
        _refuse_duplicates(group_rows, key)
    for key in ("number", "slug", "standing"):
        _refuse_duplicates(section_rows, key)
    # Group pages and section pages may be neighbours in the tree.
    _refuse_duplicates(group_rows + section_rows, "url_slug")
    _check_groups(group_rows, section_rows)
    _check_coverage(section_rows, problems)
    return groups, sections, problems


def _rows(content: dict, key: str, label: str, problems: list[Problem]) -> list[Row]:
    """Return one ``Row`` per table of an array, labelled with its place in the file and slug."""
    tables = content.get(key)
    if (
        not isinstance(tables, list)
        or not tables
        or not all(isinstance(table, dict) for table in tables)
    ):
        message = _("must be a list of tables, written [[%(key)s]].") % {"key": key}
        problems.append(Problem("table", message, key=key))
        return []
    return [
        Row(table, label % {"place": place, "slug": table.get("slug", "?")}, problems)
        for place, table in enumerate(tables, start=1)
    ]


def _read_group(row: Row) -> SectionGroup:
    group = SectionGroup(
        slug=_slug(row, "slug"),
        name=_official_name(row, "name"),
        url_slug=_url_slug(row),
        order=row.number("order"),
        description=row.text("description"),
        menu_order=row.number("menu_order", required=False),
    )
    row.refuse_other_keys()
    return group


def _read_section(row: Row) -> Section:
    section = Section(
        number=row.number("number"),
        slug=_slug(row, "slug"),
        name=_official_name(row, "name"),
        short_name=_official_name(row, "short_name", required=False) or "",
        english_name=row.text("english_name", required=False, maximum=_NAME_LENGTH) or "",
        url_slug=_url_slug(row),
        group=row.text("group"),
        levels=row.choices("levels", LEVELS),
        optional_levels=row.choices("optional_levels", LEVELS, required=False),
        page_type=row.choice("page_type", PAGE_TYPES),
        also=row.choices("also", PAGE_TYPES, required=False),
        owner=row.choice("owner", OWNERS),
        description=row.text("description"),
        guidance=row.text("guidance"),
        deadline=_read_deadline(row),
        bases=_read_bases(row),
        other_bases=row.texts("other_bases", required=False),
        disclosure_group=row.number(
            "disclosure_group", required=False, maximum=DISCLOSURE_GROUPS[-1]
        ),
        standing=row.choice("standing", PRESENTATIONS, required=False),
        personal_data=row.flag("personal_data"),
        expiry_days=row.number("expiry_days", required=False),
        needs_file=row.flag("needs_file"),
    )
    row.refuse_other_keys()
    if set(section.levels) & set(section.optional_levels):
        message = _("repeats a level that is already mandatory.")
        row.refuse("duplicate", message, "optional_levels")
    if section.personal_data and "expiry_days" not in row.table:
        # Lists that name people must not stay for ever (R83).
        message = _("is missing: a section with personal data must say when its items expire.")
        row.refuse("missing", message, "expiry_days")
    return section


def _slug(row: Row, key: str) -> str | None:
    slug = row.text(key, maximum=_SLUG_LENGTH)
    if slug is not None and not _SLUG.fullmatch(slug):
        message = _("may only hold the letters a to z without marks, digits and single hyphens.")
        row.refuse("slug", message, key)
    return slug


def _url_slug(row: Row) -> str | None:
    slug = _slug(row, "url_slug")
    if slug in RESERVED_URL_SLUGS:
        message = _("“%(slug)s” is an address that the portal itself uses.") % {"slug": slug}
        row.refuse("reserved", message, "url_slug")
    return slug


def _official_name(row: Row, key: str, *, required: bool = True) -> str | None:
    name = row.text(key, required=required, maximum=_NAME_LENGTH)
    words = newspaper_words(name or "")
    if words:
        message = _("“%(name)s” reads like a newspaper's (QĐ 1418/QĐ-BTTTT): avoid %(words)s.")
        row.refuse("newspaper", message % {"name": name, "words": ", ".join(words)}, key)
    return name


def _read_deadline(row: Row) -> DeadlineRule | None:
    table = row.subtable("deadline")
    if table is None:
        return None
    kind = table.choice("kind", DEADLINE_KINDS)
    required, optional = _DEADLINE_KEYS.get(kind, (set(), set()))
    rule = DeadlineRule(
        kind=kind,
        working_days=table.number("working_days", required="working_days" in required),
        periods=table.choices("periods", PERIODS, required="periods" in required),
        minimum_open_days=table.number(
            "minimum_open_days", required="minimum_open_days" in required
        ),
        source=table.text("source", required=False) or "",
    )
    table.refuse_other_keys()
    if kind is not None:
        for key in ("working_days", "periods", "minimum_open_days"):
            if key in table.table and key not in required | optional:
                message = _("has no meaning for a deadline of the kind “%(kind)s”.")
                table.refuse("deadline", message % {"kind": kind}, key)
    return rule


def _read_bases(row: Row) -> dict[str, tuple[str, ...]]:
    table = row.subtable("bases", required=False)
    if table is None:
        return {}
    bases = {profile: table.texts(profile, required=False) for profile in PROFILES}
    table.refuse_other_keys()
    return {profile: citations for profile, citations in bases.items() if citations}


def _refuse_duplicates(rows: list[Row], key: str) -> None:
    """Refuse every row whose value was already taken by an earlier one."""
    holders: dict[object, Row] = {}
    for row in rows:
        value = row.table.get(key)
        # In Python true equals 1; a flag where a number belongs is another fault.
        if not isinstance(value, str | int) or isinstance(value, bool):
            continue
        holder = holders.setdefault(value, row)
        if holder is not row:
            message = _("“%(value)s” is already used by %(holder)s.")
            row.refuse("duplicate", message % {"value": value, "holder": holder.label}, key)


def _check_groups(group_rows: list[Row], section_rows: list[Row]) -> None:
    """Refuse sections of unknown groups, groups without sections and a menu that is too long."""
    slugs = _values(group_rows, "slug")
    used = _values(section_rows, "group")
    for row in section_rows:
        group = row.table.get("group")
        if isinstance(group, str) and group not in slugs:
            message = _("there is no group “%(group)s”.") % {"group": group}
            row.refuse("unknown_group", message, "group")
    for row in group_rows:
        slug = row.table.get("slug")
        if isinstance(slug, str) and slug not in used:
            row.refuse("empty_group", _("has no section."))
    in_menu = [row for row in group_rows if "menu_order" in row.table]
    if len(in_menu) > MAXIMUM_MENU_GROUPS:
        message = _("the main menu has room for %(maximum)d groups.")
        for row in in_menu[MAXIMUM_MENU_GROUPS:]:
            row.refuse("menu", message % {"maximum": MAXIMUM_MENU_GROUPS}, "menu_order")


def _check_coverage(section_rows: list[Row], problems: list[Problem]) -> None:
    """Refuse a registry in which a disclosure group has no section on a commune's portal."""
    covered = {
        row.table["disclosure_group"]
        for row in section_rows
        if isinstance(row.table.get("disclosure_group"), int)
        and isinstance(row.table.get("levels"), list)
        and "commune" in row.table["levels"]
    }
    missing = [str(number) for number in DISCLOSURE_GROUPS if number not in covered]
    if missing:
        message = _(
            "No section of the communes answers these clauses of Điều 11, Luật 10/2022/QH15: "
            "%(numbers)s."
        ) % {"numbers": ", ".join(missing)}
        problems.append(Problem("disclosure", message))


def _values(rows: list[Row], key: str) -> set[str]:
    return {row.table[key] for row in rows if isinstance(row.table.get(key), str)}
