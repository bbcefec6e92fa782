"""The work on a case: by whose it is, once, with its letters, its history and its clock."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from commune_site.engagement.errors import NoLongerOpen, NotYours
from commune_site.engagement.kinds import CaseKind, register_kind, unregister_kind
from commune_site.engagement.models import Case, CaseEvent, CaseMail, CasePolicy, State
from commune_site.engagement.services import handling
from commune_site.engagement.services.erasure import erase_expired
from commune_site.engagement.services.intake import receive
from portal_network.audit.models import AuditEntry
from portal_network.notices.models import Notice
from portal_network.oversight.calendar import add_working_days
from portal_network.tenancy.models import Role
from tests.commune_site.engagement.citizens import CONTACT, PERSONAL, submission
from tests.factories import make_article, make_user
from tests.networks import HUE, LANG_SON, QUOC_KHANH, TAM_THANH, build_network

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_work(client_for, network, responder):
    return client_for(network.communes[0], responder)


def address(case, step=""):
    if step:
        return reverse("engagement_step", args=[case.pk, step])
    return reverse("engagement_case", args=[case.pk])


def send(client, case, step, **values):
    sent = {f"{step}-{name}": value for name, value in values.items()}
    return client.post(address(case, step), sent)


def test_the_register_lists_what_waits_for_the_place(at_work, question, network, commune):
    other = receive(network.tenants[1], question.what, submission()).case
    text = at_work.get(reverse("engagement_cases")).content.decode()
    assert question.reference in text and question.subject in text
    assert other.subject not in text


def test_a_case_is_shown_without_contact_data_until_somebody_asks(at_work, question, responder):
    text = at_work.get(address(question)).content.decode()
    assert question.body in text
    assert not any(value in text for value in PERSONAL)
    response = at_work.post(reverse("engagement_contact", args=[question.pk]))
    assert all(value in response.content.decode() for value in PERSONAL)
    assert "no-store" in response["Cache-Control"]
    seen = AuditEntry.everywhere.get(action="engagement.contact_seen")
    assert (seen.actor_id, seen.object_title) == (responder.pk, question.reference)
    assert not any(value in str(seen.details) for value in PERSONAL)
    assert CaseEvent.objects.filter(deed="contact_seen", actor=responder).count() == 1
    assert not any(value in at_work.get(address(question)).content.decode() for value in PERSONAL)


@pytest.mark.parametrize(
    ("role", "place"),
    [(Role.EDITOR, TAM_THANH), (Role.APPROVER, TAM_THANH), (Role.RESPONDER, QUOC_KHANH),
     (Role.PROVINCE_OBSERVER, LANG_SON)],
)  # fmt: skip
def test_who_does_not_answer_here_finds_no_case(client_for, network, question, role, place):
    client = client_for(network.communes[0], make_user(role, place))
    for path in (address(question), reverse("engagement_contact", args=[question.pk])):
        assert client.get(path).status_code == 404
        assert client.post(path).status_code == 404


def test_the_province_reads_the_question_but_never_the_contact(
    client_for, network, question, moderator
):
    client = client_for(network.province, moderator)
    text = client.get(address(question)).content.decode()
    assert question.body in text
    assert not any(value in text for value in PERSONAL)
    assert client.post(reverse("engagement_contact", args=[question.pk])).status_code == 404
    assert send(client, question, "tra-loi", answer="Trả lời thay").status_code == 404


def test_accepting_assigns_and_tells_the_sender_by_the_code(at_work, question, responder):
    assert send(at_work, question, "phan-cong", assignee=responder.pk).status_code == 302
    question.refresh_from_db()
    assert (question.state, question.assigned_to) == (State.IN_WORK, responder)


def test_nobody_of_another_place_can_be_given_a_case(at_work, question, network):
    stranger = make_user(Role.RESPONDER, QUOC_KHANH)
    response = send(at_work, question, "phan-cong", assignee=stranger.pk)
    assert response.status_code == 400
    question.refresh_from_db()
    assert question.assigned_to is None


def test_an_answer_closes_the_case_with_links_that_everybody_may_open(at_work, question):
    page = make_article(TAM_THANH, title="Hướng dẫn tách thửa")
    addresses = f"{page.full_url}\nhttps://dichvucong.gov.vn/p/home/thu-tuc.html"
    response = send(at_work, question, "tra-loi", answer="Mời bà đến một cửa.", addresses=addresses)
    assert response.status_code == 302
    question.refresh_from_db()
    assert question.state == State.ANSWERED
    assert handling.links_of(question) == [
        ("Hướng dẫn tách thửa", page.full_url),
        ("dichvucong.gov.vn", "https://dichvucong.gov.vn/p/home/thu-tuc.html"),
    ]


@pytest.mark.parametrize(
    "bad", ["https://vidu.invalid/", "javascript:alert(1)", "/khong-co/", "http://[::1", "x\x00y"]
)
def test_a_link_that_nobody_may_give_is_refused_and_the_answer_kept(at_work, question, bad):
    response = send(at_work, question, "tra-loi", answer="Câu trả lời dài của tôi.", addresses=bad)
    assert response.status_code == 400
    assert "Câu trả lời dài của tôi." in response.content.decode()
    question.refresh_from_db()
    assert question.is_open


def test_no_link_leads_to_a_page_of_another_province_or_to_a_draft(at_work, question):
    foreign = make_article(build_network(HUE, communes=1).communes[0])
    draft = make_article(TAM_THANH, live=False)
    for page in (foreign, draft):
        response = send(at_work, question, "tra-loi", answer="Mời bà xem trang này nhé.",
                        addresses=page.full_url)  # fmt: skip
        assert response.status_code == 400


def test_the_second_answer_comes_too_late_and_loses_nothing(at_work, question, responder):
    handling.answer(responder, question.pk, "Câu trả lời thứ nhất.")
    response = send(at_work, question, "tra-loi", answer="Câu trả lời thứ hai.")
    assert response.status_code == 400
    question.refresh_from_db()
    assert question.answer == "Câu trả lời thứ nhất."
    with pytest.raises(NoLongerOpen):
        handling.refuse(responder, question.pk, "Không thuộc")


def test_out_of_scope_is_forwarded_at_once_and_named_to_the_sender(at_work, question):
    response = send(at_work, question, "chuyen-co-quan", agency="Sở Nông nghiệp và Môi trường")
    assert response.status_code == 302
    question.refresh_from_db()
    assert question.state == State.FORWARDED
    public = CaseEvent.objects.get(case=question, deed="forwarded")
    assert public.is_public and "Sở Nông nghiệp" in public.note


def test_progress_moves_the_date_and_keeps_the_first(at_work, question):
    later = timezone.localdate() + timedelta(days=40)
    reason = "Cần đo đạc lại tại thực địa."
    response = send(at_work, question, "hen-ngay", due_on=f"{later:%d/%m/%Y}", note=reason)
    assert response.status_code == 302
    first = question.first_due_on
    question.refresh_from_db()
    assert (question.due_on, question.first_due_on) == (later, first)


@pytest.mark.parametrize("days", [0, -1, 91])
def test_a_date_that_is_no_promise_is_refused(at_work, question, days):
    day = timezone.localdate() + timedelta(days=days)
    response = send(
        at_work, question, "hen-ngay", due_on=f"{day:%d/%m/%Y}", note="Chờ thêm ý kiến."
    )
    assert response.status_code == 400


def test_a_transfer_to_the_province_keeps_the_clock(at_work, question, moderator, responder):
    due_on, received_at = question.due_on, question.received_at
    assert send(at_work, question, "chuyen-don-vi", note="Vượt thẩm quyền").status_code == 302
    question.refresh_from_db()
    assert question.commune_id is None
    assert (question.due_on, question.received_at) == (due_on, received_at)
    assert at_work.get(address(question)).status_code == 404
    handling.answer(moderator, question.pk, "Tỉnh trả lời câu hỏi này.")
    with pytest.raises(NotYours):
        handling.add_note(responder, question.pk, "Ghi thêm")


def test_the_province_hands_a_case_to_a_commune_of_its_own_alone(
    network, moderator, client_for, question
):
    handling.transfer(make_user(Role.SITE_ADMINISTRATOR, TAM_THANH), question.pk, None, "")
    foreign = build_network(HUE, communes=1).communes[0]
    with pytest.raises(NotYours):
        handling.transfer(moderator, question.pk, foreign, "")
    client = client_for(network.province, moderator)
    refused = send(client, question, "chuyen-don-vi", commune=foreign.pk)
    assert refused.status_code == 400
    assert send(client, question, "chuyen-don-vi", commune=QUOC_KHANH).status_code == 302
    question.refresh_from_db()
    assert question.commune_id == QUOC_KHANH


def test_overdue_is_shown_to_the_commune_and_to_the_province(
    at_work, question, client_for, network, moderator
):
    Case.objects.update(due_on=timezone.localdate() - timedelta(days=2))
    province = client_for(network.province, moderator)
    for client in (at_work, province):
        home = client.get(reverse("wagtailadmin_home")).content.decode()
        listed = client.get(reverse("engagement_cases"), {"tab": "overdue"}).content.decode()
        assert question.reference in home and "quá hạn" in home
        assert question.reference in listed


def test_a_list_asks_the_same_for_two_rows_and_for_sixty(at_work, commune, question, responder):
    from tests.query_counts import queries_of

    path = reverse("engagement_cases")

    def asked():
        at_work.get(path)
        with queries_of() as statements:
            assert at_work.get(path).status_code == 200
        return len(statements)

    few = asked()
    for _each in range(60):
        case = receive(commune, question.what, submission(contact=CONTACT)).case
        Case.objects.filter(pk=case.pk).update(assigned_to=responder)
    assert asked() <= few + 1


def test_a_file_is_handed_out_to_who_answers_and_to_nobody_else(
    at_work, commune, question, client_for, network, moderator
):
    from commune_site.engagement.models import CaseAttachment
    from commune_site.engagement.uploads import CheckedFile

    file = CheckedFile("đơn.pdf", "application/pdf", b"%PDF")
    case = receive(commune, question.what, submission(files=[file])).case
    path = reverse("engagement_file", args=[case.pk, CaseAttachment.objects.get().pk])
    response = at_work.get(path)
    assert response.content == b"%PDF"
    assert response["Content-Disposition"].startswith("attachment")
    assert "sandbox" in response["Content-Security-Policy"]
    assert client_for(network.province, moderator).get(path).status_code == 404
    other = reverse("engagement_file", args=[question.pk, CaseAttachment.objects.get().pk])
    assert at_work.get(other).status_code == 404


def test_an_unknown_step_does_not_exist(at_work, question):
    assert send(at_work, question, "xoa-het").status_code == 404


def test_a_province_changes_the_deadline_without_a_programmer(network, commune, question):
    CasePolicy.objects.create(
        province=network.province, kind="question", answer_days=3, counts_working_days=False,
        retention_days=90,
    )  # fmt: skip
    case = receive(commune, question.what, submission()).case
    assert case.due_on <= timezone.localdate() + timedelta(days=12)
    assert case.due_on < question.due_on


def test_a_new_kind_of_case_is_a_registration(commune, at_work, responder, commit):
    kind = register_kind(
        CaseKind(
            slug="information-request",
            name="Yêu cầu cung cấp thông tin",
            prefix="TT",
            section="information-access",
            purpose="để cung cấp thông tin",
            legal_basis="Luật",
            answer_days=3,
        )
    )
    try:
        with commit():
            case = receive(commune, kind, submission(contact=CONTACT)).case
        assert case.reference.startswith("TT-")
        assert case.due_on == add_working_days(timezone.localdate(), 3, commune.province_code)
        text = at_work.get(reverse("engagement_cases")).content.decode()
        assert "Yêu cầu cung cấp thông tin" in text
        assert (
            send(at_work, case, "tra-loi", answer="Gửi kèm thông tin yêu cầu.").status_code == 302
        )
        figures = at_work.get(reverse("engagement_figures"), {"kind": kind.slug})
        assert figures.context["rows"][0].received == 1
        assert Notice.everywhere.filter(user=responder, title__contains=case.reference).exists()
        assert CaseMail.objects.filter(key=f"case:{case.pk}:answered:").exists()
        Case.objects.update(closed_at=timezone.now() - timedelta(days=kind.retention_days + 1))
        assert erase_expired() == 1
    finally:
        unregister_kind(kind.slug)
    assert at_work.get(address(case)).status_code == 200


def test_a_case_that_nobody_can_read_any_more_is_no_fault(at_work, question):
    Case.objects.update(encrypted_contact=b"gAAAAA-broken")
    assert at_work.post(reverse("engagement_contact", args=[question.pk])).status_code == 200
