"""Measures the public pages with Lighthouse on its mobile preset: a weak phone on a slow link.

    python -m tests.quality.lighthouse      three runs per page; the table goes to docs/quality.md

Lighthouse comes from ``package-lock.json``, the browser is the installed Chromium. Needs Node 22.19
or newer: the one in the PATH, or else the one that Playwright carries.
"""

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from tests.e2e.browser import FLAGS, chromium_path
from tests.e2e.pages import SHOWN, page_url
from tests.e2e.portal import PROJECT, Portal, running_portal

PROGRAM = Path(__file__).parent / "node_modules" / "lighthouse" / "cli" / "index.js"
REPORT = PROJECT / "docs" / "quality.md"
BEGIN, END = "<!-- figures: make lighthouse -->", "<!-- end of figures -->"
CATEGORIES = {
    "performance": "Performance",
    "accessibility": "Accessibility",
    "best-practices": "Best practices",
    "seo": "SEO",
}
# What the table shows beside the categories: the audit, its heading, and how its number is read.
TIMINGS = {
    "first-contentful-paint": ("First paint, s", 1000),
    "largest-contentful-paint": ("Largest paint, s", 1000),
    "total-blocking-time": ("Blocked, ms", 1),
    "cumulative-layout-shift": ("Layout shift", 1),
    "total-byte-weight": ("Bytes, kB", 1000),
}
OLDEST_NODE = (22, 19)
RUNS = 3

Figures = dict[str, float]


# Runs of Lighthouse until its failure to measure a page counts as one.
ATTEMPTS = 3


class LighthouseFailed(RuntimeError):
    """Lighthouse could not measure a page; the message carries what it printed."""


def node_path() -> str:
    """Return a Node that is new enough for Lighthouse."""
    node = shutil.which("node")
    if node:
        version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True)
        if tuple(map(int, re.findall(r"\d+", version.stdout)[:2])) >= OLDEST_NODE:
            return node
    from playwright._impl._driver import compute_driver_executable

    return str(compute_driver_executable()[0])


def audit(url: str) -> dict:
    """Return Lighthouse's whole report on one page, from one run.

    A busy machine makes Lighthouse lose the trace of a page now and then; it then asks to be run
    again, and is. What it finds on a page is never asked twice.
    """
    for _attempt in range(ATTEMPTS - 1):
        with suppress(LighthouseFailed):
            return _audit_once(url)
    return _audit_once(url)


def _audit_once(url: str) -> dict:
    command = [
        node_path(),
        str(PROGRAM),
        url,
        "--quiet",
        "--output=json",
        f"--only-categories={','.join(CATEGORIES)}",
        f"--chrome-flags={' '.join(_quoted(flag) for flag in FLAGS)}",
    ]
    environment = os.environ | {"CHROME_PATH": chromium_path() or ""}
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if result.returncode:
        raise LighthouseFailed(f"{url}\n{result.stderr}")
    report = json.loads(result.stdout)
    if report.get("runtimeError"):
        raise LighthouseFailed(f"{url}\n{report['runtimeError']['message']}")
    return report


def _quoted(flag: str) -> str:
    return f'"{flag}"' if " " in flag else flag


def scores(report: dict) -> Figures:
    """Return the score of each category, 0 to 100."""
    return {name: round(100 * report["categories"][name]["score"]) for name in CATEGORIES}


def shortcomings(report: dict, categories: Iterable[str]) -> list[str]:
    """Return the audits of ``categories`` that cost points, with what they complain of."""
    found = []
    for category in categories:
        for reference in report["categories"][category]["auditRefs"]:
            result = report["audits"][reference["id"]]
            if reference["weight"] and result["score"] not in (None, 1):
                items = json.dumps(result.get("details", {}).get("items", []), ensure_ascii=False)
                found.append(f"{category}: {result['title']}: {items[:600]}")
    return found


def median_figures(reports: list[dict]) -> Figures:
    """Return the median of each score and timing over several runs of one page."""
    runs = [
        scores(report)
        | {
            name: report["audits"][name]["numericValue"] / unit
            for name, (_, unit) in TIMINGS.items()
        }
        for report in reports
    ]
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def table(figures: dict[str, Figures]) -> str:
    """Return the figures of all pages as a Markdown table."""
    heads = ["Page", *CATEGORIES.values(), *(head for head, _ in TIMINGS.values())]
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    for page, values in figures.items():
        cells = [f"{values[name]:.0f}" for name in CATEGORIES]
        for name, (_, unit) in TIMINGS.items():
            cells.append(f"{values[name]:.2f}" if unit == 1000 else f"{values[name]:.3g}")
        lines.append(f"| {page} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def write_report(figures: dict[str, Figures], browser: str) -> None:
    """Put the table between the two marks in ``docs/quality.md``."""
    text = REPORT.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    note = f"Median of {RUNS} runs, mobile preset, {browser}."
    REPORT.write_text(
        f"{before}{BEGIN}\n{table(figures)}\n\n{note}\n{END}{after}", encoding="utf-8"
    )


def measure(portal: Portal) -> tuple[dict[str, Figures], str]:
    """Return the figures of all pages, and the names of the programs that measured them."""
    figures = {}
    for name in SHOWN:
        reports = [audit(page_url(portal, name)) for _ in range(RUNS)]
        figures[name] = median_figures(reports)
        print(name, figures[name], flush=True)
        for shortcoming in shortcomings(reports[-1], CATEGORIES):
            print(f"    {shortcoming}", flush=True)
    chromium = re.search(r"Chrome/(\d+)", reports[-1]["environment"]["hostUserAgent"])[1]
    return figures, f"Lighthouse {reports[-1]['lighthouseVersion']}, Chromium {chromium}"


def main() -> int:
    """Measure all pages and write the report."""
    with running_portal() as portal:
        write_report(*measure(portal))
    return 0


if __name__ == "__main__":
    sys.exit(main())
