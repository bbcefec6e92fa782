"""Nothing a citizen said is public before somebody read it, and nobody changes their words."""

import pytest
from django.urls import reverse
from django.utils import timezone

from commune_site.consultations.models import Opinion
from commune_site.engagement.models import Case
from commune_site.engagement.models.cases import State
from portal_network.tenancy.models import Role
from tests.commune_site.consultations.makers import make_opinion
from tests.commune_site.engagement.citizens import CONTACT
from tests.factories import make_user
from tests.networks import QUOC_KHANH, TAM_THANH
from tests.pages_as_seen import main_text_of, path_of

pytestmark = pytest.mark.django_db

SAID = "Tôi là Vi Thị Hỏi, số 0912 345 678, đề nghị giảm mức đóng góp."
KEPT = "[…] đề nghị giảm mức đóng góp."


@pytest.fixture
def case(consultation) -> Case:
    return make_opinion(consultation, SAID, CONTACT)


def moderate(client, case, decision="cong-khai", text=None, **values):
    step = "kiem-duyet"
    sent = {f"{step}-decision": decision} | {f"{step}-{key}": one for key, one in values.items()}
    if text is not None:
        sent[f"{step}-text-{Opinion.objects.get(case=case).pk}"] = text
    return client.post(reverse("engagement_step", args=[case.pk, step]), sent)


def test_a_comment_is_published_without_what_tells_who_wrote_it(
    at_work, visitor, case, consultation
):
    screen = at_work.get(reverse("engagement_case", args=[case.pk])).content.decode()
    assert "buoc-kiem-duyet" in screen and "buoc-tra-loi" not in screen
    response = moderate(at_work, case, text=SAID)
    assert response.status_code == 400 and "0912 345 678" in response.content.decode()
    assert Opinion.objects.get().published_on is None
    assert moderate(at_work, case, text=KEPT).status_code == 302
    case.refresh_from_db()
    assert case.state == State.ANSWERED and "đã được ghi nhận và công khai" in case.answer
    text = main_text_of(visitor.get(path_of(consultation)))
    assert "đề nghị giảm mức đóng góp" in text and "đã lược bỏ thông tin cá nhân" in text
    assert "Vi Thị Hỏi" not in text


def test_no_word_is_put_into_a_citizens_mouth(at_work, case):
    response = moderate(at_work, case, text="Tôi hoàn toàn đồng ý với mức đóng góp.")
    assert response.status_code == 400
    assert Opinion.objects.get().published_on is None


def test_without_consent_it_goes_on_record_alone(at_work, consultation):
    case = make_opinion(consultation, SAID, allows_publishing=False)
    assert moderate(at_work, case, text=KEPT).status_code == 400
    assert moderate(at_work, case, "ghi-nhan").status_code == 302
    assert Opinion.objects.get().published_on is None
    case.refresh_from_db()
    assert not case.is_open


def test_who_is_not_published_against_their_wish_learns_why(at_work, case):
    assert moderate(at_work, case, "ghi-nhan").status_code == 400
    reason = "Không liên quan đến dự thảo."
    assert moderate(at_work, case, "ghi-nhan", reason=reason).status_code == 302
    case.refresh_from_db()
    assert reason in case.answer


def test_comments_can_be_taken_off_again_and_the_history_says_so(at_work, case):
    moderate(at_work, case, text=KEPT)
    path = reverse("engagement_step", args=[case.pk, "go-y-kien"])
    reason = "Người gửi đề nghị gỡ."
    assert at_work.post(path, {"go-y-kien-reason": reason}).status_code == 302
    assert Opinion.objects.get().published_on is None
    assert reason in at_work.get(reverse("engagement_case", args=[case.pk])).content.decode()


@pytest.mark.parametrize(
    ("role", "place"), [(Role.RESPONDER, QUOC_KHANH), (Role.EDITOR, TAM_THANH)]
)
def test_nobody_else_moderates(client_for, network, case, role, place):
    client = client_for(network.communes[0], make_user(role, place))
    assert moderate(client, case, text=KEPT).status_code == 404
    assert Opinion.objects.get().published_on is None


def test_a_second_decision_comes_too_late(at_work, case):
    moderate(at_work, case, text=KEPT)
    response = moderate(at_work, case, "ghi-nhan", reason="Không liên quan.")
    assert response.status_code == 400
    assert Opinion.objects.get().published_on == timezone.localdate()
