"""A question on its way in: received once, refused in words, nothing lost, nothing leaked."""

import logging
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from commune_site.engagement.codes import hash_of_code
from commune_site.engagement.models import Case, CaseEvent, CaseMail, State
from portal_network.oversight.calendar import add_working_days
from tests.commune_site.engagement.citizens import (
    ASK,
    CODE,
    CONTACT,
    PERSONAL,
    TRACK,
    fill,
    question,
    texts_beside_fields,
)
from tests.factories import make_article
from tests.networks import TAM_THANH

pytestmark = pytest.mark.django_db


def code_in(response) -> str:
    found = set(CODE.findall(response.content.decode()))
    assert len(found) == 1
    return found.pop()


def test_a_question_is_received_with_number_code_and_deadline(visitor, commune):
    response = visitor.post(ASK, fill(visitor, **question()))
    assert response.status_code == 201
    case = Case.objects.get()
    assert case.code_hash == hash_of_code(code_in(response))
    assert case.reference == f"HD-{timezone.localdate().year}-0001"
    assert case.due_on == add_working_days(timezone.localdate(), 15, commune.province_code)
    assert case.state == State.RECEIVED
    assert (case.province_id, case.commune_id) == (commune.province_code, commune.code)
    assert [event.deed for event in CaseEvent.objects.all()] == ["received"]


def test_neither_code_nor_contact_is_stored_in_the_clear(visitor):
    sent = fill(visitor, **question(), name=CONTACT.name, email=CONTACT.email, agrees="on")
    response = visitor.post(ASK, sent)
    row = Case.objects.values().get()
    mail = CaseMail.objects.values().get()
    stored = repr((row, mail))
    assert code_in(response) not in stored
    assert not any(value in stored for value in PERSONAL)
    assert Case.objects.get().contact().email == CONTACT.email


def test_the_code_is_in_no_address_and_no_log_line(visitor, caplog):
    with caplog.at_level(logging.DEBUG):
        sent = fill(visitor, **question(), name=CONTACT.name, email=CONTACT.email, agrees="on")
        response = visitor.post(ASK, sent)
    code = code_in(response)
    assert "Location" not in response
    assert not any(value in caplog.text for value in (code, *PERSONAL))
    assert "no-store" in response["Cache-Control"]


def test_no_form_needs_a_cookie_where_the_server_checks_for_forged_ones(network, client_for):
    client = client_for(network.communes[0], enforce_csrf_checks=True)
    report = reverse("engagement-report", args=[make_article(TAM_THANH).pk])
    votes = {"interface": "easy", "content": "met", "quality": "good", "interaction": "satisfied",
             "support": "met"}  # fmt: skip
    body = "Ngày tiêm ghi sai, đúng ra là ngày 25 tháng 11."
    assert client.post(ASK, fill(client, **question())).status_code == 201
    assert client.post(report, fill(client, report, body=body)).status_code == 201
    assert client.post("/danh-gia/", fill(client, "/danh-gia/", **votes)).status_code == 201
    assert client.post(TRACK, {"code": "AAAA-BBBB-CCCC"}).status_code == 404


def test_a_visitor_gets_no_cookie(visitor):
    visitor.post(ASK, fill(visitor, **question()))
    assert not visitor.cookies


def test_the_same_form_sent_twice_is_one_case_with_one_code(visitor):
    sent = fill(visitor, **question())
    first, second = visitor.post(ASK, sent), visitor.post(ASK, sent)
    assert second.status_code == 201
    assert code_in(first) == code_in(second)
    assert Case.objects.count() == 1


def test_the_same_text_posted_fifty_times_is_received_once(visitor):
    values = question()
    statuses = [visitor.post(ASK, fill(visitor, **values)).status_code for _each in range(50)]
    assert statuses[0] == 201
    assert set(statuses[1:]) == {409, 429}
    assert Case.objects.count() == 1


def test_spaces_capitals_and_marks_make_no_other_text(visitor):
    values = question()
    visitor.post(ASK, fill(visitor, **values))
    values |= {"subject": f"  {values['subject'].upper()} "}
    response = visitor.post(ASK, fill(visitor, **values))
    assert response.status_code == 409
    assert values["body"] in response.content.decode()


def test_html_and_scripts_stay_text(visitor, responder, client_for, network):
    evil = "<script>alert(1)</script><b>đậm</b> và thêm vài chữ"
    visitor.post(ASK, fill(visitor, **question(subject=evil, body=evil)))
    case = Case.objects.get()
    assert case.body == evil
    screen = client_for(network.communes[0], responder).get(f"/quan-tri/ho-so/{case.pk}/")
    assert screen.status_code == 200
    assert "<script>alert(1)" not in screen.content.decode()
    assert "&lt;script&gt;alert(1)" in screen.content.decode()


EVIL = "<script>alert(1)</script><b>đậm</b>"


