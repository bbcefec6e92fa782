"""``docs/settings.md`` names every environment variable that an operator can set, and no other."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
DOCUMENT = PROJECT / "docs" / "settings.md"
SOURCES = [
    *sorted((PROJECT / "portal_network" / "settings").rglob("*.py")),
    PROJECT / "deploy" / "gunicorn.conf.py",
]
ROW = re.compile(r"^\| `(?P<name>[A-Z0-9_]+)` \| (?P<default>.+?) \| (?P<meaning>.+) \|$", re.M)
# Read by gunicorn itself, and named in its settings file for that reason.
READ_BY_GUNICORN = {"FORWARDED_ALLOW_IPS"}


def documented() -> dict[str, str]:
    """Return the defaults of the table by the names of the variables."""
    return {row["name"]: row["default"] for row in ROW.finditer(DOCUMENT.read_text("utf-8"))}


def is_reader(function: ast.expr) -> bool:
    """Tell whether a called expression is ``env``, ``env.<type>`` or ``os.environ.get``."""
    return ast.unparse(function).split(".")[0] == "env" or ast.unparse(function) == "os.environ.get"


def variables() -> Iterator[tuple[str, object]]:
    """Yield name and constant default (None when it is computed) of every variable read."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and is_reader(node.func) and node.args:
                given = [keyword.value for keyword in node.keywords if keyword.arg == "default"]
                default = next(iter(given or node.args[1:]), None)
                yield (
                    ast.literal_eval(node.args[0]),
                    default.value if isinstance(default, ast.Constant) else None,
                )


def test_every_variable_that_is_read_is_documented_and_no_other() -> None:
    read = {name for name, _default in variables()}

    assert len(read) > 20
    assert set(documented()) == read | READ_BY_GUNICORN


def test_no_variable_is_documented_twice() -> None:
    names = [row["name"] for row in ROW.finditer(DOCUMENT.read_text("utf-8"))]

    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("name", "default"),
    [pair for pair in sorted(set(variables()), key=str) if pair[1] not in (None, "")],
)
def test_the_documented_default_is_the_real_one(name: str, default: object) -> None:
    shown = str(default).lower() if isinstance(default, bool) else str(default)

    assert f"`{shown}`" in documented()[name]


def test_the_table_has_no_row_that_the_pattern_misses() -> None:
    rows = [line for line in DOCUMENT.read_text("utf-8").splitlines() if line.startswith("| `")]

    assert len(rows) == len(documented())
