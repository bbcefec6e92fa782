"""Pages answer at their one address, with Wagtail's hooks and restrictions in force."""

import pytest
from django.http import HttpResponse
from django.test import Client
from wagtail import hooks
from wagtail.models import PageViewRestriction

from tests.factories import (
    make_article,
    make_legal_document,
    make_redirect,
    section_page,
    site_page,
)
from tests.pages_as_seen import elements_of, main_text_of, path_of, text_of


def restrict(page):
    """Put a page and what is below it behind the log-in."""
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def test_a_live_page_answers_at_its_address(visitor, commune):
    response = visitor.get(path_of(make_article(commune, title="Lịch cắt điện tháng Ba")))
    assert response.status_code == 200
    assert "Lịch cắt điện tháng Ba" in main_text_of(response)


@pytest.mark.parametrize("path", ["/khong-co/", "/hoat-dong/khong-co/", "/x.php", "/hoat-dong//"])
def test_an_unknown_address_is_404_in_vietnamese(visitor, path):
    response = visitor.get(path)
    assert response.status_code == 404
    assert "Không tìm thấy trang" in main_text_of(response)


def test_the_404_page_keeps_the_frame_of_the_authority(visitor):
    text = text_of(visitor.get("/khong-co/"))
    assert "Ủy ban nhân dân phường Tam Thanh" in text
    assert "Sơ đồ cổng" in text


def test_an_address_without_its_slash_moves_permanently(visitor, commune):
    path = path_of(make_article(commune))
    response = visitor.get(path.rstrip("/"))
    assert (response.status_code, response["Location"]) == (301, path)


def test_the_query_survives_when_the_slash_is_added(visitor, commune):
    path = path_of(make_article(commune))
    response = visitor.get(path.rstrip("/") + "?ban-in=1")
    assert response["Location"] == f"{path}?ban-in=1"


def test_an_unknown_address_is_not_sent_elsewhere_for_its_slash(visitor):
    assert visitor.get("/khong-co").status_code == 404


def test_an_unpublished_page_is_404(visitor, commune):
    article = make_article(commune)
    article.unpublish()
    assert visitor.get(path_of(article)).status_code == 404


@pytest.mark.parametrize("change", [{"live": False}, {"url_path": "/elsewhere/"}])
def test_a_section_that_left_its_address_is_404_before_the_kept_tree_knows(
    visitor, commune, change
):
    section = section_page(commune, "news")
    make_article(commune)
    assert visitor.get(path_of(section)).status_code == 200
    type(section).everywhere.filter(pk=section.pk).update(**change)
    assert visitor.get(path_of(section)).status_code == 404


def test_an_address_that_another_type_has_taken_over_answers_as_that_type(visitor, commune):
    article = make_article(commune, title="Bài cũ", slug="mot-dia-chi")
    path = path_of(article)
    assert visitor.get(path).status_code == 200
    article.delete()
    document = make_legal_document(commune, "news", slug="mot-dia-chi")
    assert path_of(document) == path
    assert document.title in main_text_of(visitor.get(path))


def test_another_communes_page_is_404_under_this_host(visitor, neighbour):
    article = make_article(neighbour)
    assert visitor.get(path_of(article)).status_code == 404


def test_a_communes_page_below_the_provinces_host_moves_to_its_own(province_visitor, commune):
    article = make_article(commune)
    response = province_visitor.get(f"/xa-phuong/tam-thanh{path_of(article)}")
    assert (response.status_code, response["Location"]) == (301, article.full_url)


def test_a_communes_home_below_the_provinces_host_moves_to_its_own(province_visitor):
    response = province_visitor.get("/xa-phuong/tam-thanh/")
    assert response["Location"] == "http://tamthanh.langson.localhost/"


def test_all_of_an_unpublished_home_is_404_and_its_error_page_still_has_a_frame(visitor, commune):
    site_page(commune, "home").unpublish()
    response = visitor.get("/")
    assert response.status_code == 404
    assert "Ủy ban nhân dân phường Tam Thanh" in text_of(response)


def test_a_restricted_page_asks_for_the_log_in(visitor, commune):
    article = make_article(commune)
    restrict(article)
    response = visitor.get(path_of(article), follow=True)
    asked = [location.split("?")[0] for location, _status in response.redirect_chain]
    assert asked == ["/dang-nhap/", "/quan-tri/dang-nhap/"]
    assert response.wsgi_request.GET["next"] == path_of(article)
    assert response.status_code == 200
    assert article.title not in text_of(response)


def test_a_restriction_reaches_what_lies_below_it(visitor, commune):
    article = make_article(commune)
    restrict(section_page(commune, "news"))
    assert visitor.get(path_of(article)).status_code == 302