@pytest.mark.parametrize("field", ["subject", "body", "name", "address"])
def test_markup_in_any_field_stays_text_wherever_it_is_shown(
    visitor, responder, client_for, network, field
):
    values = question() | {"name": "Vi Thị Hỏi", "agrees": "on"} | {field: f"{EVIL} và mấy chữ"}
    response = visitor.post(ASK, fill(visitor, **values))
    assert response.status_code == 201
    case = Case.objects.get()
    client = client_for(network.communes[0], responder)
    shown = [
        visitor.post(TRACK, {"code": code_in(response)}),
        client.get("/quan-tri/ho-so/"),
        client.post(f"/quan-tri/ho-so/{case.pk}/lien-he/"),
    ]
    texts = [page.content.decode() for page in shown]
    assert not any("<script>alert(1)" in text for text in texts)
    assert any("&lt;script&gt;alert(1)" in text for text in texts)


@pytest.mark.parametrize(("field", "value"), [("email", EVIL), ("phone", EVIL), ("topic", EVIL)])
def test_markup_that_is_no_value_is_refused_beside_its_field(visitor, field, value):
    values = question() | {"agrees": "on"} | {field: value}
    response = visitor.post(ASK, fill(visitor, **values))
    assert response.status_code == 400
    assert field in response.context["form"].errors
    assert "<script>alert(1)" not in response.content.decode()


@pytest.mark.parametrize("path", [ASK, TRACK, "/danh-gia/"])
def test_megabytes_in_every_field_are_no_fault(visitor, path):
    names = ("ticket", "proof", "website", "topic", "subject", "name", "email", "phone", "address",
             "code", "remark", "interface")  # fmt: skip
    response = visitor.post(path, dict.fromkeys(names, "ệ" * 100_000))
    assert response.status_code in (400, 404)


def test_decomposed_unicode_and_invisible_signs_are_mended(visitor):
    body = "Thu\u031bo\u031b\u0300ng tru\u0301\u200b hoi \u202egnourt \x00 \U0001f600 chi"
    assert visitor.post(ASK, fill(visitor, **question(body=body))).status_code == 201
    stored = Case.objects.get().body
    assert "Thường trú" in stored and "\U0001f600" in stored
    assert not any(sign in stored for sign in "\u200b\u202e\x00")


def test_a_megabyte_of_text_is_refused_beside_its_field_and_kept(visitor):
    text = "chữ " * 300_000
    response = visitor.post(ASK, fill(visitor, **question(body=text)))
    assert response.status_code == 400
    assert "ký tự" in texts_beside_fields(response.content.decode())
    assert response.content.decode().count("chữ chữ") > 100_000
    assert not Case.objects.exists()


def test_an_empty_form_says_what_is_missing(visitor):
    response = visitor.post(ASK, {})
    assert response.status_code == 400
    assert len(response.context["form"].errors) == 3
    assert visitor.post(ASK, fill(visitor, prove=False)).status_code == 400


def test_contact_data_need_consent(visitor):
    values = question(name=CONTACT.name, phone="0912345678")
    response = visitor.post(ASK, fill(visitor, **values))
    assert response.status_code == 400
    assert "agrees" in response.context["form"].errors
    assert CONTACT.name in response.content.decode()


def test_boxes_are_empty_at_first_and_each_is_its_own(visitor):
    html = visitor.get(ASK).content.decode()
    assert html.count('type="checkbox"') == 3
    assert "checked" not in html
    visitor.post(ASK, fill(visitor, **question(), allows_publishing="on"))
    case = Case.objects.get()
    assert (case.allows_publishing, case.allows_sharing, case.consented_at) == (True, False, None)


@pytest.mark.parametrize("phone", ["gọi tôi nhé", "123", "0" * 20])
def test_a_number_that_is_none_is_refused(visitor, phone):
    response = visitor.post(ASK, fill(visitor, **question(phone=phone, agrees="on")))
    assert response.status_code == 400
    assert "phone" in response.context["form"].errors


def test_what_fills_the_trap_is_told_so_in_words(visitor):
    response = visitor.post(ASK, fill(visitor, **question(website="http://x.invalid")))
    assert response.status_code == 400
    assert "trap--filled" in response.content.decode()
    assert not Case.objects.exists()


def test_without_a_proof_it_takes_patience_and_then_works(visitor, monkeypatch):
    sent = fill(visitor, prove=False, **question())
    too_quick = visitor.post(ASK, sent)
    assert too_quick.status_code == 400
    assert sent["body"] in too_quick.content.decode()
    later = timezone.now() + timedelta(seconds=30)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert visitor.post(ASK, sent).status_code == 201


def test_without_a_proof_less_is_received_than_with_one(visitor, settings, monkeypatch):
    settings.CASE_LIMITS_WITHOUT_PROOF, settings.CASE_LIMITS = (2, 30), (4, 300)
    monkeypatch.setattr("commune_site.engagement.limits.SHORTEST_TYPING", timedelta(0))
    plain = [visitor.post(ASK, fill(visitor, prove=False, **question())).status_code
             for _each in range(3)]  # fmt: skip
    proved = [visitor.post(ASK, fill(visitor, **question())).status_code for _each in range(5)]
    assert plain == [201, 201, 429]
    assert proved == [201, 201, 201, 201, 429]


