"""Asks the judged queries on every backend and writes the figures to ``docs/quality.md``.

Both databases and a search server, started for it.

python -m tests.search_relevance.write_table
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.postgresql.run import server
from tests.search_engine.run import named
from tests.search_engine.servers import search_server

PROJECT = Path(__file__).resolve().parents[2]
REPORT = PROJECT / "docs" / "quality.md"
BEGIN, END = "<!-- figures: manage.py evaluate_search -->", "<!-- end of findability -->"
# Written by people who had not seen what search finds.
FRESH = tuple(f"tests/search_relevance/{name}" for name in ("fresh", "fresh_second", "fresh_third"))
FRESH_END = "<!-- end of fresh queries -->"
HEAD = "| Backend | Queries | MRR | nDCG@10 | Nothing found | Asked |\n|---|---|---|---|---|---|"


def figures(database: str, state: str, *folders: str, **environment: str) -> list[str]:
    """Return the lines that the command prints on a database, or on what the environment names."""
    run = subprocess.run(
        [sys.executable, "manage.py", "evaluate_search", *folders],
        cwd=PROJECT, check=True, stdout=subprocess.PIPE, encoding="utf-8",
        env=os.environ | {"DATABASE_URL": database, "PORTAL_STATE_DIR": state}
        | environment,
    )  # fmt: skip
    return [line for line in run.stdout.splitlines() if " mrr " in line]


def table(lines: list[str]) -> str:
    """Return printed lines as a Markdown table."""
    rows = []
    for line in lines:
        backend, kind, _mrr, mrr, _ndcg, ndcg, _zero, zero, _n, count = line.split()
        rows.append(f"| {backend} | {kind} | {mrr} | {ndcg} | {float(zero):.1%} | {count} |")
    return "\n".join([HEAD, *rows])


def main() -> None:
    """Measure on every backend, then replace the table."""
    with tempfile.TemporaryDirectory() as state:
        sqlite = f"sqlite:///{state}/portal.sqlite3"
        lines = figures(sqlite, state)
        # All backends answer alike, so that one tells how it does on new queries.
        fresh = {folder: figures(sqlite, state, folder) for folder in FRESH}
        with server() as database:
            lines += figures(database.address, state)
        with search_server() as engine:
            lines += figures(sqlite, state, WAGTAILSEARCH_BACKENDS=named(engine.url))
    report = replaced(REPORT.read_text(encoding="utf-8"), BEGIN, END, lines)
    for folder, asked in fresh.items():
        begin = f"<!-- figures: manage.py evaluate_search {folder} -->"
        report = replaced(report, begin, FRESH_END, asked)
        lines += asked
    print("\n".join(lines))
    REPORT.write_text(report, encoding="utf-8")


def replaced(report: str, begin: str, end: str, lines: list[str]) -> str:
    """Return a report with another table between two marks."""
    before, _begin, rest = report.partition(begin)
    _old, _end, after = rest.partition(end)
    return f"{before}{begin}\n{table(lines)}\n{end}{after}"


if __name__ == "__main__":
    main()
