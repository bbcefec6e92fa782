"""Each command in ``docs/operations.md`` exists and takes what the page gives it."""

import re
import shlex
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

PROJECT = Path(__file__).resolve().parents[2]
PAGE = (PROJECT / "docs" / "operations.md").read_text("utf-8")
# As a line of its own, within a sentence, or through the container.
COMMAND = re.compile(r"\bmanage(?:\.py)? (?P<name>[a-z_]+)(?P<rest>[^`\n#]*)")
COMMANDS = sorted({(found["name"], found["rest"].strip()) for found in COMMAND.finditer(PAGE)})
TARGET = re.compile(r"^make (?P<name>[a-z-]+)|`make (?P<other>[a-z-]+)`", re.M)
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
