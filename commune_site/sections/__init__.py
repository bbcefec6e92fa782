"""The registry of mandated sections, as data (see docs/sections.md)."""

from commune_site.sections.registry import (
    DeadlineRule,
    RegistryError,
    Section,
    SectionGroup,
    SectionRegistry,
    UnknownSection,
    get_registry,
    load_registry,
    registry_value,
    section_choices,
)

__all__ = [
    "DeadlineRule",
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
