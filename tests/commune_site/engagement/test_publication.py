"""No question becomes public by mistake: consent, anonymising, a second person."""

import pytest
from django.urls import reverse

from commune_site.engagement.errors import NamesPeople
from commune_site.engagement.models import AnswerPage, Case
from commune_site.engagement.queries import similar_answers
from commune_site.engagement.services import handling
from commune_site.engagement.services.intake import receive
from commune_site.engagement.services.publication import (
    Anonymised,
    NotPublishable,
    WaitsAlready,
    WithoutConsent,
    propose,
)
from commune_site.navigation import forget_site_tree
from portal_network.moderation.errors import OwnText
from portal_network.moderation.models import QueueItem
from portal_network.moderation.services import decisions
from portal_network.tenancy.models import Role
from tests.commune_site.engagement.citizens import CONTACT, PERSONAL, submission
from tests.factories import make_user
from tests.networks import TAM_THANH

pytestmark = pytest.mark.django_db

TEXT = Anonymised(
    title="Thủ tục tách thửa đất vườn",
    question="Người dân hỏi tách thửa đất vườn cần giấy tờ gì?",
    answer="Hồ sơ gồm đơn đề nghị và giấy chứng nhận.\n\nNộp tại bộ phận một cửa.",
    topic="dat-dai",
)


@pytest.fixture
def answered(question, responder):
    return handling.answer(responder, question.pk, f"Kính gửi bà {CONTACT.name}, mời bà đến.")


def waiting(page) -> QueueItem:
    return QueueItem.everywhere.waiting().get(page_id=page.pk)


def test_nothing_is_public_before_a_second_person_approves(
    answered, responder, approver, visitor, commune, django_capture_on_commit_callbacks
):
    page = propose(responder, answered.pk, TEXT)
    path = page.get_url_parts()[2]
    assert visitor.get(path).status_code == 404
    assert "Thủ tục tách thửa" not in visitor.get("/hoi-dap/").content.decode()
    item = waiting(page)
    with pytest.raises(OwnText):
        decisions.approve(_also(responder, Role.APPROVER), item.pk, item.revision_id)
    with django_capture_on_commit_callbacks(execute=True):
        decisions.approve(approver, item.pk, item.revision_id)
    forget_site_tree(commune.key)
    shown = visitor.get(path).content.decode()
    assert TEXT.question in shown and "Nộp tại bộ phận một cửa." in shown
    assert not any(value in shown for value in (*PERSONAL, answered.reference))
    assert [event.deed for event in answered.events.all()][-1] == "published"


def _also(user, role):
    from tests.factories import give_role

    give_role(user, role, TAM_THANH)
    return user


def test_what_tells_who_asked_is_refused_beside_its_field(answered, responder, client_for, network):
    client = client_for(network.communes[0], responder)
    step = "cong-khai"
    values = {
        "title": TEXT.title, "topic": TEXT.topic, "question": f"Chị {CONTACT.name.upper()} hỏi",
        "answer_text": "Gọi 0987 654 321 hoặc viết cho a@b.vn, số 020123456789.", "checked": "on",
    }  # fmt: skip
    sent = {f"{step}-{name}": value for name, value in values.items()}
    response = client.post(reverse("engagement_step", args=[answered.pk, step]), sent)
    assert response.status_code == 400
    text = response.content.decode()
    assert "0987 654 321" in text and "a@b.vn" in text and "020123456789" in text
    assert not AnswerPage.objects.exists()


def test_the_service_refuses_it_as_well(answered, responder):
    with pytest.raises(NamesPeople):
        propose(responder, answered.pk, Anonymised("A", f"Bà {CONTACT.name}", "B", "khac"))
    assert not AnswerPage.objects.exists()


def test_without_consent_nothing_can_be_published(commune, question, responder):
    case = receive(commune, question.what, submission(contact=CONTACT)).case
    handling.answer(responder, case.pk, "Trả lời không công khai.")
    with pytest.raises(WithoutConsent):
        propose(responder, case.pk, TEXT)


def test_an_open_question_cannot_be_published(question, responder):
    with pytest.raises(NotPublishable):
        propose(responder, question.pk, TEXT)


def test_it_is_submitted_once_and_again_only_after_it_was_sent_back(answered, responder, approver):
    page = propose(responder, answered.pk, TEXT)
    with pytest.raises(WaitsAlready):
        propose(responder, answered.pk, TEXT)
    item = waiting(page)
    decisions.send_back(approver, item.pk, item.revision_id, comment="Còn tên thôn, xin bỏ đi.")
    again = propose(responder, answered.pk, Anonymised("Tách thửa đất", "Hỏi", "Đáp", "dat-dai"))
    assert again.pk == page.pk
    assert waiting(page).title == "Tách thửa đất"
    assert AnswerPage.objects.count() == 1


def test_the_page_knows_nothing_of_the_case(answered, responder):
    page = propose(responder, answered.pk, TEXT)
    columns = {field.name for field in AnswerPage._meta.get_fields() if field.concrete}
    assert "case" not in columns
    stored = repr(AnswerPage.objects.values().get(pk=page.pk)) + repr(
        page.get_latest_revision().content
    )
    assert not any(value in stored for value in (*PERSONAL, answered.reference, answered.body))


def test_a_published_answer_is_found_by_words_field_and_likeness(
    answered, responder, approver, visitor, commune, django_capture_on_commit_callbacks
):
    page = propose(responder, answered.pk, TEXT)
    item = waiting(page)
    with django_capture_on_commit_callbacks(execute=True):
        decisions.approve(approver, item.pk, item.revision_id)
    for path in ("/hoi-dap/", "/hoi-dap/?q=tach thua", "/hoi-dap/?linh-vuc=dat-dai",
                 "/hoi-dap/gui-cau-hoi/?q=Tôi muốn tách thửa đất thì làm thế nào"):  # fmt: skip
        assert TEXT.title in visitor.get(path).content.decode(), path
    assert TEXT.title not in visitor.get("/hoi-dap/?linh-vuc=y-te").content.decode()
    assert visitor.get("/hoi-dap/?linh-vuc=khong-co").status_code == 404
    assert [card.title for card in similar_answers(commune, "thua dat cua toi")] == [TEXT.title]
    assert similar_answers(commune, "toi xin hoi") == []


def test_an_answer_has_a_print_view_with_its_question(answered, responder, approver, visitor):
    page = propose(responder, answered.pk, TEXT)
    item = waiting(page)
    decisions.approve(approver, item.pk, item.revision_id)
    printed = visitor.get(f"{page.get_url_parts()[2]}?ban-in=1").content.decode()
    assert TEXT.question in printed and "bộ phận một cửa" in printed


def test_erasing_the_case_leaves_the_anonymised_page(answered, responder, approver, visitor):
    from commune_site.engagement.services.erasure import erase_on_request

    page = propose(responder, answered.pk, TEXT)
    item = waiting(page)
    decisions.approve(approver, item.pk, item.revision_id)
    erase_on_request(answered.pk)
    assert visitor.get(page.get_url_parts()[2]).status_code == 200
    assert Case.objects.get().body == ""


def test_an_editor_may_write_an_answer_of_common_interest_without_a_case(network):
    from tests.factories import section_page

    parent = section_page(TAM_THANH, "qa")
    assert AnswerPage.can_create_at(parent)
    assert make_user(Role.EDITOR, TAM_THANH).is_active
