"""Counts what a run asked and what leaked."""

from dataclasses import dataclass, field


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
