"""Puts judged queries to the search of the portal, exactly as its page does."""

from commune_site.models import PortalPage
from commune_site.procedures.models import Procedure
from portal_network.tenancy.directory import directory
from search.correction import find_as_meant
from search.evaluation.judged_set import FaultyJudgedSet, JudgedQuery, JudgedSet
from search.evaluation.metrics import DEPTH, Outcome
from search.finding import Scope

PAGE, PROCEDURE = "page", "procedure"


def identities() -> dict[tuple[str, int], str]:
    """Return what each findable thing is called in judgements: ``key@place``.

    Pages are called by the key under which they were made: ``section:contacts``,
    ``sample:lien-he``, the key of a judged document. Procedures, which are kept once for a whole
    province, are ``procedure:1.001193@`` without a place.
    """
    pages = PortalPage.everywhere.exclude(registry_key="")
    rows = pages.values_list("pk", "registry_key", "commune_id", "province_id")
    named = {
        (PAGE, pk): f"{key}@{commune or province}" for pk, key, commune, province in rows.iterator()
    }
    codes = Procedure.everywhere.values_list("pk", "code")
    return named | {(PROCEDURE, pk): f"procedure:{code}@" for pk, code in codes}


def ask_all(judged: JudgedSet) -> list[Outcome]:
    """Return what became of every query.

    Raises:
        FaultyJudgedSet: a judgement names something that does not exist.
    """
    names = identities()
    known = set(names.values())
    return [_ask(query, names, known) for query in judged.queries]


def _ask(query: JudgedQuery, names: dict[tuple[str, int], str], known: set[str]) -> Outcome:
    graded = [name for name in known if query.grade_of(name)]
    keys = {*graded, *(name.rpartition("@")[0] for name in graded)}
    if missing := set(query.relevant) - keys:
        raise FaultyJudgedSet(f"{query.text!r}: nothing is called {', '.join(sorted(missing))}.")
    ideal = tuple(query.grade_of(name) for name in graded)
    place = directory.snapshot().by_key
    level = "province" if len(query.site) == len("20") else "commune"
    scope = Scope.of(place[f"{level}:{query.site}"])
    hits = find_as_meant(scope, query.text, size=DEPTH).results.hits
    found = tuple(
        names.get((hit.entry.source, hit.entry.object_id), hit.entry.title) for hit in hits
    )
    grades = tuple(query.grade_of(name) for name in found)
    return Outcome(query.kind, query.text, grades, ideal, found)
