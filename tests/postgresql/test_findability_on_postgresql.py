"""The same targets of findability where the words are kept by PostgreSQL."""

from tests.search_relevance.test_findability import test_people_find_what_they_ask_for

__all__ = ["test_people_find_what_they_ask_for"]
