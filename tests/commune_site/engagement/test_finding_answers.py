"""Words and field together find the answers of that field, however many others hold the words."""

import pytest

from commune_site.engagement import queries
from commune_site.engagement.models import AnswerPage
from commune_site.engagement.structured_data import LONGEST_IN_LISTS
from tests.factories import add_page, section_page
from tests.networks import TAM_THANH
from tests.pages_as_seen import path_of
from tests.query_counts import uncached_queries
from tests.schema_org import faults_of_data, objects_of

pytestmark = pytest.mark.django_db

MOST_QUERIES = 10


def add_answer(title: str, topic: str, number: int, body: str = "") -> AnswerPage:
    return add_page(
        section_page(TAM_THANH, "qa"),
        AnswerPage(
            title=f"{title} {number}", slug=f"{topic}-{number}", topic=topic, question="Hỏi gì?",
            author="Văn phòng", source="Ủy ban nhân dân phường",
            body=[("paragraph", body)] if body else [],
        ),
    )  # fmt: skip


def test_answers_of_a_field_are_found_behind_many_of_another(network, monkeypatch):
    monkeypatch.setattr(queries, "MOST_FOUND", 2)
    health = add_answer("Giấy khám sức khỏe", "y-te", 0)
    for number in range(1, 5):
        add_answer("Giấy khám sức khỏe", "giao-duc", number)
    tenant = network.tenants[0]
    assert [page.pk for page in queries.found_answers(tenant, "khám sức khỏe", "y-te")] == [
        health.pk
    ]
    assert len(queries.found_answers(tenant, "khám sức khỏe")) == 2
    assert not queries.found_answers(tenant, "khám sức khỏe", "dat-dai")


def faq_of(answer) -> list[dict]:
    """Return the questions that a page tells machines."""
    pages = [one for one in objects_of(answer) if one["@type"] == "FAQPage"]
    return [question for page in pages for question in page["mainEntity"]]


def test_machines_read_question_and_answer_whole(visitor):
    page = add_answer("Cấp lại thẻ bảo hiểm", "y-te", 1, "<p>Nộp tờ khai.</p><p>Chờ 3 ngày.</p>")
    answer = visitor.get(path_of(page))
    assert faults_of_data(answer) == []
    (question,) = faq_of(answer)
    assert question["name"] == page.title
    assert question["text"] == "Hỏi gì?"
    assert "Nộp tờ khai." in question["acceptedAnswer"]["text"]
    assert "Chờ 3 ngày." in question["acceptedAnswer"]["text"]
    assert len(uncached_queries(visitor, path_of(page))) <= MOST_QUERIES


def test_what_has_no_answer_yet_is_no_faq(visitor):
    assert faq_of(visitor.get(path_of(add_answer("Chưa trả lời", "y-te", 1)))) == []


@pytest.mark.parametrize("listing", ["section", "answers"])
def test_lists_tell_machines_the_beginnings_of_answers_at_the_same_cost(visitor, listing):
    section = path_of(section_page(TAM_THANH, "qa"))
    path = section if listing == "section" else "/hoi-dap/"
    pages = [add_answer("Câu hỏi", "y-te", 1, "<p>" + "Điều kiện " * 200 + "</p>")]
    answer = visitor.get(path)
    assert faults_of_data(answer) == []
    (question,) = faq_of(answer)
    assert question["url"] == pages[0].full_url
    assert 0 < len(question["acceptedAnswer"]["text"]) <= LONGEST_IN_LISTS + 2
    few = len(uncached_queries(visitor, path))
    assert few <= MOST_QUERIES
    for number in range(2, 9):
        add_answer("Câu hỏi", "y-te", number, "<p>Có.</p>")
    assert len(faq_of(visitor.get(path))) == 8
    assert len(uncached_queries(visitor, path)) == few
