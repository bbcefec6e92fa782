"""Lets tests of search run against the search server that ``WAGTAILSEARCH_BACKENDS`` names.

Each test begins with an empty index of its own. Tests run in transactions that never commit, and
ask at once what they have just written: so before each question the server is told what changed.
"""

import secrets
from collections.abc import Iterator
from dataclasses import replace

import pytest

BY_THE_DATABASE = {
    "test_search_is_built_anew_while_it_answers": "loses the words of the database's own index",
    "test_the_check_names_what_misses_what_is_too_much_and_what_has_no_words": "the same",
    "test_an_undone_change_leaves_search_as_it_was": "nothing is told before the commit",
    "test_a_question_costs_the_same_with_two_answers_and_with_sixty": "counts SQL alone",
}


def pytest_configure(config: pytest.Config) -> None:
    """Name the mark of tests in which the database answers for the server."""
    config.addinivalue_line("markers", "falls_back: the database answers for the search server")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what is about the index of the database alone."""
    items[:] = [item for item in items if item.originalname not in BY_THE_DATABASE]


@pytest.fixture(autouse=True)
def own_index(
    request: pytest.FixtureRequest, settings, monkeypatch, _tests_work_for_the_whole_network
) -> Iterator[None]:
    """Make an index for one test, and drop it."""
    if "db" not in request.fixturenames and not request.node.get_closest_marker("django_db"):
        yield
        return
    # This plugin is loaded before there are settings.
    from search.engine import copying, outbox
    from search.engine.fallback import times_fallen_back
    from search.engine.index import EngineIndex
    from search.models import EngineChange

    request.getfixturevalue("db")
    settings.SEARCH_ENGINE = replace(settings.SEARCH_ENGINE, prefix=f"t{secrets.token_hex(6)}")
    copying.build_anew()
    ask = EngineIndex.matching

    def ask_when_told(index, *arguments, **options) -> list[int]:
        if EngineChange.everywhere.exists():
            outbox.send_changes_now()
            index.refresh()
        return ask(index, *arguments, **options)

    monkeypatch.setattr(EngineIndex, "matching", ask_when_told)

    before = times_fallen_back()
    yield
    copying.drop()
    # A test that passed because the database answered has proved nothing.
    assert request.node.get_closest_marker("falls_back") or times_fallen_back() == before
