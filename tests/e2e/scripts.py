"""What browser tests do behind the screens: Python and commands in the installation."""

import json
import subprocess
import sys

from tests.e2e.portal import PROJECT, Portal

# What every script begins with; the rest is about one thing.
_BEGIN = """
import django
django.setup()
from django_scopes import scopes_disabled
everywhere = scopes_disabled()
everywhere.__enter__()
"""


def run_script(portal: Portal, script: str, *arguments: object) -> str:
    """Run Python inside the portal's installation; return what it prints."""
    result = subprocess.run(
        [sys.executable, "-c", _BEGIN + script, json.dumps(arguments)],
        cwd=PROJECT, env=portal.environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


def run_command(portal: Portal, *arguments: str) -> str:
    """Run a management command of the portal; return what it prints."""
    result = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=PROJECT, env=portal.environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()
