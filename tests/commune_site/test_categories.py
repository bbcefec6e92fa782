"""Texts have a field of work, links a group; none is called like a column of a newspaper."""

import pytest
from django.utils.translation import override

from commune_site.categories import LinkGroup, NewsCategory
from commune_site.sections.naming import newspaper_words
from tests.factories import make_article, make_redirect, section_page
from tests.pages_as_seen import main_text_of, path_of, text_of
from tests.query_counts import uncached_queries

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("group", [*NewsCategory, *LinkGroup])
def test_no_name_belongs_to_a_newspaper(group):
    with override("vi"):
        assert not newspaper_words(str(group.label))


def test_texts_are_narrowed_by_their_field_of_work(commune, visitor):
    make_article(commune, title="Họp dân bàn làm đường", category=NewsCategory.GROUNDS)
    make_article(commune, title="Tiêm chủng tháng này", category=NewsCategory.LEARNING)
    make_article(commune, title="Bài chưa chọn lĩnh vực")
    path = path_of(section_page(commune, "news"))
    everything = main_text_of(visitor.get(path))
    assert (
        "Bài chưa chọn lĩnh vực" in everything and "Hạ tầng, đất đai, môi trường (1)" in everything
    )
    narrowed = main_text_of(visitor.get(f"{path}?chuyen-muc={NewsCategory.GROUNDS}"))
    assert "Họp dân bàn làm đường" in narrowed and "Tiêm chủng" not in narrowed
    assert visitor.get(f"{path}?chuyen-muc=giai-tri").status_code == 404


def test_a_list_of_texts_without_any_field_offers_none(commune, visitor):
    make_article(commune)
    assert not visitor.get(path_of(section_page(commune, "news"))).context["facets"]


def test_the_field_of_work_is_told_on_the_page_and_to_machines(commune, visitor):
    article = make_article(commune, category=NewsCategory.REFORM)
    response = visitor.get(path_of(article))
    assert "Cải cách hành chính" in main_text_of(response)
    assert 'name="DC.subject" content="Hoạt động của đơn vị; Cải cách hành chính"' in (
        response.content.decode()
    )


def test_links_stand_under_their_groups(commune, visitor):
    for title, group in (
        ("Cổng dữ liệu", LinkGroup.DATA),
        ("Báo Lạng Sơn", ""),
        ("Tỉnh ủy", LinkGroup.PARTY),
        ("Ban Dân vận", LinkGroup.PARTY),
    ):
        make_redirect(commune, "links", "https://vidu.example/", title=title, link_group=group)
    text = main_text_of(visitor.get(path_of(section_page(commune, "links"))))
    order = ["Cơ quan Đảng", "Ban Dân vận", "Tỉnh ủy", "Dữ liệu mở", "Cổng dữ liệu",
             "Liên kết khác", "Báo Lạng Sơn"]  # fmt: skip
    # The names of groups stand in the form above the list, too.
    places = [text.rindex(word) for word in order]
    assert places == sorted(places)


def test_links_without_groups_are_a_plain_list(commune, visitor):
    make_redirect(commune, "links", "https://vidu.example/", title="Tỉnh ủy")
    response = visitor.get(path_of(section_page(commune, "links")))
    assert "Liên kết khác" not in text_of(response) and "Tỉnh ủy" in main_text_of(response)


def test_the_directory_of_links_costs_the_same_with_two_and_with_sixty(commune, visitor):
    path = path_of(section_page(commune, "links"))

    def cost(count):
        for number in range(count):
            make_redirect(
                commune, "links", "https://vidu.example/", title=f"Trang {count} {number}",
                link_group=list(LinkGroup)[number % 8],
            )  # fmt: skip
        return len(uncached_queries(visitor, path))

    assert cost(2) == cost(58) <= 8
