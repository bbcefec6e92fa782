"""Answers as the search page shows them: address on the reader's site, words marked."""

from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from commune_site.navigation import site_tree
from commune_site.sections import registry_value
from portal_network.tenancy.directory import Tenant, directory
from search import pages
from search.entries import BELOW_SECTION
from search.finding import Hit, Results
from search.kinds import Kind
from search.models import SearchEntry
from search.passages import Passage, passages_of
from search.snippets import highlight, pattern_of, snippet_of

# What has no date that says anything to readers.
_UNDATED = {Kind.PEOPLE, Kind.SECTION, Kind.PROCEDURE}


@dataclass(frozen=True, slots=True)
class FoundPage:
    """The page of a file in which the words stand."""

    number: int
    file_title: str
    url: str


@dataclass(frozen=True, slots=True)
class ShownHit:
    """One answer on the search page."""

    title: SafeString
    url: str
    snippet: SafeString
    number: SafeString
    kind_label: str
    type_label: str
    section_name: str
    authority_name: str
    listed_on: date | None
    is_sample: bool
    is_exact: bool
    in_file: FoundPage | None


def shown_hits(results: Results, viewer: Tenant) -> list[ShownHit]:
    """Return the answers as a reader of ``viewer`` sees them; files take one question for all."""
    pattern = pattern_of(results.query)
    words = list(dict.fromkeys(word for one in results.query.full for word in one.wordings[0]))
    keys = [hit.entry.object_id for hit in results.hits if hit.entry.source == pages.SOURCE]
    in_files = passages_of(keys, words)
    return [_shown(hit, viewer, pattern, in_files) for hit in results.hits]


def address_of(entry: SearchEntry, viewer: Tenant) -> str:
    """Return where an entry is read: local on the reader's site, whole on another.

    What all communes share is read on the reader's own site.
    """
    owner = viewer if entry.is_shared else owner_of(entry)
    path = entry.path
    if path.startswith(BELOW_SECTION):
        section, _slash, rest = path.removeprefix(BELOW_SECTION).partition("/")
        path = f"{section_address(owner, section)}{rest}" if owner else "/"
    if owner is None or owner.key == viewer.key:
        return path
    return f"{owner.root_url}{path}"


def owner_of(entry: SearchEntry) -> Tenant | None:
    """Return the site to which an entry belongs."""
    return directory.owner(province_id=entry.province_id, commune_id=entry.commune_id)


def section_address(tenant: Tenant, section: str) -> str:
    """Return the address of a section on its site; of the site where it shows none."""
    nodes = site_tree(tenant).root.walk()
    return next((node.url for node in nodes if node.section == section), "/")


def _shown(hit: Hit, viewer: Tenant, pattern, in_files: dict[int, Passage]) -> ShownHit:
    entry = hit.entry
    snippet = snippet_of(hit.text, pattern)
    passage = in_files.get(entry.object_id) if entry.source == pages.SOURCE else None
    if passage and not snippet.holds_words:
        snippet = snippet_of(passage.text, pattern)
    owner = owner_of(entry)
    return ShownHit(
        title=highlight(entry.title, pattern),
        url=address_of(entry, viewer),
        snippet=snippet.html,
        number=highlight(entry.reference, pattern),
        kind_label=str(Kind(entry.kind).label),
        type_label=entry.type_label,
        section_name=registry_value(entry.section, "name", ""),
        authority_name="" if entry.is_shared or owner is None else owner.name,
        listed_on=None if entry.kind in _UNDATED else entry.listed_on,
        is_sample=entry.is_sample,
        is_exact=hit.is_exact,
        in_file=FoundPage(passage.number, passage.file_title, passage.url) if passage else None,
    )
