"""Figures and log lines tell how the portal does, and nothing about people."""

import io
import json
import logging
import re
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from portal_network.delivery.monitoring import figures, logs, slow_queries
from portal_network.delivery.page_cache import caches
from tests.factories import make_article

PROJECT = Path(__file__).resolve().parents[3]
MONITORING = PROJECT / "deploy" / "monitoring"
NAME = re.compile(r"\bportal_[a-z_]+\b")
SUFFIXES = ("_bucket", "_count", "_sum", "_created")


def exposed() -> str:
    """Return what Prometheus gets."""
    return Client().get("/metrics").content.decode()


def names_told(text: str) -> set[str]:
    """Return the names of the figures in an exposition."""
    return set(NAME.findall(text))


def value(text: str, line: str) -> float:
    """Return the value of one figure with its labels; 0 where it was never counted."""
    found = re.search(rf"^{re.escape(line)} (\S+)$", text, re.M)
    return float(found[1]) if found else 0.0


@pytest.mark.django_db
def test_dashboard_and_alert_rules_name_figures_that_exist(network, client_for):
    client_for(network.communes[0]).get("/")
    told = names_told(exposed())
    for path in (MONITORING / "alerts.yml", MONITORING / "dashboard.json"):
        named = {name for name in NAME.findall(path.read_text("utf-8"))} - {"portal_network"}
        assert len(named) > 5, path
        assert named <= told, named - told


def test_alert_rules_and_dashboard_are_whole():
    yaml = pytest.importorskip("yaml")
    rules = yaml.safe_load((MONITORING / "alerts.yml").read_text("utf-8"))["groups"][0]["rules"]
    assert len({rule["alert"] for rule in rules}) == len(rules) > 8
    for rule in rules:
        assert rule["expr"].count("(") == rule["expr"].count(")"), rule["alert"]
        assert rule["labels"]["severity"] in {"page", "ticket"}
        assert set(rule["annotations"]) == {"summary", "description"}
    panels = json.loads((MONITORING / "dashboard.json").read_text("utf-8"))["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    assert all(target["expr"] for panel in panels for target in panel["targets"])


@pytest.mark.django_db
def test_requests_are_counted_by_kind_of_site_area_and_status(network, client_for, settings):
    settings.PAGE_CACHE, settings.PAGE_CACHE_STRICT = "process", False
    lines = {
        'portal_requests_total{area="public",site="phuong",status="2xx"}': 2,
        'portal_requests_total{area="public",site="phuong",status="4xx"}': 1,
        'portal_requests_total{area="search",site="province",status="2xx"}': 1,
        'portal_requests_total{area="public",site="none",status="4xx"}': 1,
        'portal_page_cache_total{outcome="hit"}': 1,
        'portal_request_seconds_count{area="search"}': 1,
    }
    before = exposed()
    caches.forget_all()
    tam_thanh = client_for(network.communes[0])
    tam_thanh.get("/")
    tam_thanh.get("/")
    tam_thanh.get("/khong-co/")
    client_for(network.province).get("/tim-kiem/?q=nguyen+van+a")
    Client(HTTP_HOST="khong-co.example").get("/")
    after = exposed()
    for line, count in lines.items():
        assert value(after, line) - value(before, line) == count, line
    # Kinds of sites, never sites; no address, no words.
    assert "tamthanh" not in after
    assert "nguyen" not in after


@pytest.mark.django_db
def test_publication_is_measured_until_it_is_seen(network, django_capture_on_commit_callbacks):
    line = "portal_publish_to_visible_seconds_count"
    before = value(exposed(), line)
    article = make_article(network.communes[0])
    with django_capture_on_commit_callbacks(execute=True):
        article.save_revision().publish()
    assert value(exposed(), line) == before + 1
    assert value(exposed(), "portal_publish_to_visible_seconds_sum") < 60


@pytest.mark.django_db
def test_every_answer_carries_the_identity_of_its_request(network, client_for):
    client = client_for(network.communes[0])
    given = client.get("/robots.txt", HTTP_X_REQUEST_ID="0123-abcd-4567")
    assert given["X-Request-ID"] == "0123-abcd-4567"
    for hostile in ("a\r\nSet-Cookie: x=1", "ngắn", "x" * 200, "<script>alert(1)</script>"):
        made = client.get("/robots.txt", HTTP_X_REQUEST_ID=hostile)["X-Request-ID"]
        assert re.fullmatch(r"[0-9a-f]{16}", made)
    assert logs.request_id.get() == ""


def line_of(message: str, *arguments: object, error: Exception | None = None) -> dict:
    """Return the object that is logged."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.JsonFormatter())
    handler.addFilter(logs.RequestFilter())
    logger = logging.Logger("thu")
    logger.addHandler(handler)
    logger.error(message, *arguments, exc_info=error)
    written = stream.getvalue()
    assert written.count("\n") == 1
    return json.loads(written)


def test_a_log_line_is_one_object_without_personal_data():
    token = logs.request_id.set("abcd1234")
    try:
        raise ValueError("nguyenvana@gmail.com đã gửi 0912 345 678")
    except ValueError as error:
        line = line_of(
            "Người dân %s, CCCD %s, từ %s, hỏi /tim-kiem/?q=Nguyễn+Văn+A&trang=2 lúc 07:30\nhết",
            "van-a@example.org", "025091001234", "203.0.113.77", error=error,
        )  # fmt: skip
    finally:
        logs.request_id.reset(token)
    assert line["request_id"] == "abcd1234"
    assert (line["level"], line["logger"]) == ("ERROR", "thu")
    text = json.dumps(line, ensure_ascii=False)
    for personal in ("@", "025091001234", "203.0.113", "0912", "Nguyễn", "345 678"):
        assert personal not in text, personal
    # What helps to mend stays.
    assert "07:30" in line["message"]
    assert "/tim-kiem/" in line["message"]
    assert "ValueError" in line["exception"]
    assert "test_a_log_line_is_one_object" in line["exception"]


@pytest.mark.django_db
def test_a_slow_query_is_logged_without_what_it_asks_for(settings, caplog):
    settings.SLOW_QUERY_SECONDS = 0.000001
    counted = figures.SLOW_QUERIES._value.get()
    with connection.execute_wrapper(slow_queries.watch), connection.cursor() as cursor:
        cursor.execute("SELECT %s, 'Nguyễn Văn A'", ["079012345678"])
    messages = [record.getMessage() for record in caplog.records]
    assert any("SELECT %s, ?" in message for message in messages)
    assert not any("079012345678" in message or "Nguyễn" in message for message in messages)
    assert figures.SLOW_QUERIES._value.get() > counted
    caplog.clear()
    settings.SLOW_QUERY_SECONDS = 60
    with connection.execute_wrapper(slow_queries.watch), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    assert not caplog.records
    assert slow_queries.watch in connection.execute_wrappers
