"""Runs the tests of search against real search servers, started here and thrown away.

    python -m tests.search_engine.run [--server NAME] [what pytest takes]

In half a gigabyte of memory. What is missing (Java, Maven) is a failure. Elasticsearch 9 runs the
tests of search themselves: what is found, how well, and what attackers type; each begins with an
empty index (:mod:`tests.search_engine.plugin`). The others run what depends on the server: how it
is told, asked, filled anew, and the contract of an index.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.search_engine.servers import DISTRIBUTIONS, USUAL, search_server

PROJECT = Path(__file__).resolve().parents[2]
DEFAULT = [
    "tests/search_engine", "tests/search/test_index_contract.py", "tests/search/test_finding.py",
    "tests/search/test_filling.py", "tests/search_relevance/test_findability.py",
]  # fmt: skip
BRIEF = ["tests/search_engine/test_engine.py", "tests/search/test_index_contract.py"]
# Seconds; a busy machine must not let the database answer.
TIMEOUT = 5


def named(url: str, kind: str = USUAL) -> str:
    """Return the setting that names a server."""
    return json.dumps({"default": {"BACKEND": kind, "URLS": [url], "TIMEOUT": TIMEOUT}})


def run(kind: str, arguments: list[str]) -> int:
    """Run the tests against one server; return what pytest returns."""
    print(f"Search server: {kind}", flush=True)
    with search_server(kind) as engine, tempfile.TemporaryDirectory() as state:
        environment = os.environ | {
            "WAGTAILSEARCH_BACKENDS": named(engine.url, kind),
            "PORTAL_STATE_DIR": state,
        }
        command = [sys.executable, "-m", "pytest", "-p", "tests.search_engine.plugin"]
        command += arguments or (DEFAULT if kind == USUAL else BRIEF)
        return subprocess.run(command, cwd=PROJECT, env=environment, check=False).returncode


def main() -> int:
    """Run what the command line asks for: all servers, or one; return the worst that came."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--server", choices=sorted(DISTRIBUTIONS), action="append")
    known, arguments = parser.parse_known_args()
    return max(run(kind, arguments) for kind in known.server or sorted(DISTRIBUTIONS))


if __name__ == "__main__":
    sys.exit(main())
