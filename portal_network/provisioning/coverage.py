"""What stands behind each of the mandated sections, read from the code and from nothing else.

The registry says which page types and presentations a section has; these say which fields, facets
and structured data they bring; the samples and the tests are looked for in their own files.
"""

import ast
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import fields as dataclass_fields
from dataclasses import is_dataclass
from functools import cache
from pathlib import Path

from django.utils import translation
from django.utils.module_loading import import_string

from commune_site.disclosures.profiles import OWN_FIELDS, profile_of, profiled_sections
from commune_site.models import PortalPage, SectionPage
from commune_site.page_types import PageType
from commune_site.presentations import Presentation, presentation_of
from commune_site.sections import Section, get_registry
from commune_site.sections.vocabulary import PAGE_TYPES, PRESENTATIONS
from portal_network.settings.environment import PROJECT_ROOT

SAMPLES = Path(__file__).parent / "sample" / "items"
PROOFS = Path(__file__).with_name("coverage_proofs.toml")
TESTS = PROJECT_ROOT / "tests"
MOST_TESTS = 3
# Wagtail's own record of publication, which forms of snippets and of some pages name.
WHEN_PUBLISHED = ("first_published_at", "go_live_at", "expire_at")
LEVELS = {"province": "P", "commune": "C"}
# Where `make run` shows the samples: a commune's site, and the province's for what is its alone.
SAMPLE_SITES = {
    "commune": "http://tamthanh.langson.localhost:8000",
    "province": "http://langson.localhost:8000",
}


def coverage_page() -> str:
    """Return the whole page of the documentation, the same whatever language is active."""
    with translation.override("en"):
        return "\n".join([*_introduction(), *_sections(), "", *_types(), "", *_presentations(), ""])


def _introduction() -> list[str]:
    return [
        "# Coverage",
        "",
        "What stands behind each of the sections that the law and the plans demand. Made by",
        "`manage.py write_coverage` from the registry, the registered page types and",
        "presentations, the sample items and the tests; a test compares it with the code, so run",
        "the command after any of them has changed. “Open” leads to the samples of a portal that",
        "`make run` has started.",
        "",
    ]


def _sections() -> Iterator[str]:
    yield "## Sections"
    yield ""
    yield from _table(
        ("#", "Section", "Slug", "Level", "Page types", "Fields beyond the common ones", "List",
         "Shown from data", "Structured data", "Sample items", "Sample page",
         "Tests that prove it"),
        map(_section_row, get_registry().sections),
    )  # fmt: skip


def _section_row(section: Section) -> tuple[str, ...]:
    types = [PAGE_TYPES[name] for name in section.posted_types]
    presentation = presentation_of(section.slug)
    found = [] if section.is_single_page else schema_types_of(SectionPage)
    found += [one for page_type in types for one in schema_types_of(page_type.model_class)]
    if presentation is not None:
        found += schema_types_of(type(presentation))
    levels = [LEVELS[level] for level in section.levels]
    levels += [f"({LEVELS[level]})" for level in section.optional_levels]
    return (
        str(section.number),
        section.name,
        f"`{section.slug}`",
        " ".join(levels),
        _codes(section.posted_types),
        _codes(fields_of(section)),
        _list_of(section, types[0], presentation),
        f"`{presentation.name}`" if presentation else "–",
        _codes(dict.fromkeys(found)),
        str(sample_counts().get(section.slug, 0) or "–"),
        f"[open]({sample_site(section)}{section_path(section)})",
        "<br>".join(f"`{proof}`" for proof in proofs()[section.slug]),
    )


@cache
def proofs() -> dict[str, tuple[str, ...]]:
    """Return the tests that prove each section, as ``file::function`` below ``tests/``."""
    found = tomllib.loads(PROOFS.read_text(encoding="utf-8"))
    return {section: tuple(tests) for section, tests in found.items()}


def missing_proofs() -> list[str]:
    """Return the proofs that name no test, and the sections without any."""
    gaps = [section.slug for section in get_registry().sections if not proofs().get(section.slug)]
    for proof in {proof for tests in proofs().values() for proof in tests}:
        file, _colons, function = proof.partition("::")
        if function not in _functions_of(TESTS / file):
            gaps.append(proof)
    return gaps


@cache
def _functions_of(path: Path) -> frozenset[str]:
    if not path.is_file():
        return frozenset()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def section_path(section: Section) -> str:
    """Return the address of a section on every site that has it."""
    return f"/{get_registry().group(section.group).url_slug}/{section.url_slug}/"


def sample_site(section: Section) -> str:
    """Return the site on which the samples of a section are seen after ``make run``."""
    return SAMPLE_SITES["commune" if "commune" in section.levels else "province"]


