"""What the machine says of a text before a person reads it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commune_site.checks import failures_of
from portal_network.moderation.deadlines import Urgency, due_after, urgency
from tests.factories import attach, make_file, make_image, make_legal_document, section_page
from tests.moderation.texts import BODY, draft, save
from tests.networks import TAM_THANH

pytestmark = pytest.mark.django_db


def test_a_careful_text_fails_no_check(article):
    assert failures_of(article) == []


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"summary": " "}, "tóm tắt"),
        ({"author": ""}, "tác giả"),
        ({"source": ""}, "nguồn"),
        ({"body": []}, "chữ"),
        ({"body": [("paragraph", f'{BODY}<p><a href="/x/">Tại đây</a></p>')]}, "Tại đây"),
        ({"body": [("paragraph", f'{BODY}<p><a href="/x/"> </a></p>')]}, "1"),
        ({"title": "THÔNG BÁO LỊCH TIẾP CÔNG DÂN"}, "in hoa"),
        ({"title": "Thông báo " * 20}, "150"),
        ({"author": "Phóng viên Nguyễn Văn A"}, "phóng viên"),
        ({"body": [("paragraph", f"{BODY}<p>CCCD số 020 085 001 234</p>")]}, "020…34"),
    ],
)
def test_what_is_missing_is_named(network, values, said):
    page = draft(section_page(TAM_THANH, "news"), None, **values)
    failures = failures_of(page)
    assert len(failures) == 1
    assert said in failures[0]


def test_pictures_without_words_are_counted(network):
    picture = make_image(TAM_THANH)
    block = {"image": picture, "alt": "", "caption": ""}
    page = draft(
        section_page(TAM_THANH, "news"), None,
        lead_image=picture, lead_image_alt="Cổng chợ",
        body=[("paragraph", BODY), ("image", block)], gallery=[("image", block)],
    )  # fmt: skip
    failures = failures_of(page)
    assert len(failures) == 1
    assert "2" in failures[0]


def test_a_document_needs_its_signed_file_and_a_date_that_has_come(network):
    today = timezone.localdate()
    document = make_legal_document(TAM_THANH, issued_on=today, disclosed_on=today)
    assert len(failures_of(document)) == 1
    attach(document, make_file(TAM_THANH))
    assert failures_of(type(document).objects.get(pk=document.pk)) == []
    document = type(document).objects.get(pk=document.pk)
    document.issued_on = timezone.localdate() + timedelta(days=3)
    document.change_note = "Ghi lại ngày ban hành."
    assert len(failures_of(document)) == 1


def test_the_queue_remembers_how_many_checks_failed(network, editor, submit):
    page = draft(section_page(TAM_THANH, "news"), editor, summary="", source="")
    item = submit(page, editor)
    assert item.failed_checks == 2
    save(page, editor, summary="Có tóm tắt.", source="Khối 5")
    item.refresh_from_db()
    assert item.failed_checks == 0


def test_urgency_tells_four_things_apart():
    monday = timezone.localdate()
    monday -= timedelta(days=monday.weekday())
    assert urgency(monday - timedelta(days=1), monday) == Urgency.OVERDUE
    assert urgency(monday, monday) == Urgency.TODAY
    assert urgency(due_after(1, monday), monday) == Urgency.SOON
    assert urgency(due_after(2, monday), monday) == Urgency.LATER
