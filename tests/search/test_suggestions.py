"""While somebody types, pages, procedures, numbers and frequent queries are offered."""

import gzip
import time
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from portal_network.provisioning.sample_procedures import load_sample_procedures
from portal_network.settings.environment import PROJECT_ROOT
from portal_network.tenancy.models import Commune
from search.insights.models import QueryCount
from search.vocabulary import make_vocabulary
from tests.factories import make_article, make_legal_document
from tests.networks import HUE, build_network, forget_what_processes_remember
from tests.pages_as_seen import elements_of
from tests.query_counts import queries_of

pytestmark = pytest.mark.django_db

PATH = "/tim-kiem/goi-y/"
MOST_STATEMENTS = 6
# As it is sent, compressed.
MOST_BYTES_OF_SCRIPT = 2_000


@pytest.fixture
def commune(network):
    return network.communes[0]


@pytest.fixture
def visitor(client_for, commune):
    return client_for(commune)


def offered(client, typed, **parameters):
    """Return what is offered for typed letters, as texts."""
    response = client.get(PATH, {"q": typed, **parameters})
    assert response.status_code == 200
    return [item["text"] for item in response.json()["items"]]


def test_titles_are_offered_by_their_beginnings_with_and_without_marks(visitor, commune):
    make_article(commune, title="Lịch cắt điện tuần 46")
    make_article(commune, title="Tin khác", summary="Lịch cắt điện")
    make_vocabulary("20")
    for typed in ("lịch cắt", "lich cat", "LICH CAT DI", "cắt điệ", "lich ca", "tuan"):
        assert offered(visitor, typed) == ["Lịch cắt điện tuần 46"], typed


def test_titles_are_offered_before_the_first_night_has_learnt_words(visitor, commune):
    make_article(commune, title="Lịch cắt điện tuần 46")
    assert offered(visitor, "lich cat") == ["Lịch cắt điện tuần 46"]


def test_a_title_that_begins_so_stands_before_one_that_holds_it(visitor, commune):
    make_article(commune, title="Thông báo lịch cắt nước")
    make_article(commune, title="Lịch cắt điện")
    make_vocabulary("20")
    assert offered(visitor, "lịch cắt") == ["Lịch cắt điện", "Thông báo lịch cắt nước"]


def test_procedures_and_numbers_are_offered(visitor, commune, network):
    load_sample_procedures("20")
    make_legal_document(commune, title="Kế hoạch mẫu", number="206/KH-UBND")
    make_vocabulary("20")
    assert offered(visitor, "dang ky khai s")[0] == "Thủ tục đăng ký khai sinh"
    assert offered(visitor, "1.00119") == ["Thủ tục đăng ký khai sinh"]
    for typed in ("206", "206/KH", "206/kh-ub", "206 kh"):
        assert offered(visitor, typed) == ["Kế hoạch mẫu"], typed
    (item,) = visitor.get(PATH, {"q": "206/KH"}).json()["items"]
    assert item["kind"] == "Kế hoạch 206/KH-UBND"
    assert visitor.get(item["url"]).status_code == 200
    procedure = visitor.get(PATH, {"q": "dang ky khai sinh"}).json()["items"][0]
    assert visitor.get(procedure["url"]).status_code == 200


def test_queries_of_many_are_offered_first(visitor, commune):
    make_article(commune, title="Lịch tiếp công dân")
    for query, asked in [("lịch tiếp dân", 9), ("lịch sử riêng", 2)]:
        QueryCount.everywhere.create(
            day=timezone.localdate(), place=commune.pk, province_id="20", commune=commune,
            query=query, asked=asked,
        )  # fmt: skip
    make_vocabulary("20")
    assert offered(visitor, "lich ti") == ["lịch tiếp dân", "Lịch tiếp công dân"]
    first = visitor.get(PATH, {"q": "lich ti"}).json()["items"][0]
    assert first["url"] == "/tim-kiem/?q=l%E1%BB%8Bch+ti%E1%BA%BFp+d%C3%A2n"
    assert offered(visitor, "lich su") == []


def test_what_is_not_public_or_of_another_place_is_never_offered(visitor, commune, network):
    other = build_network(HUE, 1)
    neighbour = network.communes[1]
    yesterday = timezone.localdate() - timedelta(days=1)
    make_article(commune, title="Hoa hồi nháp", live=False)
    make_article(commune, title="Hoa hồi cũ", disclosed_on=yesterday, expires_on=yesterday)
    make_article(commune, "social-support", title="Hoa hồi hộ nghèo")
    hidden = make_article(commune, title="Hoa hồi nội bộ")
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    make_article(neighbour, title="Hoa hồi xã bên")
    make_article(other.communes[0], title="Hoa hồi Huế")
    make_vocabulary("20")
    assert offered(visitor, "hoa hồi") == []
    assert offered(visitor, "hoa hồi", **{"pham-vi": "tinh"}) == ["Hoa hồi xã bên"]
    neighbour.status = Commune.Status.SUSPENDED
    neighbour.save()
    forget_what_processes_remember()
    assert offered(visitor, "hoa hồi", **{"pham-vi": "tinh"}) == []


@pytest.mark.parametrize(
    "typed",
    ["", "a", "?", '"', "'; DROP TABLE x; --", "\x00", "🙂", "x" * 5000, "a:b*", "(", "\u0301",
     "NEAR(", "206/", "đ" * 300],
)  # fmt: skip
def test_any_text_is_answered_quickly(visitor, typed):
    started = time.process_time()
    assert offered(visitor, typed) == []
    assert time.process_time() - started < 1


def test_answers_may_be_kept_and_cost_few_statements(visitor, commune):
    for number in range(30):
        make_article(commune, title=f"Lịch cắt điện số {number}")
    make_vocabulary("20")
    offered(visitor, "lịch")
    with queries_of() as statements:
        response = visitor.get(PATH, {"q": "lịch cắt điện"})
    assert len(statements) <= MOST_STATEMENTS
    assert len(response.json()["items"]) == 8
    assert response["Cache-Control"] == "public, max-age=300"
    assert "Set-Cookie" not in response.headers
    with queries_of() as statements:
        visitor.get(PATH, {"q": "Lịch cắt điện"})
    assert statements == []
    assert visitor.post(PATH).status_code in (403, 405)


def test_the_form_works_without_the_script_which_is_small(visitor):
    (field,) = [
        one for one in elements_of(visitor.get("/tim-kiem/"), "input") if one.get("name") == "q"
    ]
    assert field["data-suggest"] == PATH
    script = PROJECT_ROOT / "commune_site/static/commune_site/js/suggest.js"
    assert len(gzip.compress(script.read_bytes())) < MOST_BYTES_OF_SCRIPT
