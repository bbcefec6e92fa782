"""The world, built once per process and module and rolled back at the end."""

from collections.abc import Generator
from datetime import timedelta

import pytest
from django.db import transaction
from django_scopes import scopes_disabled

from tests.isolation.world import World, build_world
from tests.networks import forget_what_processes_remember


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Generator[World, None, None]:
    """Two provinces and three communes with a marked row of every kind."""
    with django_db_blocker.unblock(), transaction.atomic():
        with scopes_disabled():
            built = build_world()
        yield built
        transaction.set_rollback(True)
    forget_what_processes_remember()


@pytest.fixture(autouse=True)
def nobody_s_session_is_locked(settings) -> None:
    """Let a person attack for longer than an idle session stays open."""
    settings.SESSION_IDLE_LIMIT = timedelta(days=1)
    settings.SESSION_IDLE_LIMIT_OF_ADMINISTRATORS = timedelta(days=1)
    settings.OPEN_DATA_REQUESTS_PER_MINUTE = 1_000_000
