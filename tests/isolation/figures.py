"""The part of docs/isolation.md that a run writes: its figures and the table of addresses."""

from tests.isolation.surfaces_table import DOCUMENT, surfaces_table, with_block
from tests.isolation.tally import Tally


def write_figures(tally: Tally) -> None:
    """Write table and figures of a run without leaks into the document."""
    text = with_block(DOCUMENT.read_text(), "figures", figures_table(tally))
    DOCUMENT.write_text(with_block(text, "surfaces", surfaces_table()))


def figures_table(tally: Tally) -> str:
    """Return the figures as a table."""
    lines = ["| Who asks | Requests | Leaks |", "| --- | ---: | ---: |"]
    for person, (requests, leaks, _seconds) in sorted(tally.by_person.items()):
        lines.append(f"| {person.replace('_', ' ')} | {int(requests):,} | {int(leaks)} |")
    lines.append(f"| **all** | **{tally.requests:,}** | **{tally.leaks}** |")
    return "\n".join(lines)
