"""Words and field together find the answers of that field, however many others hold the words."""

import pytest

from commune_site.engagement import queries
from commune_site.engagement.models import AnswerPage
from tests.factories import add_page, section_page
from tests.networks import TAM_THANH

pytestmark = pytest.mark.django_db


def add_answer(title: str, topic: str, number: int) -> AnswerPage:
    return add_page(
        section_page(TAM_THANH, "qa"),
        AnswerPage(
            title=f"{title} {number}", slug=f"{topic}-{number}", topic=topic, question="Hỏi gì?",
            author="Văn phòng", source="Ủy ban nhân dân phường",
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
