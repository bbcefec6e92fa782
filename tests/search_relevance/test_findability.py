"""People find what they ask for: the targets of findability, on the database of the tests."""

from pathlib import Path

import pytest
from django.db import connection

from portal_network.provisioning.judged_world import build_judged_world
from search.evaluation.asking import ask_all
from search.evaluation.judged_set import read_set
from search.evaluation.metrics import ALL, figures_of
from search.text import fold
from tests.networks import forget_what_processes_remember

HERE = Path(__file__).parent
FEWEST_QUERIES, FEWEST_DOCUMENTS = 120, 300


@pytest.mark.django_db
def test_people_find_what_they_ask_for(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    judged = read_set(HERE)
    build_judged_world(judged)
    # As the commit does outside of tests.
    forget_what_processes_remember()
    outcomes = ask_all(judged)
    figures = {found.kind: found for found in figures_of(outcomes, connection.vendor)}
    told = "\n".join(found.line() for found in figures.values())
    print(f"\n{told}")
    assert figures[ALL].mrr >= 0.85, told
    assert figures[ALL].zero <= 0.02, told
    assert figures["accented"].mrr - figures["unaccented"].mrr <= 0.03, told
    assert figures["accented"].ndcg10 - figures["unaccented"].ndcg10 <= 0.03, told
    for kind in ("abbreviation", "number", "typo"):
        assert figures[kind].mrr >= 0.8, told


def test_the_judged_set_is_as_large_and_as_varied_as_promised():
    judged = read_set(HERE)
    kinds = {query.kind for query in judged.queries}
    assert kinds == {"accented", "unaccented", "abbreviation", "number", "typo", "colloquial"}
    assert len([query for query in judged.queries if query.kind != "unaccented"]) >= FEWEST_QUERIES
    assert len(judged.documents) >= FEWEST_DOCUMENTS
    assert len({document.title for document in judged.documents}) >= FEWEST_DOCUMENTS / 2
    assert len({document.place for document in judged.documents}) >= 6
    asked = [(query.text, query.site) for query in judged.queries]
    assert len(set(asked)) == len(asked)


FRESH = {"fresh": (60, 0.4), "fresh_second": (80, 0.4), "fresh_third": (77, 0.3)}


@pytest.mark.parametrize("folder", FRESH)
def test_fresh_queries_are_none_of_the_others_and_many_are_typed_without_marks(folder):
    count, share_without_marks = FRESH[folder]
    fresh = read_set(HERE / folder, documents_of=HERE).queries
    others = {
        (fold(query.text), query.site)
        for other in {HERE, *(HERE / name for name in FRESH)} - {HERE / folder}
        for query in read_set(other, documents_of=HERE).queries
    }
    assert len(fresh) == count
    assert not others & {(fold(query.text), query.site) for query in fresh}
    assert sum(fold(query.text) == query.text for query in fresh) >= share_without_marks * count
