"""A consultation opens and closes by itself, and owes its outcome until that is public."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from commune_site.checks import blocks_of
from commune_site.consultations.models import ConsultationPage
from commune_site.consultations.stages import Stage
from commune_site.engagement.models import Case
from tests.commune_site.consultations.makers import form_address, make_consultation, make_opinion
from tests.factories import attach, make_file, make_legal_document
from tests.networks import LANG_SON, QUOC_KHANH, TAM_THANH
from tests.pages_as_seen import main_text_of, path_of
from tests.query_counts import uncached_queries

pytestmark = pytest.mark.django_db

OUTCOME = {"synthesis": "<p>Có 12 ý kiến.</p>", "explanation": "<p>Giữ mức đóng góp vì ...</p>"}
LIST = "/van-ban/du-thao-lay-y-kien/"


def faults(page, **changes):
    for name, value in changes.items():
        setattr(page, name, value)
    try:
        page.full_clean()
    except ValidationError as error:
        return error.message_dict
    return {}


@pytest.mark.parametrize(
    ("opens", "closes", "outcome", "stage"),
    [
        (1, 30, {}, Stage.PLANNED),
        (0, 30, {}, Stage.OPEN),
        (-30, 0, {}, Stage.OPEN),
        (-31, -1, {}, Stage.WAITING),
        (-31, -1, OUTCOME, Stage.DONE),
    ],
)
def test_the_stage_follows_from_the_days_and_is_listed_so(
    network, visitor, opens, closes, outcome, stage
):
    page = make_consultation(TAM_THANH, opens=opens, closes=closes, **outcome)
    assert page.stage() == stage
    for one in Stage:
        response = visitor.get(LIST, {"tinh-trang": one.value})
        assert (page.title in main_text_of(response)) == (one == stage)
    assert str(stage.label) in main_text_of(visitor.get(path_of(page)))


def test_less_than_twenty_days_need_a_reason_and_the_public_reads_it(consultation, visitor):
    today = timezone.localdate()
    short = {"opens_on": today, "closes_on": today + timedelta(days=19)}
    assert "closes_on" in faults(consultation, **short)
    assert "short_period_reason" in faults(consultation, short_period_reason="gấp")
    reason = "Theo thủ tục rút gọn, Quyết định số 12/QĐ-UBND."
    assert faults(consultation, short_period_reason=reason) == {}
    consultation.save_revision().publish()
    assert reason in main_text_of(visitor.get(path_of(consultation)))


def test_a_text_that_waited_for_approval_cannot_be_published_too_late(network):
    today = timezone.localdate()
    page = make_consultation(TAM_THANH, opens=-10, closes=12, first_published_at=None)
    assert faults(page) == {}
    (block,) = [result for result in blocks_of(page) if result.check.code == "consultation-period"]
    assert f"{today + timedelta(days=20):%d/%m/%Y}" in block.faults[0]
    page.closes_on = today + timedelta(days=20)
    assert blocks_of(page) == []
    # Once public it is not asked again: its time runs.
    page.closes_on, page.first_published_at = today + timedelta(days=12), timezone.now()
    page.first_published_at -= timedelta(days=10)
    assert blocks_of(page) == []


def test_a_consultation_has_a_text_or_a_file(network):
    page = make_consultation(TAM_THANH, draft_text="", closes=30)
    assert [result.check.code for result in blocks_of(page)] == ["consultation-text"]
    attach(page, make_file(TAM_THANH))
    assert blocks_of(ConsultationPage.objects.get(pk=page.pk)) == []


def test_the_outcome_comes_whole_and_after_the_end(consultation):
    assert "synthesis" in faults(consultation, **OUTCOME)
    consultation.opens_on -= timedelta(days=30)
    consultation.closes_on = timezone.localdate() - timedelta(days=1)
    assert faults(consultation) == {}
    assert "explanation" in faults(consultation, explanation="<p> </p>")


def test_the_day_of_the_outcome_stays_when_the_page_is_published_again(network):
    page = make_consultation(TAM_THANH, opens=-40, closes=-10)
    assert page.days_owed == 10
    for name, value in OUTCOME.items():
        setattr(page, name, value)
    page.save_revision().publish()
    page = ConsultationPage.objects.get(pk=page.pk)
    assert (page.outcome_on, page.days_owed) == (timezone.localdate(), 0)
    ConsultationPage.objects.filter(pk=page.pk).update(outcome_on=page.closes_on)
    page = ConsultationPage.objects.get(pk=page.pk)
    page.save_revision().publish()
    assert ConsultationPage.objects.get(pk=page.pk).outcome_on == page.closes_on


def test_draft_and_issued_document_lead_to_each_other(network, visitor):
    document = make_legal_document(TAM_THANH, number="12/QĐ-UBND")
    page = make_consultation(TAM_THANH, opens=-40, closes=-10, issued_document=document, **OUTCOME)
    assert path_of(document) in visitor.get(path_of(page)).content.decode()
    assert page.title in main_text_of(visitor.get(path_of(document)))
    page.unpublish()
    assert page.title not in main_text_of(visitor.get(path_of(document)))
    document.unpublish()
    page.save_revision().publish()
    assert document.number not in main_text_of(visitor.get(path_of(page)))


def test_a_document_of_another_place_is_linked_in_full(network, visitor):
    document = make_legal_document(LANG_SON, number="7/QĐ-UBND")
    page = make_consultation(TAM_THANH, opens=-40, closes=-10, issued_document=document)
    assert document.full_url in visitor.get(path_of(page)).content.decode()


def test_comments_of_others_are_read_once_published_and_cost_no_query_each(
    network, visitor, consultation
):
    case = make_opinion(consultation, "Đề nghị giảm mức đóng góp.")
    assert "giảm mức" not in main_text_of(visitor.get(path_of(consultation)))
    for _number in range(2):
        case.opinions(manager="everywhere").update(published_on=timezone.localdate())
        few = len(uncached_queries(visitor, path_of(consultation)))
    text = main_text_of(visitor.get(path_of(consultation)))
    assert "Đề nghị giảm mức đóng góp." in text and "Điều 2. Đóng góp" in text
    for number in range(30):
        other = make_opinion(consultation, f"Ý kiến thứ {number} về mức đóng góp.")
        other.opinions(manager="everywhere").update(published_on=timezone.localdate())
    assert len(uncached_queries(visitor, path_of(consultation))) == few
    assert visitor.get(path_of(consultation), {"trang": 2}).status_code == 200


def test_a_long_list_of_consultations_costs_what_a_short_one_does(network, visitor):
    for _number in range(2):
        make_consultation(TAM_THANH)
    few = len(uncached_queries(visitor, LIST))
    for number in range(18):
        make_consultation(TAM_THANH, opens=-40, closes=-number - 1)
    make_legal_document(TAM_THANH, section="draft-consultations")
    assert len(uncached_queries(visitor, LIST)) == few


def test_drafts_posted_before_as_documents_stay_in_the_list(network, visitor):
    old = make_legal_document(TAM_THANH, section="draft-consultations", title="Dự thảo cũ")
    assert old.title in main_text_of(visitor.get(LIST))


def test_the_form_is_offered_while_the_draft_is_open_alone(network, visitor):
    offered = make_consultation(TAM_THANH)
    over = make_consultation(TAM_THANH, opens=-40, closes=-1)
    assert form_address(offered) in visitor.get(path_of(offered)).content.decode()
    assert form_address(over) not in visitor.get(path_of(over)).content.decode()
    assert Case.everywhere.count() == 0


def test_another_site_has_no_form_for_it(network, client_for, consultation):
    assert client_for(network.communes[1]).get(form_address(consultation)).status_code == 404
    foreign = make_consultation(QUOC_KHANH, live=False)
    assert client_for(network.communes[1]).get(form_address(foreign)).status_code == 404
