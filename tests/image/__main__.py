"""Builds the image, tests it, prints its figures; with ``--write`` into ``docs/operations.md``.

python -m tests.image [--write]
"""

import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

PROJECT = Path(__file__).resolve().parents[2]
PAGE = PROJECT / "docs" / "operations.md"
BEGIN, END = "<!-- table: make image -->", "<!-- /table -->"
ROWS = {
    "size": "Size, all layers, not compressed",
    "build": "Built in, with its base",
    "start": "From start to the first answer",
    "healthz": "Answer of `/healthz`",
}


def figures_in(report: Path) -> dict[str, str]:
    """Return what a report in JUnit's form holds of properties."""
    found = ElementTree.parse(report).getroot().iter("property")
    return {one.get("name", ""): one.get("value", "") for one in found}


def table(figures: dict[str, str]) -> str:
    """Return the table as the page holds it."""
    rows = [f"| {said} | {figures[name]} |" for name, said in ROWS.items()]
    return "\n".join(["| The image | |", "| --- | --- |", *rows])


def main(arguments: list[str]) -> int:
    """Return what pytest returns; the page is written when all tests have passed."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        end = subprocess.run(
            [sys.executable, "-m", "pytest", "-p", "no:randomly", f"--junit-xml={report}",
             "--override-ini=junit_family=xunit1", "tests/image"],
            cwd=PROJECT, check=False,
        ).returncode  # fmt: skip
        if end:
            return end
        made = table(figures_in(report))
    print(made)
    if "--write" in arguments:
        before, _begin, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
        after = rest.partition(END)[2]
        PAGE.write_text(f"{before}{BEGIN}\n{made}\n{END}{after}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
