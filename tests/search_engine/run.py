"""Runs the tests of search against a real Elasticsearch 9, started here and thrown away.

    python -m tests.search_engine.run [what pytest takes]

In half a gigabyte of memory. What is missing (Java, Maven) is a failure. The tests of search
themselves run: what is found, how well, and what attackers type; each begins with an empty index
(:mod:`tests.search_engine.plugin`).
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.search_engine.servers import elasticsearch

PROJECT = Path(__file__).resolve().parents[2]
DEFAULT = [
    "tests/search_engine", "tests/search/test_index_contract.py", "tests/search/test_finding.py",
    "tests/search/test_filling.py", "tests/search_relevance/test_findability.py",
]  # fmt: skip
# Seconds; a busy machine must not let the database answer.
TIMEOUT = 5


def named(url: str) -> str:
    """Return the setting that names a server."""
    backend = {"BACKEND": "elasticsearch9", "URLS": [url], "TIMEOUT": TIMEOUT}
    return json.dumps({"default": backend})


def main(arguments: list[str]) -> int:
    """Run the tests; return what pytest returns."""
    with elasticsearch() as url, tempfile.TemporaryDirectory() as state:
        environment = os.environ | {
            "WAGTAILSEARCH_BACKENDS": named(url),
            "PORTAL_STATE_DIR": state,
        }
        command = [sys.executable, "-m", "pytest", "-p", "tests.search_engine.plugin"]
        command += arguments or DEFAULT
        return subprocess.run(command, cwd=PROJECT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
