"""Answers come in the order in which people expect them, narrowed and counted, within a place."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.finding import Filters, Match, Order, Scope, find
from search.kinds import Kind
from search.models import SearchEntry, Synonym
from tests.factories import make_article, make_legal_document
from tests.networks import HUE, LANG_SON, QUOC_KHANH, TAM_THANH, build_network
from tests.query_counts import queries_of

SITE = Scope(LANG_SON, TAM_THANH)


def titles(query, scope=SITE, *rest, **options):
    """Return the titles of the answers, in their order."""
    return [hit.entry.title for hit in find(scope, query, *rest, **options).hits]


def test_the_very_number_stands_first_however_it_is_typed(network):
    make_article(network.communes[0], title="Nói về kế hoạch 206/KH-UBND ngày 06/8/2025")
    make_legal_document(network.communes[0], title="Chuyển đổi số", number="206/KH-UBND")
    make_legal_document(network.communes[0], title="Sửa đổi kế hoạch số 206", number="7/KH-UBND")
    for typed in ("206/KH-UBND", "206/kh-ubnd", "kế hoạch 206 KH UBND", "206 - KH / UBND"):
        results = find(SITE, typed)
        assert results.hits[0].entry.title == "Chuyển đổi số", typed
        assert results.hits[0].is_exact
    assert titles("206/KH")[0] == "Chuyển đổi số"


def test_what_is_in_the_title_stands_before_what_is_in_the_text(network):
    make_article(network.communes[0], title="Tin tuần", paragraph="<p>Lịch tiêm chủng tháng 5</p>")
    make_article(
        network.communes[0], title="Lịch tiêm chủng tháng 5", disclosed_on=date(2020, 1, 1)
    )
    assert titles("lịch tiêm chủng") == ["Lịch tiêm chủng tháng 5", "Tin tuần"]


def test_words_side_by_side_stand_before_words_apart(network):
    make_article(network.communes[0], title="Đất khai hoang và sinh kế của thôn")
    make_article(network.communes[0], title="Ngày hội khai sinh lưu động của thôn")
    assert titles("khai sinh của thôn")[0] == "Ngày hội khai sinh lưu động của thôn"


def test_marks_that_were_typed_tell_words_apart_and_hide_nothing(network):
    make_article(network.communes[0], title="Báo xuân của xã")
    make_article(network.communes[0], title="Bảo hiểm của xã")
    make_article(network.communes[0], title="Bão số 3 và xã")
    news = Filters(kind=Kind.NEWS)
    assert titles("bão", SITE, news)[0] == "Bão số 3 và xã"
    assert titles("bảo", SITE, news)[0] == "Bảo hiểm của xã"
    assert len(titles("bão", SITE, news)) == len(titles("bao", SITE, news)) == 3


def test_a_title_about_half_of_a_question_stands_before_words_scattered_in_a_text(network):
    make_article(
        network.communes[0],
        title="Nhạc hiệu truyền thanh",
        paragraph="<p>Mở rộng vùng phủ sóng, tiêm nhạc vào chủng loại tin, lịch phát mới.</p>",
    )
    make_article(network.communes[0], title="Lịch tiêm chủng cho trẻ em")
    assert titles("lịch tiêm chủng mở rộng")[0] == "Lịch tiêm chủng cho trẻ em"


def test_by_date_only_what_has_every_word_is_told(network):
    make_article(
        network.communes[0], title="Lịch tiêm chủng mở rộng", disclosed_on=date(2020, 1, 1)
    )
    make_article(network.communes[0], title="Lịch tiêm chủng cho trẻ em")
    assert titles("lịch tiêm chủng mở rộng", SITE, None, Order.NEWEST) == [
        "Lịch tiêm chủng mở rộng"
    ]


def test_everyday_words_find_what_offices_write(network):
    make_article(network.communes[0], title="Lịch tạm ngừng cấp điện từ ngày 10")
    make_article(network.communes[0], title="Những điều cần biết trước khi đăng ký kết hôn")
    assert titles("cup dien hom nao")[0] == "Lịch tạm ngừng cấp điện từ ngày 10"
    assert titles("cưới vợ cần giấy gì")[0].endswith("đăng ký kết hôn")


def test_what_lacks_a_part_is_left_out_where_it_fits_much_worse(network):
    make_article(network.communes[0], title="Lịch tiêm chủng tại trạm y tế xã")
    make_article(
        network.communes[0], title="Danh sách y tế thôn, trạm bơm và kênh mương của hợp tác xã"
    )
    assert titles("lịch tiêm chủng trạm y tế") == ["Lịch tiêm chủng tại trạm y tế xã"]


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("UBND", "Lịch làm việc của Ủy ban nhân dân"),
        ("uy ban nhan dan", "Thông báo của UBND"),
        ("sổ đỏ", "Cấp giấy chứng nhận quyền sử dụng đất lần đầu"),
        ("gcnqsdđ", "Cấp giấy chứng nhận quyền sử dụng đất lần đầu"),
        ("làm cccd ở đâu", "Cấp thẻ căn cước công dân cho người từ 14 tuổi"),
    ],
)
def test_abbreviations_and_other_words_for_the_same_are_found(network, typed, title):
    make_article(network.communes[0], title=title)
    assert titles(typed)[0] == title


def test_a_province_adds_words_and_takes_shipped_ones_out(network):
    make_article(network.communes[0], title="Lễ hội Lồng Tồng")
    assert titles("xuống đồng", all_words=True) == []
    Synonym.objects.create(province=network.province, words="xuống đồng = Lồng Tồng")
    assert titles("xuống đồng") == ["Lễ hội Lồng Tồng"]
    make_article(network.communes[0], title="Thông báo về CCHC")
    assert titles("cải cách hành chính") == ["Thông báo về CCHC"]
    Synonym.objects.create(province=network.province, words="CCHC = x", is_active=False)
    assert titles("cải cách hành chính", all_words=True) == []


def test_a_question_with_one_wrong_word_still_finds_what_is_meant(network):
    make_article(network.communes[0], title="Hướng dẫn đăng ký kết hôn có yếu tố nước ngoài")
    results = find(SITE, "đăng ký kết hônn yếu tố nước ngoài")
    assert results.matched == Match.MOST
    assert results.hits[0].entry.title.startswith("Hướng dẫn đăng ký kết hôn")
    assert find(SITE, "đăng ký kết hônn yếu tố nước ngoài", all_words=True).hits == []


@pytest.fixture
def shelf(network):
    """Documents of two years, of two bodies, and an article, all about the same."""
    for year, issuer in ((2024, "HĐND xã"), (2025, "UBND xã"), (2026, "UBND xã")):
        make_legal_document(
            network.communes[0], title=f"Chống hạn năm {year}", issuer=issuer,
            issued_on=date(year, 2, 3), disclosed_on=date(year, 2, 4),
        )  # fmt: skip
    make_article(network.communes[0], title="Chống hạn ở thôn", disclosed_on=date(2026, 1, 5))


def test_answers_are_counted_by_every_facet_and_narrowed_by_it(shelf):
    results = find(SITE, "chống hạn")
    counted = {
        name: {one.label: one.count for one in results.facets[name]}
        for name in ("kind", "year", "issuer", "type")
    }
    assert counted == {
        "kind": {"Văn bản": 3, "Tin, bài": 1},
        "year": {"2026": 2, "2025": 1, "2024": 1},
        "issuer": {"UBND xã": 2, "HĐND xã": 1},
        "type": {"Kế hoạch": 3},
    }
    assert results.total == 4
    assert len(titles("chống hạn", SITE, Filters(year="2026"))) == 2
    assert titles("chống hạn", SITE, Filters(year="2026", issuer="UBND xã")) == [
        "Chống hạn năm 2026"
    ]
    assert titles("chống hạn", SITE, Filters(issuer="không có")) == []


def test_answers_are_sorted_by_date(shelf):
    newest = titles("chống hạn", SITE, None, Order.NEWEST)
    assert newest[0] == "Chống hạn năm 2026"
    assert titles("chống hạn", SITE, None, Order.OLDEST) == newest[::-1]


def test_pages_follow_each_other_without_gap(shelf):
    whole = titles("chống hạn", size=4)
    assert [titles("chống hạn", page=number, size=1)[0] for number in (1, 2, 3, 4)] == whole
    assert titles("chống hạn", page=10**9) == []


def test_no_more_is_counted_than_is_useful(shelf, monkeypatch):
    monkeypatch.setattr("search.finding.MOST_COUNTED", 2)
    results = find(SITE, "chống hạn")
    assert results.is_capped
    # The newest two, and all by title.
    assert len(results.hits) == 4


def test_a_place_finds_its_own_alone(network):
    other = build_network(HUE, 1)
    for place in (*network.communes, network.province, *other.communes):
        make_article(place, title=f"Chống hạn {place.pk}")
    assert titles("chống hạn") == [f"Chống hạn {TAM_THANH}"]
    assert len(titles("chống hạn", Scope(LANG_SON))) == 3
    assert len(titles("chống hạn", Scope(HUE))) == 1
    assert titles("chống hạn", Scope(HUE, TAM_THANH)) == []


def test_the_same_text_of_many_communes_hides_nothing_else_in_the_province(network):
    for place in network.communes * 3:
        make_article(place, title="Lịch tiếp công dân")
    make_article(network.province, title="Lịch tiếp công dân của tỉnh, tháng 5")
    assert (
        titles("lịch tiếp công dân", Scope(LANG_SON)).index("Lịch tiếp công dân của tỉnh, tháng 5")
        < 4
    )


def test_only_staff_find_drafts_and_only_their_own(network):
    make_article(network.communes[0], title="Bản nháp chống hạn", live=False)

    def found(*place, staff=True):
        return titles("nháp chống hạn", Scope(*place, staff=staff), all_words=True)

    assert found(LANG_SON, TAM_THANH) == found(LANG_SON) == ["Bản nháp chống hạn"]
    assert found(LANG_SON, TAM_THANH, staff=False) == found(LANG_SON, staff=False) == []
    assert found(LANG_SON, QUOC_KHANH) == found(HUE) == []


def test_an_entry_that_expires_leaves_the_answers_on_the_next_day(network):
    today = timezone.localdate()
    make_article(network.communes[0], title="Mời họp dân", expires_on=today, disclosed_on=today)
    assert titles("mời họp dân") == ["Mời họp dân"]
    SearchEntry.everywhere.update(expires_on=today - timedelta(1))
    assert titles("mời họp dân") == []


def test_a_question_costs_the_same_with_two_answers_and_with_sixty(network):
    def questions():
        find(SITE, "chống hạn")
        with queries_of() as statements:
            find(SITE, "chống hạn")
        return len(statements)

    for _ in range(2):
        make_article(network.communes[0], title="Chống hạn")
    few = questions()
    for _ in range(20):
        make_article(network.communes[0], title="Chống hạn")
    assert questions() == few <= 8


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=260), st.text(max_size=40))
def test_no_text_brings_search_down(network, text, value):
    for scope in (SITE, Scope(LANG_SON)):
        assert find(scope, text, Filters(kind=value, year=f"{value}.")).total == 0
        assert find(scope, text).total >= 0