def _list_of(section: Section, page_type: PageType, presentation: Presentation | None) -> str:
    if section.is_single_page:
        return "one page"
    if presentation is not None and presentation.replaces_list:
        return "shown from data"
    facets = [facet.parameter for facet in getattr(page_type.listing, "facets", ())]
    return ", ".join(["by year", *(f"`{facet}`" for facet in facets)])


def _types() -> Iterator[str]:
    yield "## Page types"
    yield ""
    yield from _table(
        ("Type", "Model", "Fields beyond the common ones", "Dublin Core", "Structured data",
         "Tests that name the model"),
        (_type_row(PAGE_TYPES[name]) for name in sorted(PAGE_TYPES)),
    )  # fmt: skip


def _type_row(page_type: PageType) -> tuple[str, ...]:
    model = page_type.model_class
    return (
        f"`{page_type.name}`",
        f"`{page_type.model}`",
        _codes(own_fields_of(model)),
        model.dublin_core_type,
        _codes(schema_types_of(model)),
        _tests_of(model.__name__),
    )


def _presentations() -> Iterator[str]:
    yield "## Shown from data"
    yield ""
    yield from _table(
        ("Name", "Template", "In place of the list", "Structured data"),
        (
            (
                f"`{name}`",
                f"`{PRESENTATIONS[name].template_name}`",
                "yes" if PRESENTATIONS[name].replaces_list else "no",
                _codes(schema_types_of(type(PRESENTATIONS[name]))),
            )
            for name in sorted(PRESENTATIONS)
        ),
    )


def own_fields_of(model: type[PortalPage]) -> list[str]:
    """Return the fields and inline rows of a type's form that the base has not."""
    own = model.get_edit_handler().get_form_options()
    common = {field.name for field in PortalPage._meta.get_fields()} | {"attachments", "comments"}
    common |= {"comment_notifications", *WHEN_PUBLISHED}
    names = [*own.get("fields", ()), *own.get("formsets", ())]
    return [name for name in names if name not in common]


def schema_types_of(kind: type) -> list[str]:
    """Return the types of schema.org that a page type or a presentation declares, with its bases'.

    ``tests/provisioning/test_every_section.py`` compares them with what the pages of a portal say.
    """
    declared = [one for base in kind.__mro__ for one in base.__dict__.get("schema_types", ())]
    return list(dict.fromkeys(declared))


def fields_of(section: Section) -> list[str]:
    """Return what an item or a record of a section states beyond what all pages have."""
    found: list[str] = []
    for name in section.posted_types:
        found += own_fields_of(PAGE_TYPES[name].model_class)
    if section.slug in profiled_sections():
        asked = profile_of(section.slug).fields
        found = [name for name in found if name not in OWN_FIELDS or name in asked]
    presentation = presentation_of(section.slug)
    for path in presentation.data_models if presentation else ():
        found += _fields_of_data(import_string(path))
    return list(dict.fromkeys(found))


def _fields_of_data(kind: type) -> list[str]:
    if is_dataclass(kind):
        return [field.name for field in dataclass_fields(kind)]
    technical = {"id", "province", "commune", "live", "latest_revision", "live_revision"}
    technical |= set(WHEN_PUBLISHED)
    return [
        field.name
        for field in kind._meta.concrete_fields
        if field.editable and field.name not in technical
    ]


@cache
def sample_counts() -> dict[str, int]:
    """Return the number of sample items of each section."""
    counts: dict[str, int] = {}
    for path in sorted(SAMPLES.glob("*.toml")):
        for item in tomllib.loads(path.read_text(encoding="utf-8")).get("items", ()):
            counts[item["section"]] = counts.get(item["section"], 0) + 1
    return counts


@cache
def _names_in_tests() -> dict[str, tuple[str, ...]]:
    """Return the test modules in which each text or name stands."""
    found: dict[str, list[str]] = {}
    for path in sorted(TESTS.rglob("test_*.py")):
        names = {
            node.value if isinstance(node, ast.Constant) else node.id
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Name)
            or (isinstance(node, ast.Constant) and isinstance(node.value, str))
        }
        for name in names:
            found.setdefault(name, []).append(path.relative_to(TESTS).as_posix())
    return {name: tuple(paths) for name, paths in found.items()}


def _tests_of(name: str) -> str:
    paths = _names_in_tests().get(name, ())
    shown = _codes(paths[:MOST_TESTS])
    return f"{shown} and {len(paths) - MOST_TESTS} more" if len(paths) > MOST_TESTS else shown


def _codes(values: Iterable[str]) -> str:
    return ", ".join(f"`{value}`" for value in values) or "–"


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield _line(header)
    yield _line(("---",) * len(header))
    for row in rows:
        yield _line(row)


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
