"""Citizens comment on parts of a draft; what is personal stays apart; at the end it closes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commune_site.consultations.models import ConsultationPage, Opinion
from commune_site.engagement.models import Case
from commune_site.engagement.services.erasure import erase_on_request
from tests.commune_site.consultations.makers import form_address, make_consultation, make_opinion
from tests.commune_site.engagement.citizens import (
    CODE,
    CONTACT,
    PERSONAL,
    fill,
    texts_beside_fields,
)
from tests.networks import TAM_THANH
from tests.query_counts import queries_of

pytestmark = pytest.mark.django_db

SAID = "Đề nghị mức đóng góp 10.000 đồng một lượt khách."


def contact_of(sender=CONTACT):
    return {"name": sender.name, "email": sender.email, "phone": sender.phone}


def test_comments_arrive_by_parts_with_a_code_and_are_not_public(visitor, consultation):
    path = form_address(consultation)
    sent = fill(visitor, path, **{"phan-dieu-2": SAID, "general": "Dự thảo ngắn gọn, dễ hiểu."},
                **contact_of(), agrees="on", allows_publishing="on")  # fmt: skip
    response = visitor.post(path, sent)
    assert response.status_code == 201 and CODE.search(response.content.decode())
    case = Case.everywhere.get()
    assert (case.kind, case.page_id, case.subject) == (
        "opinion",
        consultation.pk,
        consultation.title,
    )
    assert case.reference.startswith("GY-")
    assert [(one.part, one.text, one.published_on) for one in Opinion.objects.all()] == [
        ("dieu-2", SAID, None), ("", "Dự thảo ngắn gọn, dễ hiểu.", None),
    ]  # fmt: skip
    assert not any(value in str(Opinion.objects.values()) for value in PERSONAL)
    # The same form sent twice is one comment.
    assert visitor.post(path, sent).status_code == 201
    assert Opinion.objects.count() == 2


def test_two_people_may_say_the_same(visitor, consultation):
    path = form_address(consultation)
    for _person in range(2):
        sent = fill(visitor, path, general="Tôi đồng ý với dự thảo.")
        assert visitor.post(path, sent).status_code == 201
    assert Case.everywhere.count() == 2


def test_consents_are_separate_and_empty_at_first(visitor, consultation):
    text = visitor.get(form_address(consultation)).content.decode()
    for name in ("agrees", "allows_sharing", "allows_publishing"):
        assert f'name="{name}"' in text
    assert "checked" not in text
    assert "/bao-ve-du-lieu/opinion/" in text
    assert visitor.get("/bao-ve-du-lieu/opinion/").status_code == 200


@pytest.mark.parametrize(
    ("values", "status", "said"),
    [
        ({}, 400, "Hãy viết ý kiến"),
        ({"general": "ừ"}, 400, "Hãy viết ý kiến"),
        ({"general": "a" * 5001}, 400, "5000"),
        ({"general": SAID, "name": "Vi Thị Hỏi"}, 400, ""),
        ({"general": SAID, "website": "http://x.invalid"}, 400, ""),
    ],
)
def test_what_cannot_be_received_is_said_and_kept_in_the_form(
    visitor, consultation, values, status, said
):
    path = form_address(consultation)
    response = visitor.post(path, fill(visitor, path, **values))
    html = response.content.decode()
    assert response.status_code == status
    assert said in texts_beside_fields(html)
    assert all(value[:200] in html for value in values.values())
    assert Case.everywhere.count() == 0


def test_a_form_that_is_sent_after_the_last_day_is_refused_and_kept(visitor, consultation):
    path = form_address(consultation)
    sent = fill(visitor, path, general=SAID)
    yesterday = timezone.localdate() - timedelta(days=1)
    ConsultationPage.objects.filter(pk=consultation.pk).update(closes_on=yesterday)
    response = visitor.post(path, sent)
    html = response.content.decode()
    assert response.status_code == 403
    assert SAID in html and "vidu@tamthanh.invalid" in html and f"{yesterday:%d/%m/%Y}" in html
    assert Case.everywhere.count() == 0
    assert "<form" not in visitor.get(path).content.decode().split("<main")[1].split("</main")[0]


def test_a_comment_on_a_part_that_was_taken_out_meanwhile_is_received(visitor, consultation):
    path = form_address(consultation)
    sent = fill(visitor, path, **{"phan-dieu-2": SAID})
    ConsultationPage.objects.filter(pk=consultation.pk).update(draft_text="<p>Điều 1. Một</p>")
    assert visitor.post(path, sent).status_code == 201
    assert Opinion.objects.get().text == SAID


@pytest.mark.parametrize("name", ["phan-", "phan-" + "x" * 500, "phan-<b>", "phan-Điều"])
def test_fields_that_no_form_has_are_as_if_they_were_not_there(visitor, consultation, name):
    path = form_address(consultation)
    sent = fill(visitor, path, general=SAID) | {name: "chữ"}
    assert visitor.post(path, sent).status_code == 201
    assert Opinion.objects.get().text == SAID


def test_the_form_costs_the_same_for_a_long_draft(network, visitor):
    long_text = "".join(f"<p>Điều {number}. Tên</p><p>Lời</p>" for number in range(1, 101))
    short, long_one = (
        make_consultation(TAM_THANH),
        make_consultation(TAM_THANH, draft_text=long_text),
    )
    counts = []
    for page in (short, short, long_one):
        with queries_of() as statements:
            assert visitor.get(form_address(page)).status_code == 200
        counts.append(len(statements))
    assert counts[1] == counts[2]


def test_erasure_takes_what_is_not_public_and_cuts_the_rest_from_its_sender(consultation):
    public = make_opinion(consultation, "Đồng ý với Điều 2.", CONTACT)
    public.opinions(manager="everywhere").update(published_on=timezone.localdate())
    private = make_opinion(consultation, "Tôi phản đối Điều 2.", CONTACT)
    for case in (public, private):
        erase_on_request(case.pk)
    (left,) = Opinion.everywhere.all()
    assert (left.text, left.case_id) == ("Đồng ý với Điều 2.", None)
