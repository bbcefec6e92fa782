"""Writes what ``manage.py evaluate_intake`` printed into docs/quality.md, one column per run.

    manage.py evaluate_intake FOLDER > first.txt
    python -m tests.documents.intake.write_table MARKER "Column=first.txt" "Other=second.txt"

The table goes between ``<!-- figures: MARKER -->`` and ``<!-- end of MARKER -->``: recall, with
precision in brackets where it differs. Runs are kept in files because scans take long.
"""

import re
import sys
from pathlib import Path

from documents.intake.evaluation import FIELDS
from portal_network.settings.environment import PROJECT_ROOT

PAGE = PROJECT_ROOT / "docs" / "quality.md"
_LINE = re.compile(r"^\w+ (\w+) precision ([\d.]+) recall ([\d.]+) n (\d+)$")


def figures(path: Path) -> dict[str, str]:
    """Return what a run found by field, and the number of its documents."""
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if match := _LINE.match(line):
            field, precision, recall, number = match.groups()
            found[field] = recall if precision == recall else f"{recall} ({precision})"
            found["documents"] = str(max(int(number), int(found.get("documents", 0))))
    return found


def table(columns: dict[str, Path]) -> str:
    """Return the table of these runs."""
    runs = [figures(path) for path in columns.values()]
    rows = [("Field", *columns), ("---",) * (len(columns) + 1)]
    for field in (*FIELDS, "documents"):
        if any(field in run for run in runs):
            name = field.replace("_", " ")
            rows.append((name, *(run.get(field, "") for run in runs)))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def main(marker: str, columns: dict[str, Path]) -> None:
    """Write the table between its marks.

    Raises:
        ValueError: the page has no such marks.
    """
    text = PAGE.read_text(encoding="utf-8")
    begin, end = f"<!-- figures: {marker} -->\n", f"<!-- end of {marker} -->"
    before, found, rest = text.partition(begin)
    _old, closed, after = rest.partition(end)
    if not (found and closed):
        raise ValueError(marker)
    PAGE.write_text(f"{before}{begin}{table(columns)}\n{end}{after}", encoding="utf-8")


if __name__ == "__main__":
    pairs = (pair.rpartition("=") for pair in sys.argv[2:])
    main(sys.argv[1], {name: Path(file) for name, _sign, file in pairs})
