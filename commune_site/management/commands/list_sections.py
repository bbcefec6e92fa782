"""``manage.py list_sections``: show the registry of mandated sections, or what is wrong with it."""

import json
from argparse import ArgumentParser
from collections.abc import Callable

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from commune_site.sections import RegistryError, Section, SectionRegistry, get_registry

_LEVEL_LETTERS = {"province": "P", "commune": "C"}


class Command(BaseCommand):
    """Print every section of this installation's registry."""

    help = "List the mandated sections of the portals, or say what is wrong with the registry."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the form of the output."""
        parser.add_argument(
            "--format", choices=sorted(_FORMATS), default="text", help="form of the output"
        )

    def handle(self, *args, **options) -> None:
        """Print the registry; a faulty one ends the command with the list of its faults."""
        try:
            registry = get_registry()
        except RegistryError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_FORMATS[options["format"]](registry))


def as_text(registry: SectionRegistry) -> str:
    """Return the sections under their groups, for people at a terminal."""
    lines = []
    for group in registry.groups:
        lines.append(f"{group.name}  /{group.url_slug}/")
        for section in registry.sections:
            if section.group == group.slug:
                rule = section.deadline.describe()
                lines.append(
                    f"  {section.number:>3}  {section.name}  /{section.url_slug}/  "
                    f"[{_levels(section)}]  {rule}"
                )
        lines.append("")
    return "\n".join(lines).rstrip()


def as_markdown(registry: SectionRegistry) -> str:
    """Return the table of the English documentation; the same whatever language is active."""
    header = (
        "#",
        "Section",
        "Slug",
        "Address",
        "Group",
        "Level",
        "Page type",
        "Deadline",
        "Owner",
        "Basis",
    )
    with translation.override(None):
        rows = [
            (
                str(section.number),
                section.name,
                f"`{section.slug}`",
                f"`{section.url_slug}`",
                f"`{section.group}`",
                _levels(section),
                section.page_type,
                section.deadline.describe(),
                section.owner,
                _bases(section),
            )
            for section in registry.sections
        ]
    lines = [header, ("---",) * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def as_json(registry: SectionRegistry) -> str:
    """Return groups and sections with everything that the registry holds."""
    groups = [vars(group) for group in registry.groups]
    sections = [
        vars(section) | {"bases": dict(section.bases), "deadline": vars(section.deadline)}
        for section in registry.sections
    ]
    return json.dumps({"groups": groups, "sections": sections}, ensure_ascii=False, indent=2)


def _levels(section: Section) -> str:
    """Write levels as the requirements do: P and C, in parentheses where optional."""
    letters = [_LEVEL_LETTERS[level] for level in section.levels]
    return " ".join(letters + [f"({_LEVEL_LETTERS[level]})" for level in section.optional_levels])


def _bases(section: Section) -> str:
    cited = [f"{profile}: {', '.join(articles)}" for profile, articles in section.bases.items()]
    return "; ".join([*cited, *section.other_bases])


_FORMATS: dict[str, Callable[[SectionRegistry], str]] = {
    "json": as_json,
    "markdown": as_markdown,
    "text": as_text,
}
