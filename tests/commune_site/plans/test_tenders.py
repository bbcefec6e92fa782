"""Tenders: open and closed by the clock, codes by their form, the way to the national system."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from commune_site.plans.choices import TenderState
from commune_site.plans.models import TenderPage
from commune_site.plans.models.tenders import leads_to_national_system, normal_code, state_case
from tests.commune_site.plans.records import make_tender
from tests.factories import section_page
from tests.pages_as_seen import links_of, main_text_of, path_of
from tests.query_counts import uncached_queries

pytestmark = pytest.mark.django_db

NOW = timezone.now()
AWARDED = {"winner": "Công ty Mẫu", "closes_at": NOW - timedelta(days=30)}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("IB2500123456", "IB2500123456"),
        (" ib 2500123456 - 00 ", "IB2500123456-00"),
        ("IB2500123456–01", "IB2500123456-01"),
        ("20210812345-00", "20210812345-00"),
        ("IB250012345", None),
        ("IB25001234567", None),
        ("TB2500123456", None),
        ("IB2500123456-0", None),
        ("20210812345", None),
        ("IB٢٥٠٠١٢٣٤٥٦", None),
        ("IB2500123456\nIB2500123457", None),
    ],
)
def test_codes_are_known_by_their_form(text, code):
    assert normal_code(text) == code


@given(st.text(max_size=30))
def test_any_text_is_a_code_or_refused_and_a_code_stays_one(text):
    code = normal_code(text)
    assert code is None or normal_code(code) == code


@pytest.mark.parametrize(
    ("url", "leads"),
    [
        ("https://muasamcong.mpi.gov.vn/web/guest/contractor-selection?id=1", True),
        ("http://muasamcong.mpi.gov.vn/", False),
        ("https://muasamcong.mpi.gov.vn.example/", False),
        ("https://muasamcong.mpi.gov.vn@xau.example/", False),
        ("https://ai-do:mat-khau@muasamcong.mpi.gov.vn/", False),
        ("javascript:alert(1)", False),
    ],
)
def test_only_the_national_system_is_linked(url, leads):
    assert leads_to_national_system(url) is leads


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"closes_at": NOW + timedelta(days=5)}, TenderState.OPEN),
        ({"closes_at": NOW - timedelta(days=5)}, TenderState.CLOSED),
        (AWARDED, TenderState.AWARDED),
        ({"cancelled_on": NOW.date()}, TenderState.CANCELLED),
    ],
)
def test_the_state_follows_from_the_days_the_same_on_pages_and_in_lists(commune, fields, state):
    page = make_tender(commune, **fields)
    assert page.state() == state
    (found,) = TenderPage.objects.annotate(told=state_case(timezone.now())).values_list("told")
    assert found == (state,)


def test_a_tender_closes_by_itself(visitor, commune, monkeypatch):
    page = make_tender(commune, closes_at=NOW + timedelta(days=1))
    section = path_of(section_page(commune, "bidding"))
    assert "Đang mời thầu" in main_text_of(visitor.get(path_of(page)))
    assert page.title in main_text_of(visitor.get(f"{section}?trang-thai=dang-mo"))
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(days=2))
    assert "Đã đóng thầu" in main_text_of(visitor.get(path_of(page)))
    assert page.title not in main_text_of(visitor.get(f"{section}?trang-thai=dang-mo"))
    assert page.title in main_text_of(visitor.get(f"{section}?trang-thai=da-dong"))


def test_the_next_to_close_comes_first(visitor, commune):
    for title, hours in (("Sau", 50), ("Đã đóng", -5), ("Trước", 30), ("Đã đóng lâu", -500)):
        make_tender(commune, title=title, closes_at=NOW + timedelta(hours=hours))
    response = visitor.get(path_of(section_page(commune, "bidding")))
    titles = [row.card.title for row in response.context["pager"].items]
    assert titles == ["Trước", "Sau", "Đã đóng", "Đã đóng lâu"]


def test_the_page_leads_to_the_national_system(visitor, commune):
    without = make_tender(commune)
    response = visitor.get(path_of(without))
    assert "https://muasamcong.mpi.gov.vn/" in links_of(response)
    assert "Tra cứu tại đó theo mã IB2600000001." in main_text_of(response)
    address = "https://muasamcong.mpi.gov.vn/thong-bao/1"
    response = visitor.get(path_of(make_tender(commune, notice_url=address)))
    assert address in links_of(response)
    assert "Tra cứu tại đó" not in main_text_of(response)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"code": "IB25"}, "code"),
        ({"notice_url": "https://xau.example/"}, "notice_url"),
        ({"issued_on": (NOW + timedelta(days=20)).date()}, "closes_at"),
        ({"winning_price": 5}, "winner"),
        ({"result_on": NOW.date()}, "winner"),
        ({"winner": "Công ty Mẫu"}, "winner"),
        (AWARDED | {"cancelled_on": NOW.date()}, "cancelled_on"),
        (AWARDED | {"result_on": (NOW + timedelta(days=3)).date()}, "result_on"),
    ],
)
def test_what_does_not_fit_is_refused_beside_its_field(fields, field):
    page = TenderPage(**{"closes_at": NOW + timedelta(days=10)} | fields)
    assert list(page.own_errors()) == [field]


def test_a_code_is_written_as_the_national_system_writes_it():
    page = TenderPage(code="ib 2500123456", closes_at=NOW)
    assert page.own_errors() == {}
    assert page.code == "IB2500123456"


def test_machines_read_what_is_sought_and_until_when(commune):
    (demand,) = make_tender(commune).structured_data()
    assert (demand["@type"], demand["identifier"]) == ("Demand", "IB2600000001")
    assert demand["priceSpecification"]["price"] == "5940000000"


@pytest.mark.parametrize("count", [2, 20])
def test_a_list_costs_the_same_whatever_its_length(visitor, commune, count):
    for _ in range(count):
        make_tender(commune)
    assert len(uncached_queries(visitor, path_of(section_page(commune, "bidding")))) == 6
