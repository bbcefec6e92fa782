"""The store of the tests, and a portal that keeps its files there."""

from collections.abc import Iterator

import pytest

from tests.s3.store import Store, running


@pytest.fixture(scope="session")
def server(tmp_path_factory) -> Iterator[Store]:
    """Return a store that checks signatures."""
    with running(tmp_path_factory.mktemp("s3")) as store:
        yield store


@pytest.fixture
def store(server, settings) -> Store:
    """Let the portal keep its files in the store."""
    backend = "portal_network.delivery.objects.PrivateS3Storage"
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": backend, "OPTIONS": server.options()},
        "private": {"BACKEND": backend, "OPTIONS": server.options(location="private")},
    }
    return server
