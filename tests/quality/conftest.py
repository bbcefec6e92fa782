"""Fixtures of the quality checks: the same portal that the browser tests look at."""

from collections.abc import Iterator

import pytest

from tests.e2e.portal import Portal, running_portal


@pytest.fixture(scope="session")
def portal() -> Iterator[Portal]:
    """A running portal of Lạng Sơn with its sample content."""
    with running_portal() as running:
        yield running
