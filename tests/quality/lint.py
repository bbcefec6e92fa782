"""Everything that can be said of the sources without running the portal: `make lint` calls this.

    python -m tests.quality.lint

Each check is a program of its own; all of them run, also after one has failed, two at a time.
"""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
PYTHON = sys.executable
PROGRAMS = Path(PYTHON).parent
SCRIPTS = ["deploy/environment.sh", "deploy/entrypoint.sh", "deploy/nginx/render.sh", ".ci/run"]

# Production as an operator would set it up; every value here is thrown away with the process.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "portal_network.settings.production",
    "SECRET_KEY": "thrown-away-with-this-process-0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "DATABASE_URL": "postgres://portal:portal@127.0.0.1:5432/portal",
    "CACHE_URL": "locmemcache://portal",
    "DEFAULT_FROM_EMAIL": "khong-tra-loi@langson.gov.vn",
    "WAGTAILADMIN_BASE_URL": "https://langson.gov.vn",
}


@dataclass(frozen=True)
class Check:
    """A program that exits with 0 when all is well."""

    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)

    def run(self) -> tuple[bool, str]:
        """Run it; return whether all is well, and what there is to report."""
        began = time.monotonic()
        result = subprocess.run(
            self.command,
            cwd=PROJECT,
            env=os.environ | self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        passed = result.returncode == 0
        summary = f"{'ok  ' if passed else 'FAIL'} {self.name} ({time.monotonic() - began:.1f} s)"
        return passed, summary if passed else f"{summary}\n{result.stdout.rstrip()}"


MANAGE = [PYTHON, "manage.py"]
CHECKS = [
    Check("ruff: faults", [PYTHON, "-m", "ruff", "check", "."]),
    Check("ruff: format", [PYTHON, "-m", "ruff", "format", "--check", "."]),
    Check("templates", [PYTHON, "-m", "djlint", "--lint", "--quiet", "templates"]),
    Check("migrations", [*MANAGE, "makemigrations", "--check", "--dry-run"]),
    Check("system checks", [*MANAGE, "check", "--fail-level", "WARNING"]),
    Check(
        "system checks in production",
        [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"],
        PRODUCTION,
    ),
    Check("translations", [PYTHON, "-m", "tests.quality.translations"]),
    Check("translations of packages", [*MANAGE, "translation_coverage"]),
    Check("licences", [PYTHON, "-m", "tests.quality.licences"]),
    Check("Dockerfile", [str(PROGRAMS / "hadolint"), "Dockerfile"]),
    Check("shell scripts", [str(PROGRAMS / "shellcheck"), *SCRIPTS]),
]


def main() -> int:
    """Run all checks; return 1 when one fails."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        results = list(pool.map(Check.run, CHECKS))
    print("\n".join(report for _, report in results))
    return int(not all(passed for passed, _ in results))


if __name__ == "__main__":
    sys.exit(main())
