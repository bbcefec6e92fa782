"""The cached tree of a site follows every change; breadcrumbs and menu are read from it."""

import pytest
from django.core.cache import cache
from wagtailmenus.models import MainMenu, MainMenuItem

from commune_site import navigation
from commune_site.navigation import site_tree
from portal_network.tenancy.directory import directory
from tests.factories import make_article, make_information_page, section_page, site_page
from tests.pages_as_seen import links_of, path_of


@pytest.fixture
def tree_of(commune):
    """Return the tree of Tam Thanh as the next request sees it."""
    return lambda: site_tree(directory.commune(commune.code))


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Run what the commit of a change runs."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def count_of(tree, section):
    """Return how many items the tree counts in a section."""
    return next(node.item_count for node in tree.root.walk() if node.section == section)


def test_a_warm_tree_takes_no_query(commune, tree_of, django_assert_num_queries):
    tree_of()
    with django_assert_num_queries(0):
        assert tree_of().root.title == "Phường Tam Thanh"


def test_a_process_unpacks_a_tree_once_and_remembers_few(commune, tree_of, monkeypatch):
    assert tree_of() is tree_of()
    first = tree_of()
    monkeypatch.setattr(navigation, "MOST_REMEMBERED", 1)
    cache.clear()
    assert tree_of() is not first
    assert len(navigation._remembered) == 1


def test_a_tree_that_another_process_dropped_is_not_remembered(commune, tree_of):
    first = tree_of()
    # Another process deletes the stamp, and reads the tree anew under one of its own.
    cache.delete(navigation._stamp_key(directory.commune(commune.code).key))
    assert tree_of() is not first


def test_a_cold_tree_takes_eight_queries_at_most(commune, tree_of, django_assert_max_num_queries):
    """Pages, their number and the menu; whether there are alerts, and procedures (also online);
    three for what units, posts and the map fill.
    """
    tree_of()
    cache.clear()
    with django_assert_max_num_queries(8):
        tree_of()


def test_publishing_is_seen_at_once(commune, tree_of, committed):
    article = make_article(commune, live=False)
    assert count_of(tree_of(), "news") == 0
    with committed():
        article.save_revision().publish()
    assert count_of(tree_of(), "news") == 1


def test_unpublishing_is_seen_at_once(commune, tree_of, committed):
    article = make_article(commune)
    assert count_of(tree_of(), "news") == 1
    with committed():
        article.unpublish()
    assert count_of(tree_of(), "news") == 0


def test_deleting_is_seen_at_once(commune, tree_of, committed):
    article = make_article(commune)
    assert count_of(tree_of(), "news") == 1
    with committed():
        article.delete()
    assert count_of(tree_of(), "news") == 0


def test_moving_is_seen_on_both_sites_at_once(commune, neighbour, tree_of, committed):
    article = make_article(commune)
    other = directory.commune(neighbour.code)
    assert (count_of(tree_of(), "news"), count_of(site_tree(other), "campaigns")) == (1, 0)
    with committed():
        article.move(section_page(neighbour, "campaigns"), pos="last-child")
    assert (count_of(tree_of(), "news"), count_of(site_tree(other), "campaigns")) == (0, 1)


def test_a_new_title_of_a_section_is_seen_at_once(commune, tree_of, committed):
    tree_of()
    section = section_page(commune, "news")
    section.title = "Tin phường"
    with committed():
        section.save_revision().publish()
    assert "Tin phường" in [node.title for node in tree_of().root.walk()]


def test_editing_the_menu_is_seen_at_once(commune, tree_of, committed):
    before = len(tree_of().menu)
    menu = MainMenu.objects.get(site=commune.site)
    with committed():
        MainMenuItem.objects.create(menu=menu, link_url="/tim-kiem/", link_text="Tìm")
    assert len(tree_of().menu) == before + 1
    with committed():
        MainMenuItem.objects.get(menu=menu, link_text="Tìm").delete()
    assert len(tree_of().menu) == before


