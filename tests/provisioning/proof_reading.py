"""What a test speaks of: its own words and those of the helpers that it calls, read as Python."""

import ast
from functools import cache
from pathlib import Path

from commune_site.presentations import presentation_of
from commune_site.sections import Section, get_registry
from commune_site.sections.vocabulary import PAGE_TYPES
from portal_network.provisioning.coverage import TESTS

# Deep enough for a test that calls a builder that calls another.
DEEPEST = 4
Definition = tuple[Path, ast.AST]


def touches(proof: str, section: Section) -> bool:
    """Tell whether a test (``file::function`` below ``tests/``) speaks of a section.

    It does with the section's slug, its address, or a page type or presentation that no other
    section has.
    """
    file, _colons, function = proof.partition("::")
    words = words_of(TESTS / file, function)
    own = {section.slug, *_alone_in(section)}
    return bool(own & words) or any(f"{section.url_slug}/" in f"{word}/" for word in words)


def _alone_in(section: Section) -> set[str]:
    """Return the names of models and presentations that only this section has."""
    others = [one for one in get_registry().sections if one.slug != section.slug]
    taken = {name for one in others for name in one.posted_types}
    own = {
        PAGE_TYPES[name].model_class.__name__ for name in section.posted_types if name not in taken
    }
    presentation = presentation_of(section.slug)
    return own | ({type(presentation).__name__} if presentation else set())


def words_of(path: Path, name: str, depth: int = DEEPEST) -> frozenset[str]:
    """Return texts and names in a definition and in what it refers to below ``tests/``."""
    definition = _definitions(path).get(name)
    if definition is None or depth == 0:
        return frozenset()
    home, node = definition
    words = {
        part.value if isinstance(part, ast.Constant) else part.id
        for part in ast.walk(node)
        if isinstance(part, ast.Name)
        or (isinstance(part, ast.Constant) and isinstance(part.value, str))
    }
    words |= {argument.arg for argument in ast.walk(node) if isinstance(argument, ast.arg)}
    for word in tuple(words - {name}):
        if word in _definitions(home):
            words |= words_of(home, word, depth - 1)
    return frozenset(words)


@cache
def _definitions(path: Path) -> dict[str, Definition]:
    """Return what a module knows: its own names, fixtures of ``conftest.py``, imports of tests."""
    found: dict[str, Definition] = {}
    for folder in reversed(path.relative_to(TESTS).parents):
        fixtures = TESTS / folder / "conftest.py"
        if path.name.startswith("test_") and fixtures.is_file():
            found |= _definitions(fixtures)
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found[node.name] = (path, node)
        elif isinstance(node, ast.Assign):
            named = [part for target in node.targets for part in ast.walk(target)]
            found |= {one.id: (path, node) for one in named if isinstance(one, ast.Name)}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tests."):
            source = TESTS.parent / f"{node.module.replace('.', '/')}.py"
            known = _definitions(source) if source.is_file() else {}
            names = [alias.name for alias in node.names]
            found |= {one: known[one] for one in names if one in known}
    return found
