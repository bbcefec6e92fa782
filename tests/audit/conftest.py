"""What the tests of the audit log share."""

from collections.abc import Callable, Generator

import pytest
from django.db import connection
from wagtail.log_actions import log

from portal_network.audit import triggers
from portal_network.audit.models import AuditEntry
from tests.factories import make_article
from tests.networks import TAM_THANH, Network


@pytest.fixture
def protected(db) -> Generator[None, None, None]:
    """Put back the triggers that other tests live without; the test's transaction takes them."""
    triggers.install(connection)
    yield


@pytest.fixture
def tamper(protected) -> Callable[..., None]:
    """Run statements past the triggers, as somebody does who owns the database."""

    def run(*statements: str, **values: object) -> None:
        triggers.remove(connection, triggers.names(connection.vendor))
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement, values or None)
        triggers.install(connection)

    return run


@pytest.fixture
def chain(network: Network) -> list[AuditEntry]:
    """A chain of the province with six more entries, and all of its entries in their order."""
    page = make_article(TAM_THANH)
    for _number in range(6):
        log(instance=page, action="wagtail.edit")
    return list(AuditEntry.everywhere.filter(chain="20").order_by("sequence"))
