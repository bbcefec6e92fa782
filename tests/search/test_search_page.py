"""Search finds what the public may read, on the site or in the province, as people type it."""

from datetime import timedelta
from html import unescape

import pytest
from django.template.defaultfilters import striptags
from django.utils import timezone
from wagtail.models import PageViewRestriction

from portal_network.tenancy.models import Commune
from search import views
from tests.factories import (
    make_article,
    make_information_page,
    make_legal_document,
    section_page,
)
from tests.networks import HUE, build_network, forget_what_processes_remember
from tests.pages_as_seen import elements_of, links_of, main_text_of


@pytest.fixture
def commune(network):
    """Phường Tam Thanh."""
    return network.communes[0]


@pytest.fixture
def neighbour(network):
    """Xã Quốc Khánh."""
    return network.communes[1]


@pytest.fixture
def visitor(commune, client_for):
    """Somebody who reads the site of Tam Thanh without an account."""
    return client_for(commune)


def publish_everywhere(network):
    """Publish an article about the same on both communes and on the province."""
    places = (*network.communes, network.province)
    for place, title in zip(places, ("Của phường", "Của xã", "Của tỉnh"), strict=True):
        make_article(place, title=title, summary="Phòng chống cháy rừng")


def found(client, query, **parameters):
    """Return the titles that a search finds, in their order."""
    response = client.get("/tim-kiem/", {"q": query, **parameters})
    assert response.status_code == 200
    return titles_of(response)


def titles_of(response):
    """Return the titles of the results, without the marks of found words."""
    pager = response.context["pager"]
    return [unescape(striptags(hit.title)) for hit in pager.items] if pager else []


@pytest.mark.parametrize(
    "query",
    [
        "đăng ký khai sinh", "dang ky khai sinh", "ĐĂNG KÝ KHAI SINH", "khai sinh", "sinh khai",
        "đăng ky khai sịnh", "khai  sinh", "  khai\tsinh  ",
    ],
)  # fmt: skip
def test_words_are_found_with_marks_without_and_with_wrong_ones(visitor, commune, query):
    make_article(commune, "procedures", title="Hướng dẫn đăng ký khai sinh")
    make_article(commune, "procedures", title="Đăng ký kết hôn")
    assert found(visitor, query) == ["Hướng dẫn đăng ký khai sinh"]


def test_what_has_all_words_is_found_alone_and_else_what_has_most_is_named_as_such(
    visitor, commune
):
    make_article(commune, title="Thông báo đóng cầu Kỳ Cùng")
    make_article(commune, title="Thông báo đóng cầu Bản Thí")
    assert found(visitor, "đóng cầu kỳ cùng")[0] == "Thông báo đóng cầu Kỳ Cùng"
    assert found(visitor, "cầu kỳ cùng") == ["Thông báo đóng cầu Kỳ Cùng"]
    response = visitor.get("/tim-kiem/", {"q": "đóng cầu bản chắt"})
    assert titles_of(response)[0] == "Thông báo đóng cầu Bản Thí"
    assert "Không có nội dung nào chứa đủ các từ này" in main_text_of(response)
    assert found(visitor, "tàu vũ trụ") == []


def test_a_document_is_found_by_number_issuer_and_signatory(visitor, commune):
    make_legal_document(
        commune,
        title="Chuyển đổi số năm 2026",
        number="206/KH-UBND",
        issuer="Ủy ban nhân dân phường",
        signatory="Người Ký Mẫu",
    )
    for query in ("206/KH-UBND", "206/kh-ubnd", "206", "nguoi ky mau"):
        assert found(visitor, query) == ["Chuyển đổi số năm 2026"], query


def test_the_text_of_a_body_is_found(visitor, commune):
    make_article(commune, title="Tin", paragraph="<p>Vận động hiến máu ở <b>Đồng Mỏ</b>.</p>")
    make_legal_document(commune, title="Văn bản", full_text="<h2>Hiến máu nhân đạo</h2>")
    for query in ("hiến máu", "hien mau", "HIẾN MÁU"):
        assert set(found(visitor, query)) == {"Tin", "Văn bản"}, query
    assert found(visitor, "đồng mỏ") == ["Tin"]


