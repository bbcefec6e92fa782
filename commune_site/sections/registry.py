"""Load the registry of mandated sections; the one door through which the project reaches it."""

import tomllib
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from commune_site.sections.errors import Problem, RegistryError
from commune_site.sections.model import (
    DeadlineRule,
    Section,
    SectionGroup,
    SectionRegistry,
    UnknownSection,
)
from commune_site.sections.validation import read_registry

__all__ = [
    "DeadlineRule",
    "Problem",
    "RegistryError",
    "Section",
    "SectionGroup",
    "SectionRegistry",
    "UnknownSection",
    "get_registry",
    "load_registry",
    "registry_value",
    "section_choices",
]

SHIPPED_FILE = Path(__file__).with_name("registry.toml")


def load_registry(path: Path | str) -> SectionRegistry:
    """Read and check a registry file (TOML, UTF-8).

    Raises ``RegistryError`` with every fault of the file, so that an operator corrects it in one
    go; a faulty registry is never used in part.
    """
    try:
        content = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        message = _("The file cannot be read: %(error)s") % {"error": error.strerror or error}
        raise RegistryError(path, [Problem("unreadable", message)]) from error
    except UnicodeDecodeError as error:
        message = _("The file is not written in UTF-8.")
        raise RegistryError(path, [Problem("encoding", message)]) from error
    except tomllib.TOMLDecodeError as error:
        message = _("The file is not valid TOML: %(error)s") % {"error": error}
        raise RegistryError(path, [Problem("syntax", message)]) from error
    groups, sections, problems = read_registry(content)
    if problems:
        raise RegistryError(path, problems)
    return SectionRegistry(groups, sections)


# Keyed by path, so that a changed setting takes effect and each file is read once per process.
_load_once = lru_cache(maxsize=4)(load_registry)


def get_registry() -> SectionRegistry:
    """Return this installation's registry: the operator's own file when the setting
    ``SECTION_REGISTRY_FILE`` names one, else the shipped one. Read once per process.
    """
    return _load_once(getattr(settings, "SECTION_REGISTRY_FILE", "") or SHIPPED_FILE)


def registry_value(slug: str, name: str, default):
    """Return attribute ``name`` of a section, or ``default`` for pages outside the registry."""
    try:
        return getattr(get_registry().get(slug), name)
    except UnknownSection:
        return default


def section_choices(
    level: str | None = None, *, include_optional: bool = False
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the choices of a form field, sections gathered under their groups.

    Without ``level`` every section is offered. Give fields the function itself
    (``choices=section_choices``): a registry that changes then needs no migration.
    """
    registry = get_registry()
    sections = registry.sections
    if level is not None:
        sections = registry.for_level(level, include_optional=include_optional)
    choices = [
        (
            group.name,
            [(section.slug, section.name) for section in sections if section.group == group.slug],
        )
        for group in registry.groups
    ]
    return [(name, members) for name, members in choices if members]
