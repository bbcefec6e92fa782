"""Nothing personal on any public page, feed, search result, cache entry or log line."""

import logging
import re

import pytest
from django.core.cache import cache
from django.urls import reverse

from commune_site.engagement.models import AnswerPage, Case
from commune_site.engagement.services import corrections, handling
from commune_site.engagement.services.publication import Anonymised, propose
from commune_site.engagement.texts import clean_text, personal_data_in
from commune_site.navigation import forget_site_tree
from portal_network.moderation.models import QueueItem
from portal_network.moderation.services import decisions
from tests.commune_site.engagement.citizens import ASK, CODE, CONTACT, PERSONAL, TRACK, fill
from tests.commune_site.engagement.citizens import question as values
from tests.factories import make_article
from tests.networks import TAM_THANH

pytestmark = pytest.mark.django_db

SUBJECT, BODY = "Câu hỏi riêng zzrieng về đất", "Nội dung riêng zzrieng của gia đình tôi ở khối 3"
SECRETS = (*PERSONAL, "zzrieng")


@pytest.fixture
def lived(visitor, commune, responder, approver, django_capture_on_commit_callbacks, caplog):
    """A question and a report that went all the way, and what was logged meanwhile."""
    caplog.set_level(logging.DEBUG)
    told = {"name": CONTACT.name, "email": CONTACT.email, "phone": CONTACT.phone}
    sent = fill(visitor, **values(subject=SUBJECT, body=BODY), **told, agrees="on",
                allows_publishing="on")  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        code = CODE.search(visitor.post(ASK, sent).content.decode())[0]
        case = Case.objects.get()
        handling.accept(responder, case.pk, responder)
        handling.answer(responder, case.pk, f"Trả lời riêng bà {CONTACT.name} zzrieng.")
        page = propose(
            responder, case.pk, Anonymised("Thửa đất", "Tách thửa?", "Nộp một cửa.", "dat-dai")
        )
        item = QueueItem.everywhere.waiting().get(page_id=page.pk)
        decisions.approve(approver, item.pk, item.revision_id)
        article = make_article(TAM_THANH, title="Lịch tiêm")
        path = reverse("engagement-report", args=[article.pk])
        visitor.post(path, fill(visitor, path, body=f"{BODY}, gọi tôi nhé", agrees="on", **told))
        report = Case.objects.get(kind="report")
        row = corrections.write(responder, report.pk, "Lịch tiêm đúng: 25/11.", "Nhập sai")
        corrections.confirm(approver, row.pk)
    forget_site_tree(commune.key)
    return {"code": code, "page": page, "article": article, "log": caplog}


def paths(lived) -> list[str]:
    page = AnswerPage.objects.get(pk=lived["page"].pk)
    path = page.get_url_parts()[2]
    return [
        "/", "/hoi-dap/", "/hoi-dap/?q=zzrieng", "/hoi-dap/?linh-vuc=dat-dai", ASK,
        f"{ASK}?q=thửa đất", TRACK, "/danh-gia/", "/danh-gia/ket-qua/", "/tuong-tac/hoi-dap/",
        "/tuong-tac/hoi-dap/feed.xml", "/feed.xml", "/sitemap.xml", "/so-do-trang/", path,
        f"{path}?ban-in=1", f"{path}?tai-ve=1", lived["article"].get_url_parts()[2],
        "/tim-kiem/?q=zzrieng", "/tim-kiem/?q=thửa đất", "/tim-kiem/?q=HD-2026&pham-vi=tinh",
        reverse("engagement-report", args=[lived["article"].pk]),
    ]  # fmt: skip


def test_no_public_page_feed_or_search_shows_anything_personal(lived, visitor):
    for path in paths(lived):
        response = visitor.get(path)
        assert response.status_code == 200, path
        text = response.content.decode().replace("q=zzrieng", "").replace('value="zzrieng"', "")
        text = re.sub("“zzrieng”", "", text)
        text = re.sub(r"<title>.*?</title>|<meta[^>]*>", "", text) if "q=zzrieng" in path else text
        found = [secret for secret in (*SECRETS, lived["code"]) if secret in text]
        assert not found, (path, found)


def test_nothing_personal_is_left_in_the_cache(lived, visitor):
    for path in paths(lived):
        visitor.get(path)
    visitor.post(TRACK, {"code": lived["code"]})
    kept = repr(cache._cache).encode() + b"".join(cache._cache.values())
    for secret in (*PERSONAL, lived["code"], "Nội dung riêng zzrieng"):
        assert secret.encode() not in kept


def test_no_log_line_holds_anything_personal(lived, visitor):
    visitor.post(TRACK, {"code": lived["code"]})
    visitor.post(TRACK, {"code": "AAAA-BBBB-CCCC"})
    records = [*lived["log"].get_records("setup"), *lived["log"].records]
    # Statements of the database are logged at this level in tests alone, never in an installation.
    lines = [record.getMessage() for record in records if record.name != "django.db.backends"]
    assert not any(secret in line for line in lines for secret in (*SECRETS, lived["code"]))


def test_the_audit_log_holds_references_and_no_contents(lived):
    from portal_network.audit.models import AuditEntry

    stored = repr(list(AuditEntry.everywhere.values()))
    assert "engagement.answered" in stored
    assert not any(secret in stored for secret in (*SECRETS, lived["code"]))


def test_the_search_index_knows_no_case(lived):
    from django.db import connection

    tables = connection.introspection.table_names()
    with connection.cursor() as cursor:
        for table in (name for name in tables if "index" in name):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            assert "zzrieng" not in repr(cursor.fetchall()), table


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Gọi 0912.345.678 nhé", ["0912.345.678"]),
        ("+84 912 345 678", ["+84 912 345 678"]),
        ("CCCD 020199001234", ["020199001234"]),
        ("vi thi hoi ở Khối 3", ["Vi Thị Hỏi", "Khối 3"]),
        ("viết cho Hoi@VIDU.invalid", ["Hoi@VIDU.invalid", "hoi@vidu.invalid"]),
        ("Thông tư 22/2023/TT-BTTTT ngày 01/07/2026, 1.250.000 đồng", []),
    ],
)
def test_what_tells_who_asked_is_found(text, found):
    assert personal_data_in(text, CONTACT) == found


def test_texts_are_composed_and_free_of_what_cannot_be_seen():
    assert clean_text("  a\r\nb\u200b\u202e\x07\n\n\n\nc  ") == "a\nb\n\nc"
    assert clean_text("Vie\u0323\u0302t") == "Việt"
    assert clean_text("\ud800x") == "x"
