"""Following a case: by its code alone, without a hint to whoever guesses."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from commune_site.engagement.codes import code_for, hash_of_code, normal_code
from commune_site.engagement.kinds_shipped import QUESTION
from commune_site.engagement.models import Case, CaseAttachment, CaseMail, ErasureRecord, State
from commune_site.engagement.services import handling
from commune_site.engagement.services.intake import receive
from commune_site.engagement.uploads import CheckedFile
from tests.commune_site.engagement.citizens import CONTACT, PERSONAL, TRACK, submission
from tests.networks import HUE, build_network

pytestmark = pytest.mark.django_db


@pytest.fixture
def receipt(commune):
    file = CheckedFile("giay-to.pdf", "application/pdf", b"%PDF-1.7")
    return receive(commune, QUESTION, submission(contact=CONTACT, files=[file]))


def look(visitor, code, **more):
    return visitor.post(TRACK, {"code": code} | more)


def test_the_code_shows_the_state_and_nothing_of_the_contact(visitor, receipt):
    response = look(visitor, receipt.code)
    text = response.content.decode()
    assert response.status_code == 200
    assert receipt.case.reference in text and "mới tiếp nhận" in text
    assert not any(value in text for value in PERSONAL)
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    "typed", [str.lower, lambda code: code.replace("-", ""), lambda code: f"  {code} ",
              lambda code: code.replace("0", "O").replace("1", "l")],
)  # fmt: skip
def test_a_code_is_taken_as_people_type_it(visitor, receipt, typed):
    assert look(visitor, typed(receipt.code)).status_code == 200


@pytest.mark.parametrize(
    "typed", ["", "   ", "0000-0000-0000", "ABCD-EFGH-JKMN", "<b>", "x" * 5000, "\x00", "😀" * 12]
)
def test_what_is_no_code_is_answered_in_words(visitor, receipt, typed):
    response = look(visitor, typed)
    assert response.status_code == 404
    assert 'role="alert"' in response.content.decode()


def test_a_code_of_the_province_works_on_every_site_of_it_and_nowhere_else(
    receipt, network, client_for
):
    neighbour = client_for(network.communes[1])
    stranger = client_for(build_network(HUE, communes=1).communes[0])
    assert look(neighbour, receipt.code).status_code == 200
    foreign, unknown = look(stranger, receipt.code), look(stranger, "ABCD-EFGH-JKMN")
    assert foreign.status_code == unknown.status_code == 404
    assert receipt.case.reference not in foreign.content.decode()


def test_guessing_ends_after_a_few_tries_also_for_right_codes(visitor, receipt, settings):
    settings.CASE_CODE_FAILURES = 3
    for number in range(3):
        assert look(visitor, f"AAAA-AAAA-AAA{number}").status_code == 404
    assert look(visitor, receipt.code).status_code == 429


def test_right_codes_are_not_counted(visitor, receipt, settings):
    settings.CASE_CODE_FAILURES = 2
    assert {look(visitor, receipt.code).status_code for _each in range(5)} == {200}


def test_codes_are_sixty_bits_and_differ(settings):
    codes = {code_for(f"nonce-{number}") for number in range(2000)}
    assert len(codes) == 2000
    assert all(len(normal_code(code)) == 12 for code in codes)
    used = set("".join(normal_code(code) for code in codes))
    assert len(used) == 32


def test_codes_stay_valid_while_the_old_key_is_known(visitor, receipt, settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new", [settings.SECRET_KEY]
    assert hash_of_code(receipt.code) == receipt.case.code_hash
    assert look(visitor, receipt.code).status_code == 200
    assert receipt.case.contact() == CONTACT


def test_the_answer_is_read_with_its_links(visitor, receipt, responder):
    links = [("Thủ tục khai sinh", "http://tamthanh.langson.localhost/thu-tuc/")]
    handling.answer(responder, receipt.case.pk, "Mời ông/bà đến bộ phận một cửa.", links)
    text = look(visitor, receipt.code).content.decode()
    assert "Mời ông/bà đến bộ phận một cửa." in text
    assert "Thủ tục khai sinh" in text and "đã trả lời" in text


def test_internal_notes_are_not_shown(visitor, receipt, responder):
    handling.add_note(responder, receipt.case.pk, "Người này hay hỏi")
    assert "hay hỏi" not in look(visitor, receipt.code).content.decode()


def test_everything_stored_can_be_downloaded_by_its_owner(visitor, receipt, responder):
    handling.answer(responder, receipt.case.pk, "Trả lời đầy đủ cho ông/bà.")
    response = look(visitor, receipt.code, do="export")
    content = json.loads(response.content)
    assert content["contact"]["email"] == CONTACT.email
    assert content["files"] == ["giay-to.pdf"]
    assert content["answer"] == "Trả lời đầy đủ cho ông/bà."
    assert "attachment" in response["Content-Disposition"]


def test_erasing_needs_a_tick(visitor, receipt):
    assert look(visitor, receipt.code, do="erase").status_code == 400
    receipt.case.refresh_from_db()
    assert receipt.case.has_contact


def test_erasing_takes_everything_personal_and_says_so(
    visitor, receipt, responder, django_capture_on_commit_callbacks, mailoutbox
):
    handling.answer(responder, receipt.case.pk, "Trả lời riêng cho bà Hỏi.")
    stored = CaseAttachment.objects.get().file
    with django_capture_on_commit_callbacks(execute=True):
        response = look(visitor, receipt.code, do="erase", sure="yes")
    assert response.status_code == 200
    case = Case.objects.get()
    row = repr(Case.objects.values().get())
    assert not any(value in row for value in (*PERSONAL, receipt.case.body, "bà Hỏi"))
    assert (case.state, bool(case.erased_at)) == (State.ANSWERED, True)
    assert not stored.storage.exists(stored.name)
    assert ErasureRecord.objects.get().reason == "request"
    assert not any(note for note in case.events.values_list("note", flat=True))
    assert [mail.to for mail in mailoutbox][-1] == [CONTACT.email]
    assert not CaseMail.objects.exclude(encrypted_letter=b"").exists()


def test_erasing_an_open_case_withdraws_it(visitor, receipt):
    look(visitor, receipt.code, do="erase", sure="yes")
    case = Case.objects.get()
    assert case.state == State.WITHDRAWN
    again = look(visitor, receipt.code, do="erase", sure="yes")
    assert again.status_code == 200
    assert ErasureRecord.objects.count() == 1


def test_the_page_asks_few_queries_however_long_the_history(
    visitor, receipt, responder, django_assert_max_num_queries
):
    look(visitor, receipt.code)
    for number in range(60):
        handling.happened(receipt.case, "noted", responder, note=str(number), is_public=True)
    with django_assert_max_num_queries(8):
        look(visitor, receipt.code)


def test_a_deadline_counts_down_in_working_days(visitor, receipt):
    Case.objects.update(due_on=timezone.localdate() - timedelta(days=3))
    assert "quá hạn" in look(visitor, receipt.code).content.decode()
