"""Staff see what is searched for on their own sites, with files to take away."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal_network.tenancy.models import Role
from search.insights.models import QueryCount
from tests.factories import make_user
from tests.networks import HUE, LANG_SON, QUOC_KHANH, TAM_THANH, build_network
from tests.query_counts import queries_of

pytestmark = pytest.mark.django_db

PATH = "/quan-tri/tim-kiem/nguoi-dan-tim-gi/"


def count(place, query, asked=3, unanswered=0, days_ago=0):
    """Store a count of a place."""
    province = place[:2] if len(place) == 2 else LANG_SON
    QueryCount.everywhere.create(
        day=timezone.localdate() - timedelta(days=days_ago), place=place,
        province_id=province, commune_id=place if len(place) == 5 else None,
        query=query, asked=asked, unanswered=unanswered,
    )  # fmt: skip


def text_of(client, **parameters):
    """Return the report as text."""
    response = client.get(PATH, parameters)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def counts(network):
    build_network(HUE, 1)
    count(TAM_THANH, "wifi miễn phí", asked=7, unanswered=7)
    count(TAM_THANH, "khai sinh", asked=9)
    count(TAM_THANH, "chỉ một lần", asked=1, unanswered=1)
    count(QUOC_KHANH, "giá hồi", asked=5, unanswered=5)
    count(QUOC_KHANH, "wifi miễn phí", asked=2, unanswered=2, days_ago=40)
    count(LANG_SON, "cao tốc", asked=4, unanswered=2)
    count(HUE, "của tỉnh khác", asked=99, unanswered=99)
    return network


def test_a_commune_sees_its_own_site_alone(counts, client_for):
    client = client_for(counts.communes[0], make_user(Role.EDITOR, TAM_THANH))
    response = client.get(PATH)
    failing = [(row["query"], row["failed"]) for row in response.context["not_found"]]
    assert failing == [("wifi miễn phí", 7)]
    assert [row["query"] for row in response.context["frequent"]] == ["khai sinh", "wifi miễn phí"]
    text = response.content.decode()
    assert "Người dân tìm gì" in text
    for foreign in ("giá hồi", "cao tốc", "của tỉnh khác", "chỉ một lần"):
        assert foreign not in text


def test_a_province_sees_its_communes_summed_up_and_one_of_them(counts, client_for):
    client = client_for(counts.province, make_user(Role.PROVINCE_OBSERVER, LANG_SON))
    first = timezone.localdate() - timedelta(days=60)
    response = client.get(PATH, {"first": first.strftime("%d/%m/%Y")})
    rows = {row["query"]: (row["failed"], row["sites"]) for row in response.context["not_found"]}
    assert rows == {"wifi miễn phí": (9, 2), "giá hồi": (5, 1), "cao tốc": (2, 1)}
    assert "của tỉnh khác" not in response.content.decode()
    response = client.get(PATH, {"commune": QUOC_KHANH})
    assert [row["query"] for row in response.context["not_found"]] == ["giá hồi"]


def test_the_report_is_handed_out_as_files_in_which_nothing_runs(counts, client_for):
    count(TAM_THANH, "=cmd()", asked=3, unanswered=3)
    client = client_for(counts.communes[0], make_user(Role.SITE_ADMINISTRATOR, TAM_THANH))
    file = client.get(PATH, {"export": "csv"})
    assert file["Content-Type"] == "text/csv; charset=utf-8"
    lines = file.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Nội dung tìm,Số lượt tìm,Không có kết quả,Số trang có lượt tìm"
    assert lines[1:] == ["wifi miễn phí,7,7,1", "'=cmd(),3,3,1", "khai sinh,9,0,1"]
    assert client.get(PATH, {"export": "xlsx"}).content.startswith(b"PK")


@pytest.mark.parametrize(
    "parameters",
    [{"first": "không phải ngày"}, {"commune": "06004"}, {"commune": "x' OR 1"}, {"export": "pdf"},
     {"first": "01/01/9999"}, {"last": "31/12/0001"}],
)  # fmt: skip
def test_faulty_filters_are_answered_without_showing_more(counts, client_for, parameters):
    client = client_for(counts.communes[0], make_user(Role.EDITOR, TAM_THANH))
    response = client.get(PATH, parameters)
    # A commune of somebody else in the query is refused by the gate or by the form.
    assert response.status_code in (200, 404)
    assert "giá hồi" not in response.content.decode()


def test_whoever_works_nowhere_meets_no_report(counts, client_for):
    assert client_for(counts.communes[0], make_user()).get(PATH).status_code in (302, 404)


def test_the_number_of_statements_does_not_grow(counts, client_for):
    client = client_for(counts.province, make_user(Role.PROVINCE_OBSERVER, LANG_SON))
    client.get(PATH)
    with queries_of() as few:
        client.get(PATH)
    for number in range(40):
        count(QUOC_KHANH, f"câu hỏi {number}", unanswered=3)
    with queries_of() as many:
        client.get(PATH)
    assert len(many) == len(few)