def test_one_sites_change_leaves_the_others_trees_cached(
    commune, neighbour, committed, django_assert_num_queries
):
    article = make_article(commune)
    other = directory.commune(neighbour.code)
    site_tree(other)
    with committed():
        article.unpublish()
    with django_assert_num_queries(0):
        site_tree(other)


def test_breadcrumbs_lead_from_the_home_page_down_to_the_item(visitor, commune):
    article = make_article(commune, title="Khai giảng năm học")
    section = section_page(commune, "news")
    crumbs = visitor.get(path_of(article)).context["breadcrumbs"]
    assert [(crumb.title, crumb.url) for crumb in crumbs] == [
        ("Phường Tam Thanh", "/"),
        (section.get_parent().title, path_of(section.get_parent().specific)),
        (section.title, path_of(section)),
        ("Khai giảng năm học", path_of(article)),
    ]


def test_breadcrumbs_do_not_take_a_longer_name_for_the_section(visitor, commune):
    news = section_page(commune, "news")
    make_article(commune, "campaigns")
    sibling = section_page(commune, "campaigns")
    sibling.slug = news.slug + "-khac"
    sibling.save()
    crumbs = visitor.get(path_of(sibling)).context["breadcrumbs"]
    assert [crumb.url for crumb in crumbs][-1] == path_of(sibling)
    assert path_of(news) not in [crumb.url for crumb in crumbs]


def test_the_home_page_has_a_trail_of_itself_alone(visitor):
    crumbs = visitor.get("/").context["breadcrumbs"]
    assert [crumb.url for crumb in crumbs] == ["/"]


@pytest.mark.parametrize(
    ("path", "status", "place"),
    [
        ("/tim-kiem/", 200, "Tìm kiếm"),
        ("/tim-kiem/?q=khai+sinh", 200, "Tìm kiếm"),
        ("/so-do-trang/", 200, "Sơ đồ cổng"),
        ("/khong-co/", 404, "Không tìm thấy trang"),
    ],
)
def test_pages_outside_the_tree_lead_back_to_the_home_page(visitor, path, status, place):
    answer = visitor.get(path)
    assert answer.status_code == status
    trail = answer.content.decode().partition('<nav class="breadcrumbs"')[2].partition("</nav>")[0]
    assert '<a href="/">Trang chủ</a>' in trail
    assert f'<span aria-current="page">{place}</span>' in trail
    assert trail.count("<li>") == 2


def test_their_trail_costs_no_query(visitor, django_assert_num_queries):
    visitor.get("/so-do-trang/")
    with django_assert_num_queries(0):
        visitor.get("/so-do-trang/")
    with django_assert_num_queries(0):
        visitor.get("/tim-kiem/")


def test_the_menu_marks_where_the_visitor_is(visitor, commune):
    make_article(commune)
    section = section_page(commune, "news")
    navigation = visitor.get(path_of(section)).context["navigation"]
    (entry,) = [node for node in navigation if node.is_current]
    assert entry.url == path_of(section.get_parent().specific)
    assert [child.url for child in entry.children if child.is_current] == [path_of(section)]


def test_the_menu_begins_with_the_home_page_and_ends_with_the_site_map(visitor):
    navigation = visitor.get("/").context["navigation"]
    assert navigation[0].is_home
    assert navigation[0].is_current
    assert navigation[-1].url == "/so-do-trang/"


def test_the_site_map_lists_every_section_that_shows_something(visitor, commune):
    make_article(commune)
    make_information_page(section_page(commune, "functions"), title="Phòng Văn hóa - Xã hội")
    links = links_of(visitor.get("/so-do-trang/"))
    assert path_of(section_page(commune, "news")) in links
    assert path_of(section_page(commune, "functions")) in links


def test_a_renamed_home_page_is_the_root_under_its_new_name(commune, tree_of, committed):
    tree_of()
    home = site_page(commune, "home")
    home.title = "Phường Tam Thanh mới"
    with committed():
        home.save_revision().publish()
    assert tree_of().root.title == "Phường Tam Thanh mới"
