"""Every public page is valid HTML by the Nu validator of the W3C: no error, no warning."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.e2e.pages import PLACES, page_path
from tests.e2e.portal import Portal

VALIDATOR = Path(__file__).parent / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def faults(files: list[Path]) -> dict[str, list[str]]:
    """Return what the validator says of each HTML file, in one run of it."""
    java = shutil.which("java")
    if java is None or not VALIDATOR.exists():
        pytest.skip("the validator needs a Java runtime and `make quality` to install it")
    result = subprocess.run(
        [java, "-jar", VALIDATOR, "--format", "json", "--exit-zero-always", *files],
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, list[str]] = {}
    for message in json.loads(result.stderr)["messages"]:
        name = Path(message.get("url", "")).stem
        place = f"{message.get('lastLine', '?')}: {message['message']}"
        found.setdefault(name, []).append(f"{place}\n    {message.get('extract', '')}")
    return found


@pytest.fixture(scope="session")
def faults_by_page(
    portal: Portal, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[str]]:
    """What the validator says of every page."""
    folder = tmp_path_factory.mktemp("html")
    files = []
    for name, place in PLACES.items():
        status, html = portal.fetch(place.host_label, page_path(portal, name))
        assert status == place.status, name
        files.append(folder / f"{name.replace(' ', '-')}.html")
        files[-1].write_text(html, encoding="utf-8")
    return faults(files)


@pytest.mark.parametrize("name", PLACES)
def test_a_public_page_is_valid_html(faults_by_page: dict[str, list[str]], name: str) -> None:
    found = faults_by_page.get(name.replace(" ", "-"), [])

    assert not found, "\n".join(found)


def test_the_validator_notices_a_fault(tmp_path: Path) -> None:
    page = tmp_path / "faulty.html"
    page.write_text("<!doctype html><html lang=vi><title>Lỗi</title><p><img src=a></html>")

    assert "alt" in " ".join(faults([page])["faulty"])