def test_a_form_is_limited_whoever_sends(network, client_for, settings):
    settings.CASE_LIMITS = (10, 3)
    statuses = []
    for number in range(4):
        client = client_for(network.communes[0], REMOTE_ADDR=f"203.0.113.{number}")
        statuses.append(client.post(ASK, fill(client, **question())).status_code)
    assert statuses == [201, 201, 201, 429]


def test_a_limit_ends_with_its_hour(visitor, settings, monkeypatch):
    settings.CASE_LIMITS = (1, 300)
    assert visitor.post(ASK, fill(visitor, **question())).status_code == 201
    assert visitor.post(ASK, fill(visitor, **question())).status_code == 429
    later = timezone.now() + timedelta(minutes=61)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert visitor.post(ASK, fill(visitor, **question())).status_code == 201


def test_a_proof_is_good_for_its_own_form_alone(visitor, monkeypatch):
    used = fill(visitor, **question())
    assert visitor.post(ASK, used).status_code == 201
    other = fill(visitor, prove=False, **question()) | {"proof": used["proof"]}
    assert visitor.post(ASK, other).status_code == 400


@pytest.mark.parametrize("proof", ["x", "e30=", "bnVsbA==", "W10=", "A" * 4500])
def test_forged_proofs_are_no_fault_of_the_server(visitor, proof):
    response = visitor.post(ASK, fill(visitor, prove=False, **question()) | {"proof": proof})
    assert response.status_code == 400


def test_a_form_left_open_overnight_is_received(visitor, monkeypatch):
    sent = fill(visitor, **question())
    tomorrow = timezone.now() + timedelta(hours=14)
    monkeypatch.setattr("django.utils.timezone.now", lambda: tomorrow)
    monkeypatch.setattr("time.time", lambda: tomorrow.timestamp())
    assert visitor.post(ASK, sent).status_code == 201


def test_a_form_of_last_week_comes_back_filled_and_can_be_sent_then(visitor, monkeypatch):
    sent = fill(visitor, **question())
    later = timezone.now() + timedelta(days=8)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    monkeypatch.setattr("time.time", lambda: later.timestamp())
    response = visitor.post(ASK, sent)
    assert response.status_code == 400
    assert sent["body"] in response.content.decode()
    assert f'value="{sent["ticket"]}"' not in response.content.decode()


@pytest.mark.parametrize("ticket", ["", "x", "a:b:c", "ẩn" * 200])
def test_a_forged_ticket_gets_a_new_one_and_keeps_the_text(visitor, ticket):
    sent = fill(visitor, **question()) | {"ticket": ticket}
    response = visitor.post(ASK, sent)
    assert response.status_code == 400
    assert sent["body"] in response.content.decode()


def test_a_ticket_of_another_site_is_none(network, client_for):
    here, there = (client_for(commune) for commune in network.communes)
    sent = fill(there, **question())
    assert here.post(ASK, sent).status_code == 400
    assert not Case.objects.exists()


def test_numbers_run_by_place_and_year(network, client_for):
    for commune in network.communes:
        client = client_for(commune)
        for _each in range(2):
            client.post(ASK, fill(client, **question()))
    numbers = Case.objects.order_by("pk").values_list("reference", flat=True)
    assert [number[-4:] for number in numbers] == ["0001", "0002", "0001", "0002"]


def test_the_form_asks_few_queries(visitor, django_assert_max_num_queries):
    visitor.get(ASK)
    with django_assert_max_num_queries(3):
        visitor.get(ASK)


def test_a_blocked_network_is_told_where_to_turn(visitor, responder):
    from commune_site.engagement.services.blocking import block

    visitor.post(ASK, fill(visitor, **question()))
    block(responder, Case.objects.get().pk, "Gửi quảng cáo")
    response = visitor.post(ASK, fill(visitor, **question()))
    assert response.status_code == 403
    assert "điện thoại" in response.content.decode()


def test_files_are_kept_encrypted_and_apart_from_public_ones(visitor, settings):
    from commune_site.engagement.models import CaseAttachment
    from tests.commune_site.engagement.files import pdf

    content = pdf("Giấy chứng nhận")
    file = SimpleUploadedFile("Giấy tờ.pdf", content, content_type="application/pdf")
    assert visitor.post(ASK, fill(visitor, **question()) | {"files": [file]}).status_code == 201
    row = CaseAttachment.objects.get()
    assert (row.name, row.read()) == ("Giấy tờ.pdf", content)
    assert not str(row.file.storage.path(row.file.name)).startswith(str(settings.MEDIA_ROOT))
    with row.file.open("rb") as stored:
        assert content[:20] not in stored.read()
