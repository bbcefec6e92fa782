"""A page's place in the network and its address follow from where it stands in the tree."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from commune_site.models import ArticlePage, InformationPage, PortalPage
from portal_network.tenancy.directory import directory
from tests.factories import (
    add_page,
    make_article,
    make_information_page,
    section_page,
    site_page,
)
from tests.pages_as_seen import links_of, path_of


def place(page):
    """Return province, commune and section as the database has them."""
    row = PortalPage.objects.get(pk=page.pk)
    return row.province_id, row.commune_id, row.section


def test_a_new_page_takes_province_commune_and_section_from_its_parent(commune):
    article = make_article(commune, "news")
    assert place(article) == ("20", commune.code, "news")


def test_a_new_page_of_the_province_belongs_to_no_commune(network):
    article = make_article(network.province, "news")
    assert place(article) == ("20", None, "news")


def test_a_place_that_somebody_sets_by_hand_gives_way_to_the_parents(commune, neighbour):
    page = ArticlePage(title="Tin", slug="tin", author="A", source="B", section="procedures")
    page.commune = neighbour
    add_page(section_page(commune, "news"), page)
    assert place(page) == ("20", commune.code, "news")


def test_a_moved_page_takes_the_place_of_its_new_parent(commune, neighbour):
    article = make_article(commune, "news")
    article.move(section_page(neighbour, "campaigns"), pos="last-child")
    assert place(article) == ("20", neighbour.code, "campaigns")


def test_what_stands_below_a_moved_page_moves_along(commune, neighbour):
    parent = make_information_page(section_page(commune, "functions"))
    child = make_information_page(parent)
    parent.refresh_from_db()
    parent.move(section_page(neighbour, "functions"), pos="last-child")
    assert place(child) == ("20", neighbour.code, "functions")


def test_to_reorder_the_directory_leaves_every_commune_its_own_pages(network, commune):
    article = make_article(commune, "news")
    home = site_page(commune, "home")
    home.move(home.get_parent(), pos="first-child")
    assert place(home)[:2] == ("20", commune.code)
    assert place(article) == ("20", commune.code, "news")


def test_a_copied_page_belongs_to_the_site_to_which_it_was_copied(commune, neighbour):
    article = make_article(commune, "news")
    copied = article.copy(to=section_page(neighbour, "campaigns"))
    assert place(copied) == ("20", neighbour.code, "campaigns")
    assert place(article) == ("20", commune.code, "news")


def test_a_copied_tree_leaves_nothing_of_its_old_site(commune, neighbour):
    parent = make_information_page(section_page(commune, "functions"))
    make_information_page(parent)
    parent.refresh_from_db()
    copied = parent.copy(recursive=True, to=section_page(neighbour, "organisation"))
    below = PortalPage.objects.descendant_of(copied)
    assert [place(page) for page in below] == [("20", neighbour.code, "organisation")]


def test_an_address_takes_no_query_however_deep_the_page(commune, django_assert_num_queries):
    article = PortalPage.objects.get(pk=make_article(commune).pk)
    directory.snapshot()
    with django_assert_num_queries(0):
        assert article.full_url == (
            f"http://tamthanh.langson.localhost/hoat-dong/hoat-dong-don-vi/{article.slug}/"
        )


def test_an_address_is_local_on_the_pages_own_site_and_full_elsewhere(commune, neighbour, rf):
    article = make_article(commune)
    request = rf.get("/")
    request._wagtail_site = commune.site
    assert article.get_url(request) == path_of(article)
    request._wagtail_site = neighbour.site
    assert article.get_url(request) == article.full_url


def test_links_inside_a_text_are_made_without_a_walk_over_the_sites(visitor, commune, neighbour):
    linked = [make_article(neighbour, "news"), make_article(commune, "news")]
    paragraph = "".join(f'<p><a id="{page.pk}" linktype="page">xem</a></p>' for page in linked)
    article = make_article(commune, "news", paragraph=paragraph)
    visitor.get("/")
    with CaptureQueriesContext(connection) as queries:
        response = visitor.get(path_of(article))
    assert linked[0].full_url in links_of(response)
    assert not [query for query in queries if 'FROM "wagtailcore_site"' in query["sql"]]


def test_a_page_outside_the_tree_of_its_site_has_no_address(commune):
    article = make_article(commune)
    article.url_path = "/elsewhere/" + article.slug + "/"
    assert article.get_url_parts() is None
    assert article.get_url() is None


def test_only_written_pages_count_as_content(commune):
    parent = section_page(commune, "functions")
    written = make_information_page(parent)
    blank = make_information_page(parent, body=[])
    assert (written.is_item, blank.is_item) == (True, False)


def test_a_page_that_is_only_being_previewed_knows_its_place(commune):
    parent = section_page(commune, "news")
    page = ArticlePage(title="Đang soạn", slug="dang-soan")
    page.set_url_path(parent)
    assert (page.province_id, page.commune_id, page.section) == ("20", commune.code, "news")
    assert page.full_url == f"{parent.full_url}dang-soan/"


def test_an_editor_previews_a_new_article_before_it_is_saved(editor, commune):
    parent = section_page(commune, "news")
    url = f"/quan-tri/pages/add/commune_site/articlepage/{parent.pk}/preview/"
    fields = nested_form_data(
        {
            "title": "Tin đang soạn",
            "slug": "tin-dang-soan",
            "author": "Ban biên tập",
            "source": "Ủy ban nhân dân phường",
            "disclosed_on": "05/03/2026",
            "body": streamfield([]),
            "gallery": streamfield([]),
            "attachments": inline_formset([]),
            "comments": inline_formset([]),
        }
    )
    stored = editor.post(url, fields)
    assert stored.json()["is_valid"], stored.json()
    shown = editor.get(url)
    assert shown.status_code == 200
    assert "Tin đang soạn" in shown.content.decode()
    assert "05/03/2026" in shown.content.decode()


def test_a_new_page_below_an_information_page_keeps_its_section(commune):
    parent = section_page(commune, "history-culture")
    page = add_page(parent, InformationPage(title="Lễ hội", slug="le-hoi"))
    assert page.section == "history-culture"
