"""The pinned requirements suit every supported platform and every place they are installed from."""

from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

PROJECT = Path(__file__).resolve().parents[2]
# Debian 12 has the first of these; the others are the newest patch releases' minor versions.
SUPPORTED_PYTHONS = ("3.11.2", "3.12.3", "3.13.0")
FILES = ("requirements.txt", "requirements-dev.txt")


def pinned(name: str) -> list[Requirement]:
    """Return the requirements pinned in the compiled file ``name``."""
    lines = (PROJECT / name).read_text().splitlines()
    return [
        Requirement(line.removesuffix("\\").strip())
        for line in lines
        if line and not line.startswith((" ", "#"))
    ]


def declared_python(package: str) -> str:
    """Return which Pythons an installed package runs on; "" when any, or when not installed."""
    try:
        return metadata.metadata(package)["Requires-Python"] or ""
    except metadata.PackageNotFoundError:
        return ""


@pytest.mark.parametrize("name", FILES)
def test_every_pinned_package_runs_on_every_supported_python(name: str) -> None:
    refused = {
        requirement.name: declared
        for requirement in pinned(name)
        if (declared := declared_python(requirement.name))
        and not all(version in SpecifierSet(declared) for version in SUPPORTED_PYTHONS)
    }

    assert not refused, "constrain these in requirements.in: they exclude a supported Python"


@pytest.mark.parametrize("name", FILES)
def test_every_requirement_is_pinned_with_a_hash(name: str) -> None:
    text = (PROJECT / name).read_text()

    assert all(str(requirement.specifier).startswith("==") for requirement in pinned(name))
    assert text.count(" \\\n    --hash=sha256:") >= len(pinned(name))


@pytest.mark.parametrize("name", FILES)
def test_no_requirement_names_where_it_is_fetched_from(name: str) -> None:
    text = (PROJECT / name).read_text()

    assert "://" not in text
    assert "--index-url" not in text
    assert "--find-links" not in text
    assert "--trusted-host" not in text


def test_both_files_pin_the_same_version_of_a_package() -> None:
    versions = {requirement.name: requirement.specifier for requirement in pinned(FILES[0])}

    assert not [
        requirement.name
        for requirement in pinned(FILES[1])
        if versions.get(requirement.name, requirement.specifier) != requirement.specifier
    ]