def test_a_site_finds_only_its_own(visitor, network):
    publish_everywhere(network)
    assert found(visitor, "cháy rừng") == ["Của phường"]


def test_the_province_is_searched_when_that_is_asked(visitor, network):
    publish_everywhere(network)
    titles = found(visitor, "cháy rừng", **{"pham-vi": "tinh"})
    assert set(titles) == {"Của phường", "Của xã", "Của tỉnh"}


def test_the_portal_of_the_province_searches_its_communes(client_for, network, neighbour):
    make_article(neighbour, title="Của xã", summary="Phòng chống cháy rừng")
    assert found(client_for(network.province), "chay rung") == ["Của xã"]


def test_another_province_is_never_searched(visitor, network):
    other = build_network(HUE, 1)
    make_article(other.communes[0], title="Của Huế", summary="Phòng chống cháy rừng")
    assert found(visitor, "cháy rừng", **{"pham-vi": "tinh"}) == []


def test_an_unknown_scope_is_the_site_itself(visitor, commune, neighbour):
    make_article(neighbour, title="Của xã", summary="Phòng chống cháy rừng")
    for scope in ("", "ca-nuoc", "TINH", "\x00"):
        assert found(visitor, "cháy rừng", **{"pham-vi": scope}) == []


def test_results_of_other_sites_have_full_addresses_and_name_their_authority(visitor, neighbour):
    article = make_article(neighbour, title="Của xã", summary="Phòng chống cháy rừng")
    response = visitor.get("/tim-kiem/", {"q": "cháy rừng", "pham-vi": "tinh"})
    assert article.full_url in links_of(response)
    assert "Xã Quốc Khánh" in main_text_of(response)


def test_a_suspended_site_is_left_out_of_the_provinces_search(visitor, neighbour):
    make_article(neighbour, title="Của xã", summary="Phòng chống cháy rừng")
    neighbour.status = Commune.Status.SUSPENDED
    neighbour.save()
    forget_what_processes_remember()
    assert found(visitor, "cháy rừng", **{"pham-vi": "tinh"}) == []


def test_what_is_not_public_is_never_found(visitor, commune):
    words = {"summary": "Phòng chống cháy rừng"}
    yesterday = timezone.localdate() - timedelta(days=1)
    make_article(commune, title="Hết hạn", disclosed_on=yesterday, expires_on=yesterday, **words)
    make_article(commune, title="Bản nháp", live=False, **words)
    make_article(commune, "social-support", title="Danh sách hộ nghèo", **words)
    hidden = make_article(commune, title="Nội bộ", **words)
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    make_article(commune, title="Công khai", **words)
    for scope in ("", "tinh"):
        assert found(visitor, "cháy rừng", **{"pham-vi": scope}) == ["Công khai"]


def test_an_item_is_found_on_its_last_day(visitor, commune):
    today = timezone.localdate()
    make_article(commune, title="Hôm nay", disclosed_on=today, expires_on=today)
    assert found(visitor, "hôm nay") == ["Hôm nay"]


@pytest.mark.parametrize("scope", ["", "tinh"])
def test_empty_pages_of_the_tree_are_never_found(visitor, commune, scope):
    for section in ("news", "history-culture", "social-support"):
        page = section_page(commune, section)
        assert page.title not in found(visitor, page.title, **{"pham-vi": scope})


def test_a_filled_section_is_found_on_its_site_and_does_not_crowd_the_province(visitor, commune):
    make_article(commune, "news", title="Tin")
    title = section_page(commune, "news").title
    assert title in found(visitor, title)
    assert title not in found(visitor, title, **{"pham-vi": "tinh"})


def test_standing_sections_and_written_pages_are_found(visitor, commune):
    make_information_page(section_page(commune, "functions"), title="Phòng Văn hóa - Xã hội")
    assert "Liên hệ" in " ".join(found(visitor, "liên hệ"))
    assert found(visitor, "phong van hoa") == ["Phòng Văn hóa - Xã hội"]