def test_a_restriction_on_one_page_leaves_its_siblings_open(visitor, commune):
    restrict(make_article(commune, slug="tin"))
    assert visitor.get(path_of(make_article(commune, slug="tin-khac"))).status_code == 200


def test_a_restriction_holds_for_the_print_view_and_the_saved_file(visitor, commune):
    article = make_article(commune)
    restrict(article)
    for key in ("ban-in", "tai-ve"):
        assert visitor.get(path_of(article), {key: "1"}).status_code == 302


def test_a_restricted_item_is_in_no_list_of_the_public(visitor, commune):
    make_article(commune, title="Ai cũng đọc được")
    hidden = make_article(commune, title="Chỉ dành cho nội bộ")
    restrict(hidden)
    pages = ["/", path_of(section_page(commune, "news")), "/tim-kiem/?q=noi+bo", "/sitemap.xml"]
    for page in pages:
        response = visitor.get(page)
        assert response.status_code == 200
        assert "Chỉ dành cho nội bộ" not in text_of(response)
        assert hidden.slug + "/" not in response.content.decode()


def test_who_is_logged_in_reads_a_restricted_page(editor, commune):
    article = make_article(commune)
    restrict(article)
    assert editor.get(path_of(article)).status_code == 200


def test_hooks_before_serving_run_and_may_answer_themselves(visitor, commune):
    seen = []

    def answer(page, request, args, kwargs):
        seen.append(page.pk)
        return HttpResponse("thay thế")

    article = make_article(commune)
    with hooks.register_temporarily("before_serve_page", answer):
        response = visitor.get(path_of(article))
    assert seen == [article.pk]
    assert response.content.decode() == "thay thế"


def test_hooks_around_serving_run_in_wagtails_order(visitor, commune):
    order = []

    def outer(next_serve):
        def serve(page, request, args, kwargs):
            order.append("outer")
            return next_serve(page, request, args, kwargs)

        return serve

    def inner(next_serve):
        def serve(page, request, args, kwargs):
            order.append("inner")
            response = next_serve(page, request, args, kwargs)
            response["X-Seen"] = page.slug
            return response

        return serve

    article = make_article(commune)
    with hooks.register_temporarily([("on_serve_page", outer), ("on_serve_page", inner)]):
        response = visitor.get(path_of(article))
    assert order == ["outer", "inner"]
    assert response["X-Seen"] == article.slug


def test_the_print_view_holds_the_text_and_no_menu(visitor, commune):
    article = make_article(commune, title="Thông báo tuyển quân", paragraph="<p>Nội dung.</p>")
    response = visitor.get(path_of(article), {"ban-in": "1"})
    assert response.templates[0].name == "print.html"
    text = text_of(response)
    assert "Thông báo tuyển quân" in text
    assert "Nội dung." in text
    assert article.full_url in text
    assert not elements_of(response, "nav")
    assert {"name": "robots", "content": "noindex"} in elements_of(response, "meta")


def test_the_saved_file_is_one_whole_page(visitor, commune):
    article = make_article(commune, slug="thong-bao", title="Thông báo tuyển quân")
    response = visitor.get(path_of(article), {"tai-ve": "1"})
    assert response["Content-Disposition"] == 'attachment; filename="thong-bao.html"'
    assert "Thông báo tuyển quân" in text_of(response)
    assert elements_of(response, "style")
    assert not elements_of(response, "script")
    assert elements_of(response, "base") == [{"href": article.full_url}]


def test_a_document_is_printed_with_its_attributes(visitor, commune):
    document = make_legal_document(commune, number="206/KH-UBND")
    text = text_of(visitor.get(path_of(document), {"ban-in": "1"}))
    assert "206/KH-UBND" in text
    assert "Toàn văn kế hoạch." in text


@pytest.mark.parametrize("key", ["ban-in", "tai-ve"])
def test_lists_have_no_print_view_of_their_own(visitor, commune, key):
    make_article(commune, title="Tin trong danh sách")
    for path in ("/", path_of(section_page(commune, "news"))):
        response = visitor.get(path, {key: "1"})
        assert response.status_code == 200
        assert "Content-Disposition" not in response
        assert "Tin trong danh sách" in main_text_of(response)


def test_a_link_in_a_section_sends_the_visitor_on(visitor, commune):
    link = make_redirect(commune, "online-services", "https://dichvucong.gov.vn/p/home/")
    response = visitor.get(path_of(link))
    assert (response.status_code, response["Location"]) == (302, link.target_url)


def test_an_unknown_host_gets_no_page_of_anybody(db, network):
    response = Client(HTTP_HOST="khong-co.localhost").get("/")
    assert response.status_code == 404
    assert "Tam Thanh" not in text_of(response)
