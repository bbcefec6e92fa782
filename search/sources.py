"""What is found beside pages: rooms with things in tables of their own say how to find them."""

from collections.abc import Callable
from dataclasses import dataclass

from portal_network.tenancy.directory import Tenant


@dataclass(frozen=True, slots=True)
class Findings:
    """The best answers of a source, how many there are, and where all of them are listed.

    ``rows`` are what ``row_template`` draws, as ``rows``.
    """

    rows: list
    total: int
    url: str


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of things that a site shows; ``find`` answers a query in words, best first.

    ``title`` stands above the answers. ``find(tenant, query)`` asks as much as one page of results
    may cost: two queries.
    """

    name: str
    title: str
    row_template: str
    find: Callable[[Tenant, str], Findings]


@dataclass(frozen=True, slots=True)
class Found:
    """What a source answered."""

    source: Source
    findings: Findings


_sources: dict[str, Source] = {}


def register_source(source: Source) -> None:
    """Let the search page ask this source, too; rooms call it while they start."""
    _sources[source.name] = source


def find_beside_pages(tenant: Tenant, query: str) -> list[Found]:
    """Return what the sources know about a query, without those that know nothing."""
    answers = [Found(source, source.find(tenant, query)) for source in _sources.values()]
    return [answer for answer in answers if answer.findings.total]