def test_the_home_page_of_a_commune_is_found_in_the_province(visitor):
    assert "Xã Quốc Khánh" in found(visitor, "quoc khanh", **{"pham-vi": "tinh"})


@pytest.mark.parametrize(
    "query",
    ['"', "'", "*", "khai*", "NEAR(a b)", "a AND", "OR", "NOT x", "-", "title:x", "(", "^", "%",
     "_", "\\", "{", "a:b:c", "🙂", "'; DROP TABLE x; --", "\u0301", "\u200b", "?", "...", "&|!"],
)  # fmt: skip
def test_signs_that_mean_something_to_a_database_are_only_signs(visitor, commune, query):
    make_article(commune, title="Khai sinh")
    response = visitor.get("/tim-kiem/", {"q": query})
    assert response.status_code == 200


def test_control_characters_part_words_and_nothing_else(visitor, commune):
    make_article(commune, title="Khai sinh")
    assert found(visitor, "khai\x00\x01sinh\x7f") == ["Khai sinh"]


@pytest.mark.parametrize("query", ["", "   ", "\x00", "\t\n"])
def test_without_words_there_is_only_the_form(visitor, query):
    response = visitor.get("/tim-kiem/", {"q": query})
    assert response.status_code == 200
    assert response.context["pager"] is None


def test_an_over_long_query_is_refused_and_keeps_the_words(visitor):
    response = visitor.get("/tim-kiem/", {"q": "khai sinh " * 50})
    assert response.status_code == 400
    text = main_text_of(response)
    assert "Nội dung tìm kiếm quá dài. Vui lòng dùng ít từ hơn." in text
    (field,) = [e for e in elements_of(response, "input") if e.get("name") == "q"]
    assert field["value"].startswith("khai sinh khai sinh")


def test_a_query_of_the_greatest_length_is_answered(visitor):
    assert visitor.get("/tim-kiem/", {"q": "x" * 200}).status_code == 200
    assert visitor.get("/tim-kiem/", {"q": "x" * 201}).status_code == 400


def test_many_results_come_in_pages_that_keep_query_and_scope(visitor, commune, monkeypatch):
    monkeypatch.setattr(views, "PAGE_SIZE", 2)
    for _ in range(3):
        make_article(commune, summary="Phòng chống cháy rừng")
    response = visitor.get("/tim-kiem/", {"q": "cháy rừng", "pham-vi": "tinh"})
    pager = response.context["pager"]
    assert (pager.total_items, pager.total_pages, len(pager.items)) == (3, 2, 2)
    second = visitor.get(pager.next_url)
    assert second.context["query"] == "cháy rừng"
    assert second.context["scope"] == "province"
    assert len(second.context["pager"].items) == 1


@pytest.mark.parametrize("number", ["0", "-1", "abc", "99", "1000000000", "9" * 5000, ""])
def test_a_wrong_page_number_is_refused_and_the_words_are_kept(visitor, commune, number):
    make_article(commune, title="Khai sinh")
    response = visitor.get("/tim-kiem/", {"q": "khai sinh", "trang": number})
    assert response.status_code == 400
    assert "Danh sách này không có trang đó." in main_text_of(response)
    assert response.context["query"] == "khai sinh"


def test_nothing_found_says_what_to_do_next(visitor):
    response = visitor.get("/tim-kiem/", {"q": "khongcogi"})
    text = main_text_of(response)
    assert "Không tìm thấy" in text
    assert "/tim-kiem/?q=khongcogi&pham-vi=tinh" in links_of(response)


def test_the_words_are_shown_as_typed_and_never_run(visitor):
    response = visitor.get("/tim-kiem/", {"q": "<script>alert(1)</script>"})
    assert "<script>alert(1)" not in response.content.decode()
    assert response.context["query"] == "<script>alert(1)</script>"


def test_results_are_kept_from_robots(visitor):
    metas = elements_of(visitor.get("/tim-kiem/", {"q": "tin"}), "meta")
    assert {"name": "robots", "content": "noindex"} in metas
