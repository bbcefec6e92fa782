"""The figures of a run, and the part of docs/isolation.md that holds them."""

from dataclasses import dataclass, field

from tests.isolation.surfaces_table import DOCUMENT, surfaces_table, with_block


@dataclass
class Tally:
    """Requests, leaks and seconds, by person and altogether."""

    requests: int = 0
    leaks: int = 0
    by_person: dict[str, list[float]] = field(default_factory=dict)

    def add(self, part: str, requests: int, leaks: int, seconds: float) -> None:
        """Count one part of the attack; its name begins with who attacked."""
        if not requests:
            return
        self.requests += requests
        self.leaks += leaks
        sums = self.by_person.setdefault(part.partition("-")[0], [0, 0, 0.0])
        for position, value in enumerate((requests, leaks, seconds)):
            sums[position] += value


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
