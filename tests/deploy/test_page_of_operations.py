"""Each command in ``docs/operations.md`` exists, takes its options, and is started by some test.

This reads the sources of the tests: it finds a command that no test starts, and an option that no
file with such a test mentions. Whether the line of the page does what it says, those tests show.
Commands of others (``OF_OTHERS``) are not run: there is no engine here, and no cluster.
"""

import ast
import re
import shlex
import sys
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

PROJECT = Path(__file__).resolve().parents[2]
PAGE = (PROJECT / "docs" / "operations.md").read_text("utf-8")
# As a line of its own, within a sentence, or through the container.
COMMAND = re.compile(r"\bmanage(?:\.py)? (?P<name>[a-z_]+)(?P<rest>[^`\n#]*)")
COMMANDS = sorted({(found["name"], found["rest"].strip()) for found in COMMAND.finditer(PAGE)})
TARGET = re.compile(r"^make (?P<name>[a-z-]+)|`make (?P<other>[a-z-]+)`", re.M)
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.M | re.S)
# The programs of others that the page names in its blocks.
OF_OTHERS = {"cp", "docker"}
TESTS = sorted((PROJECT / "tests").rglob("*.py"))
FILE = re.compile(r"\b(?:deploy|docs)/[\w./-]+\w")


@pytest.mark.parametrize(("name", "rest"), COMMANDS)
def test_the_command_exists_and_takes_these_options(name, rest):
    command = load_command_class(get_commands()[name], name)
    parser = command.create_parser("manage.py", name)
    # A command that is merely named stands for all of its options.
    if rest:
        parser.parse_args(shlex.split(rest))


def test_the_page_names_every_step_of_the_life_of_an_installation():
    assert {name for name, _rest in COMMANDS} >= {
        "create_network", "migrate", "back_up", "restore", "drill", "work",
    }  # fmt: skip


def test_targets_and_files_exist():
    makefile = (PROJECT / "Makefile").read_text("utf-8")
    targets = {found["name"] or found["other"] for found in TARGET.finditer(PAGE)}
    assert targets
    for target in targets:
        assert re.search(rf"^{target}:", makefile, re.M)
    for path in FILE.findall(PAGE):
        if path != "deploy/portal.env":
            assert (PROJECT / path).exists(), path


def commands_run_in(path: Path) -> set[str]:
    """Return the commands that a file of tests calls, or starts as processes."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("call_command", "run"):
            words = node.args
        elif isinstance(node, ast.List):
            words = [
                one for one in node.elts
                if getattr(one, "value", "") not in (sys.executable, "manage.py", "manage")
                and not isinstance(one, ast.Attribute)
            ]  # fmt: skip
        else:
            continue
        found |= {one.value for one in words[:1] if isinstance(one, ast.Constant)}
    return found & set(get_commands())


def words_of(path: Path) -> set[str]:
    """Return the names of arguments and the texts of a file."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.keyword) and node.arg:
            found.add(node.arg)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(node.value.removeprefix("--").replace("-", "_"))
    return found


@pytest.fixture(scope="module")
def runs() -> dict[str, set[str]]:
    """Return for each command the words of the files of tests that run it, but this one."""
    # The database of the tests is made by it.
    found: dict[str, set[str]] = {"migrate": set()}
    for path in TESTS:
        if path != Path(__file__) and "benchmarks" not in path.parts:
            for command in commands_run_in(path):
                found.setdefault(command, set()).update(words_of(path))
    return found


@pytest.mark.parametrize(("name", "rest"), COMMANDS)
def test_a_test_runs_the_command_with_these_options(name, rest, runs):
    assert name in runs, f"no test runs manage.py {name}"
    options = [word.removeprefix("--") for word in rest.split() if word.startswith("--")]
    for option in options:
        assert option.replace("-", "_") in runs[name], f"no test runs manage.py {name} --{option}"


def test_what_is_no_command_of_ours_is_known_as_one_of_others():
    lines = [line for block in BLOCK.findall(PAGE) for line in block.splitlines() if line]
    assert len(lines) > 10
    programs = {line.split()[0] for line in lines}
    assert programs - {"manage.py"} == OF_OTHERS
