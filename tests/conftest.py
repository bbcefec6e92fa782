"""What every test shares: in continuous integration a skipped test is a failed one."""

import os
from collections.abc import Callable, Generator
from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.utils import timezone
from django_scopes import scopes_disabled

from portal_network.accounts.models import User
from portal_network.audit import triggers
from portal_network.people.models import StaffSession
from portal_network.people.services.staff_sessions import SESSION_KEY
from portal_network.tenancy.directory import Tenant, directory
from portal_network.tenancy.models import Authority, Commune, Province
from search.query_log import gathering
from tests import database_states, database_template
from tests.factories import make_superuser
from tests.networks import (
    LANG_SON,
    QUOC_KHANH,
    Network,
    build_network,
    forget_what_processes_remember,
    network_of,
)

IN_CI = os.environ.get("CI", "").lower() in ("1", "true", "yes")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Leave the results in the folder ``TEST_REPORTS``, for :mod:`tests.faults`."""
    folder = os.environ.get("TEST_REPORTS")
    is_worker = hasattr(config, "workerinput")
    if folder and not is_worker and not config.option.xmlpath:
        config.option.xmlpath = os.path.join(folder, f"{os.getpid()}.xml")


def _fail_if_skipped(report: pytest.TestReport | pytest.CollectReport) -> None:
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"In continuous integration nothing is skipped: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a test that skips itself into a failure, so that a missing component is seen."""
    report = yield
    _fail_if_skipped(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Turn a module that skips itself into a failure, so that a missing component is seen."""
    report = yield
    _fail_if_skipped(report)
    return report


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings) -> Generator[None]:
    """Begin with the migrated database of an earlier run."""
    with database_template.filled_from_template(connection.vendor):
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    """Keep the migrated database for later runs; let tests empty the tables of the audit log.

    The log's database triggers would refuse that.

    ``tests/audit`` puts the triggers back where it proves them.
    """
    with django_db_blocker.unblock():
        database_template.keep(connection)
        assert not triggers.missing(connection)
        unwanted = triggers.AGAINST_DELETION
        if connection.vendor == "postgresql":
            unwanted += triggers.AGAINST_TRUNCATION
        triggers.remove(connection, unwanted)
        if connection.vendor == "sqlite":
            database_states.keep(connection, "empty")
            with scopes_disabled():
                build_network()
            database_states.keep(connection, "network")
            database_states.bring_back(connection, "empty")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Put the database into the state that the test begins with."""
    if _has_database(item):
        begins_with = "network" if "network" in item.fixturenames else "empty"
        database_states.bring_back(connection, begins_with)


def _has_database(item: pytest.Item) -> bool:
    fixtures = {"db", "transactional_db", "live_server"} & set(item.fixturenames)
    return bool(item.get_closest_marker("django_db") or fixtures)


@pytest.fixture(autouse=True)
def _nothing_remembered_between_tests() -> Generator[None, None, None]:
    """Forget what lives longer than a test's rows: the directory, the cache, counts of searches."""
    forget_what_processes_remember()
    # Also the moment of the last hand-over: setting up takes longer than a batch may wait.
    gathering.take()
    yield
    gathering.take()
    forget_what_processes_remember()


@pytest.fixture(autouse=True)
def _tests_without_a_database_find_nothing_cached(request: pytest.FixtureRequest) -> None:
    """Let a test that lacks the ``django_db`` mark fail in every order, not in some only.

    A page asks for its content type when it is made; an earlier test may have had it cached.
    """
    if not _has_database(request.node):
        ContentType.objects.clear_cache()


@pytest.fixture(autouse=True)
def _tests_work_for_the_whole_network() -> Generator[None, None, None]:
    """Let tests ask and build across tenants; requests set their own scope all the same."""
    with scopes_disabled():
        yield


@pytest.fixture
def network(db) -> Network:
    """Lạng Sơn with phường Tam Thanh and xã Quốc Khánh."""
    is_made = Commune.objects.filter(pk=QUOC_KHANH).exists()
    return network_of(LANG_SON) if is_made else build_network()


@pytest.fixture
def client_for() -> Callable[..., Client]:
    """Make clients of a site: by tenant, province, commune or host; ``user`` logs somebody in."""

    def make(site: Tenant | Authority | str, user: User | None = None, **extra: str) -> Client:
        if isinstance(site, Authority):
            site = directory.owner(
                province_id=site.code if isinstance(site, Province) else None,
                commune_id=site.code if isinstance(site, Commune) else None,
            )
        client = Client(HTTP_HOST=site if isinstance(site, str) else site.host, **extra)
        if user is not None:
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return make


@pytest.fixture
def operator_client(client_for) -> Callable[..., Client]:
    """Make clients of an operator in an open staff session; without one operators have no power."""

    def make(site: Tenant | Authority | str, user: User | None = None, **extra: str) -> Client:
        operator = user or make_superuser()
        client = client_for(site, operator, **extra)
        staff_session = StaffSession.objects.create(
            user=operator,
            operator_name=operator.get_username(),
            reason="Kiểm thử hệ thống",
            expires_at=timezone.now() + timedelta(hours=1),
        )
        session = client.session
        session[SESSION_KEY] = staff_session.pk
        session.save()
        return client

    return make
