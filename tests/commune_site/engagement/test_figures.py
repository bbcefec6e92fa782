"""Figures of communes and provinces, counted right and handed out as files."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from commune_site.engagement.figures import counts_of_tabs, figures_of
from commune_site.engagement.models import Case
from commune_site.engagement.services import handling
from commune_site.engagement.services.intake import receive
from portal_network.tenancy.models import Role
from tests.commune_site.engagement.citizens import submission
from tests.factories import make_user
from tests.networks import QUOC_KHANH
from tests.query_counts import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def cases(commune, network, question, responder):
    """Answered in time, answered late, forwarded, overdue; and one of the neighbour."""
    made = [question, *(receive(commune, question.what, submission()).case for _each in range(3))]
    handling.answer(responder, made[0].pk, "Trả lời đúng hạn.")
    handling.answer(responder, made[1].pk, "Trả lời quá hạn.")
    yesterday = timezone.localdate() - timedelta(days=1)
    Case.objects.filter(pk=made[1].pk).update(due_on=yesterday)
    handling.forward(responder, made[2].pk, "Sở Y tế", "")
    Case.objects.filter(pk=made[3].pk).update(due_on=yesterday)
    receive(network.tenants[1], question.what, submission())
    return made


def year():
    today = timezone.localdate()
    return today.replace(month=1, day=1), today


def test_every_case_is_counted_where_it_belongs(cases):
    rows = {row.name: row for row in figures_of(Case.everywhere.all(), *year())}
    own = rows["Phường Tam Thanh"]
    assert (own.received, own.open, own.overdue) == (4, 1, 1)
    assert (own.in_time, own.late, own.forwarded, own.refused) == (2, 1, 1, 0)
    assert own.share_in_time == 67
    assert rows["Xã Quốc Khánh"].received == 1
    assert rows["Xã Quốc Khánh"].share_in_time is None


def test_a_period_and_a_kind_narrow_the_figures(cases):
    first, last = year()
    rows = Case.everywhere.all()
    assert figures_of(rows, first - timedelta(days=400), first - timedelta(days=1)) == []
    assert figures_of(rows, first, last, "report") == []


def test_figures_take_one_query_however_many_places(cases):
    with queries_of() as statements:
        figures_of(Case.everywhere.all(), *year())
        counts_of_tabs(Case.everywhere.all())
    assert len(statements) == 2


def test_a_commune_sees_its_own_figures_and_a_province_all(cases, client_for, network, moderator):
    neighbour = make_user(Role.RESPONDER, QUOC_KHANH)
    path = reverse("engagement_figures")
    own = client_for(network.communes[1], neighbour).get(path).context["rows"]
    assert [row.name for row in own] == ["Xã Quốc Khánh"]
    whole = client_for(network.province, moderator).get(path).context["rows"]
    assert [row.name for row in whole] == ["Phường Tam Thanh", "Xã Quốc Khánh"]


def test_the_file_has_the_rows_of_the_screen(cases, client_for, network, moderator):
    client = client_for(network.province, moderator)
    path = reverse("engagement_figures")
    text = client.get(path, {"export": "csv"}).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[1][:4] == ["Phường Tam Thanh", "4", "1", "1"]
    assert client.get(path, {"export": "xlsx"}).content[:2] == b"PK"


@pytest.mark.parametrize(
    "query", [{"first": "x", "last": "31/02/2026"}, {"kind": "khong-co"}, {"first": "01/01/0001"}]
)
def test_a_period_that_is_none_is_no_fault(cases, client_for, network, moderator, query):
    client = client_for(network.province, moderator)
    assert client.get(reverse("engagement_figures"), query).status_code == 200


def test_the_register_takes_filters_that_make_no_sense(client_for, network, responder, question):
    client = client_for(network.communes[0], responder)
    for query in ({"tab": "x"}, {"kind": "x"}, {"commune": "99999"}, {"p": "999"}, {"q": "\x00"},
                  {"q": "x" * 5000}):  # fmt: skip
        assert client.get(reverse("engagement_cases"), query).status_code == 200


def test_the_register_leaves_as_a_file_without_what_citizens_wrote(
    cases, client_for, network, moderator, responder
):
    Case.objects.filter(pk=cases[3].pk).update(assigned_to=responder)
    client = client_for(network.communes[0], responder)
    path = reverse("engagement_cases")
    assert "export=xlsx" in client.get(path).content.decode()
    text = client.get(path, {"export": "csv", "tab": "overdue"}).content.decode("utf-8-sig")
    heads, row = csv.reader(io.StringIO(text))
    found = dict(zip(heads, row, strict=True))
    assert found["Số hồ sơ"] == cases[3].reference
    assert (found["Đơn vị"], found["Quá hạn"]) == ("Phường Tam Thanh", "quá hạn")
    assert "Đáp" in found["Người xử lý"]
    assert not any(case.subject in text or case.body in text for case in cases)
    whole = client_for(network.province, moderator)
    with queries_of() as statements:
        response = whole.get(path, {"export": "csv"})
    assert response.status_code == 200
    assert sum("engagement_case" in statement for statement in statements) <= 2
