"""Load balancers learn whether visitors may be sent here, operators also why not."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.test import Client, RequestFactory

from portal_network.delivery.monitoring import addresses, readiness
from portal_network.settings.search_engine import SearchEngine

PARTS = {"database", "cache", "search", "storage", "tasks", "backup"}


@pytest.fixture(autouse=True)
def _asked_anew():
    readiness.forget()
    yield
    readiness.forget()


@pytest.mark.django_db
def test_each_part_is_named_with_its_time_to_those_who_watch():
    answer = Client(HTTP_HOST="10.0.0.7:8000").get("/readyz")
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    told = answer.json()
    assert told["status"] == "ready"
    assert set(told["parts"]) == PARTS
    assert all(part["works"] and part["milliseconds"] >= 0 for part in told["parts"].values())


@pytest.mark.django_db
def test_strangers_learn_the_state_alone_and_no_figures(client_for, network):
    stranger = {"REMOTE_ADDR": "203.0.113.9"}
    assert Client(**stranger).get("/readyz").json() == {"status": "ready"}
    assert client_for(network.communes[0]).get("/metrics", **stranger).status_code == 404
    # What a visitor says of himself counts only behind a web server that is trusted.
    claimed = Client(**stranger, HTTP_X_FORWARDED_FOR="127.0.0.1")
    assert claimed.get("/readyz").json() == {"status": "ready"}


def break_part(monkeypatch, name, error):
    def fail():
        raise error

    monkeypatch.setitem(readiness.PARTS, name, fail)


@pytest.mark.django_db
def test_without_the_database_nobody_is_sent_here_and_no_secret_is_told(monkeypatch):
    break_part(monkeypatch, "database", OSError("password=bi-mat host=10.0.0.5"))
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (503, "unready")
    assert answer.json()["parts"]["database"]["problem"] == "OSError"
    assert b"bi-mat" not in answer.content


@pytest.mark.django_db
@pytest.mark.parametrize("part", sorted(PARTS - {"database"}))
def test_without_another_part_the_portal_is_degraded_but_stays_up(monkeypatch, part):
    break_part(monkeypatch, part, readiness.NotWorking("Nobody answers."))
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (200, "degraded")
    assert answer.json()["parts"][part]["problem"] == "Nobody answers."


@pytest.mark.django_db
def test_asking_often_costs_nothing(monkeypatch, django_assert_num_queries):
    Client().get("/readyz")
    with django_assert_num_queries(0):
        for _again in range(5):
            Client().get("/readyz")


@pytest.mark.django_db
def test_a_full_disk_a_folder_without_rights_and_a_dead_worker_are_found(
    monkeypatch, settings, tmp_path
):
    full = SimpleNamespace(f_bavail=1, f_frsize=4096)
    monkeypatch.setattr(readiness.os, "statvfs", lambda folder: full)
    assert readiness.look(["storage"]).parts[0].problem == "The disk is full."
    monkeypatch.undo()
    monkeypatch.setattr(readiness.os, "access", lambda folder, mode: False)
    assert "written" in readiness.look(["storage"]).parts[0].problem
    monkeypatch.undo()
    for waited, works in ((timedelta(minutes=14), True), (timedelta(minutes=16), False)):
        found = readiness.Queue(3, waited, 0)
        monkeypatch.setattr(readiness, "queue", lambda found=found: found)
        assert readiness.look(["tasks"]).parts[0].works is works
    settings.SEARCH_ENGINE = SearchEngine(("http://127.0.0.1:9",))
    found = readiness.look(["search", "database"])
    assert [part.works for part in found.parts] == [False, True]
    assert found.status == "degraded"


@pytest.mark.parametrize(
    ("address", "is_trusted"),
    [
        ("127.0.0.1", True),
        ("10.1.2.3", True),
        ("::ffff:10.1.2.3", True),
        ("10.2.0.1", False),
        ("2001:db8::1", True),
        ("", False),
        ("nonsense", False),
    ],
)
def test_networks_may_be_trusted(settings, address, is_trusted):
    settings.MONITORING_ADDRESSES = ["127.0.0.0/8", " 10.1.0.0/16", "2001:db8::/32", ""]
    request = RequestFactory().get("/readyz", REMOTE_ADDR=address)
    assert addresses.is_trusted(request) is is_trusted


def test_settings_that_would_fail_later_are_refused_at_once(settings):
    settings.MONITORING_ADDRESSES = ["10.0.0.0/99"]
    settings.SLOW_QUERY_SECONDS = 0
    settings.SECURITY_CONTACT = "an ninh"
    with pytest.raises(SystemCheckError, match=r"(?s)delivery\.E001.*E002.*E003"):
        call_command("check")


@pytest.mark.django_db
def test_the_database_is_asked_for_real(monkeypatch):
    monkeypatch.setattr(connection, "cursor", lambda: (_ for _ in ()).throw(OSError))
    assert not readiness.look(["database"]).is_ready
