"""JSON-LD of public pages, and what schema.org's vocabulary says against it.

``fixtures/schema_org.toml`` holds the part of the vocabulary that pages use. A type or property
that is not in it counts as a fault: whoever begins to use one adds it from schema.org.
"""

import json
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.http import HttpResponse

VOCABULARY = Path(__file__).parent / "fixtures" / "schema_org.toml"
# Parts without which what holds them says nothing.
PARTS = {"Question", "Answer"}
_BLOCKS = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
_DAY = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?([+-]\d\d:\d\d|Z)?)?$")
# What an object of a type must state to be of use to anybody, beyond its own type.
DEMANDED = {
    "Dataset": {"name", "description", "distribution"},
    "Event": {"name", "startDate", "location", "organizer"},
    "FAQPage": {"mainEntity"},
    "GovernmentOrganization": {"name", "url"},
    "GovernmentService": {"name", "provider"},
    "Legislation": {"name", "url"},
    "NewsArticle": {"headline", "datePublished", "publisher"},
    "Question": {"name", "acceptedAnswer"},
    "Answer": {"text"},
}


def objects_of(response: HttpResponse) -> list[dict]:
    """Return the JSON-LD objects of a page."""
    return [json.loads(block) for block in _BLOCKS.findall(response.content.decode())]


def types_of(response: HttpResponse) -> set[str]:
    """Return the types of a page's JSON-LD objects, without those inside them."""
    return {found["@type"] for found in objects_of(response)}


def faults_of_data(response: HttpResponse) -> list[str]:
    """Return what is wrong with the JSON-LD of a page, by the words of the vocabulary."""
    faults = []
    for found in objects_of(response):
        if found.get("@context") != "https://schema.org":
            faults.append(f"{found.get('@type')}: wrong context")
        faults += _faults({k: v for k, v in found.items() if k != "@context"}, outermost=True)
    return faults


def _faults(found: dict, *, outermost: bool = False) -> Iterator[str]:
    kind = found.get("@type")
    if kind is None:
        if set(found) != {"@id"}:
            yield f"no type: {sorted(found)}"
        return
    if kind not in _vocabulary()["types"]:
        yield f"unknown type {kind}"
        return
    if (outermost or kind in PARTS) and (gaps := DEMANDED.get(kind, set()) - set(found)):
        yield f"{kind} lacks {sorted(gaps)}"
    for name, value in found.items():
        if name in ("@type", "@id"):
            continue
        if not _belongs(name, kind):
            yield f"{kind} has no {name}"
        if value in ("", None, [], {}):
            yield f"{kind}.{name} is empty"
        if name.endswith("Date") and not _DAY.match(str(value)):
            yield f"{kind}.{name} is no date: {value}"
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, dict):
                yield from _faults(part)


def _belongs(name: str, kind: str) -> bool:
    # How a search is written is no property of the vocabulary but a rule of search engines.
    if name == "query-input":
        return kind == "SearchAction"
    return bool(set(_vocabulary()["properties"].get(name, ())) & _with_bases(kind))


@cache
def _with_bases(kind: str) -> frozenset[str]:
    bases = _vocabulary()["types"].get(kind, ())
    return frozenset({kind}).union(*map(_with_bases, bases))


@cache
def _vocabulary() -> dict:
    return tomllib.loads(VOCABULARY.read_text(encoding="utf-8"))
