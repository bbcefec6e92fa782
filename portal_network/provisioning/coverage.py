"""What stands behind each of the mandated sections, read from the code and from nothing else.

The registry says which page types and presentations a section has; these say which fields, facets
and structured data they bring; the samples and the tests are looked for in their own files.
"""

import ast
import inspect
import textwrap
import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

from django.utils import translation

from commune_site.models import PortalPage
from commune_site.page_types import PageType
from commune_site.presentations import Presentation, presentation_of
from commune_site.sections import Section, get_registry
from commune_site.sections.vocabulary import PAGE_TYPES, PRESENTATIONS
from portal_network.settings.environment import PROJECT_ROOT

SAMPLES = Path(__file__).parent / "sample" / "items"
PROOFS = Path(__file__).with_name("coverage_proofs.toml")
TESTS = PROJECT_ROOT / "tests"
MOST_TESTS = 3
LEVELS = {"province": "P", "commune": "C"}
# Where `make run` shows the samples: a commune's site, and the province's for what is its alone.
SAMPLE_SITES = {
    "commune": "http://tamthanh.langson.localhost:8000",
    "province": "http://langson.localhost:8000",
}
# Helpers of schema.org whose second argument names the type.
NAMING_HELPERS = {"described"}
OWN_ROOMS = ("commune_site", "documents", "home")


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
        ("#", "Section", "Slug", "Level", "Posted", "List", "Shown from data", "Structured data",
         "Sample items", "Sample page", "Tests that prove it"),
        map(_section_row, get_registry().sections),
    )  # fmt: skip


def _section_row(section: Section) -> tuple[str, ...]:
    types = [PAGE_TYPES[name] for name in section.posted_types]
    presentation = presentation_of(section.slug)
    found = [one for page_type in types for one in schema_types_of(page_type.model_class)]
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
    common.add("comment_notifications")
    names = [*own.get("fields", ()), *own.get("formsets", ())]
    return [name for name in names if name not in common]


def schema_types_of(kind: type) -> list[str]:
    """Return the types of schema.org that ``structured_data`` of a class can yield."""
    found: list[str] = []
    for base in kind.__mro__:
        function = base.__dict__.get("structured_data")
        if function is not None:
            found += _types_in(function, kind, set())
    return list(dict.fromkeys(found))


def _types_in(function: Callable, kind: type, seen: set) -> list[str]:
    """Return the types that a function names itself, or through helpers of our own rooms."""
    if function in seen:
        return []
    seen.add(function)
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    found = []
    for node in _outermost(tree):
        if isinstance(node, ast.Dict):
            found += _stated_type(node)
        elif isinstance(node, ast.Call):
            helper = _called(node.func, function, kind)
            if getattr(helper, "__name__", "") in NAMING_HELPERS:
                found += [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
            elif inspect.isfunction(helper) and helper.__module__.startswith(OWN_ROOMS):
                found += _types_in(helper, kind, seen)
    return found


def _called(node: ast.expr, function: Callable, kind: type) -> object:
    """Return the function that is called by its name or as a method of the object itself."""
    if isinstance(node, ast.Name):
        return function.__globals__.get(node.id)
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return getattr(kind, node.attr, None) if node.value.id == "self" else None
    return None


def _outermost(node: ast.AST) -> Iterator[ast.AST]:
    """Walk a tree, but not into objects: what they hold is a part of them."""
    for child in ast.iter_child_nodes(node):
        yield child
        if not isinstance(child, ast.Dict):
            yield from _outermost(child)


def _stated_type(node: ast.Dict) -> list[str]:
    return [
        value.value
        for key, value in zip(node.keys, node.values, strict=True)
        if isinstance(key, ast.Constant) and key.value == "@type"
        if isinstance(value, ast.Constant)
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
