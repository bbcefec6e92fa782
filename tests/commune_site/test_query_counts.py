"""What public pages ask of the database: little, the same in every network, and never a write."""

import pytest

from tests.factories import (
    attach,
    make_article,
    make_file,
    make_image,
    make_information_page,
    make_legal_document,
    make_redirect,
    section_page,
)
from tests.networks import build_network
from tests.pages_as_seen import path_of
from tests.query_counts import queries_of, uncached_queries, writes_among

AT_MOST = {
    "home": 8,
    "section": 8,
    "group": 8,
    "search": 8,
    "search in the province": 8,
    "province home": 8,
    "directory": 8,
    "network search": 8,
    "article": 5,
    "document": 9,
    "information": 5,
}


def fill(network):
    """Publish one of everything on the first commune and on the province; return its addresses."""
    commune, province = network.communes[0], network.province
    for place in (commune, province):
        image = make_image(place)
        make_article(place, lead_image=image, lead_image_alt="Ảnh")
        make_article(place, lead_image=make_image(place), lead_image_alt="Ảnh")
        make_legal_document(place)
        make_article(place, "public-assets")
        make_redirect(place, "links", "https://chinhphu.vn/")
    article = make_article(commune, lead_image=make_image(commune), lead_image_alt="Ảnh")
    document = make_legal_document(commune)
    information = make_information_page(section_page(commune, "functions"))
    for page in (article, document, information):
        attach(page, make_file(commune))
    section = section_page(commune, "news")
    return {
        "home": "/",
        "section": path_of(section),
        "group": path_of(section.get_parent().specific),
        "search": "/tim-kiem/?q=bai+viet",
        "search in the province": "/tim-kiem/?q=bai+viet&pham-vi=tinh",
        "article": path_of(article),
        "document": path_of(document),
        "information": path_of(information),
        "province home": "/",
        "directory": "/xa-phuong/",
        "network search": "/tim-kiem/?q=bai+viet",
    }


ON_THE_PROVINCES_HOST = ("province home", "directory", "network search")


def counted(network, client_for):
    """Return the number of queries of every page by its name."""
    paths = fill(network)
    commune, province = client_for(network.communes[0]), client_for(network.province)
    return {
        name: len(uncached_queries(province if name in ON_THE_PROVINCES_HOST else commune, path))
        for name, path in paths.items()
    }


def test_counts_are_low_and_the_same_with_2_and_with_60_communes(db, client_for):
    small = counted(build_network(communes=2), client_for)
    assert {name: count for name, count in small.items() if count > AT_MOST[name]} == {}
    large = counted(build_network(communes=60), client_for)
    assert large == small


def test_a_gallery_and_pictures_in_the_text_cost_no_query_each(commune, client_for):
    def queries_with(number):
        pictures = [
            ("image", {"image": make_image(commune), "alt": "Ảnh", "caption": ""})
            for _ in range(number)
        ]
        article = make_article(
            commune,
            lead_image=make_image(commune),
            lead_image_alt="Ảnh",
            body=pictures,
            gallery=pictures,
        )
        return len(uncached_queries(client_for(commune), path_of(article)))

    assert queries_with(6) == queries_with(1)


def test_many_attachments_cost_no_more_than_one(commune, client_for):
    def queries_with(number):
        article = make_article(commune)
        for _ in range(number):
            attach(article, make_file(commune))
        return len(uncached_queries(client_for(commune), path_of(article)))

    assert queries_with(5) == queries_with(1)


def test_a_full_list_costs_no_more_than_a_short_one(commune, client_for):
    path = path_of(section_page(commune, "news"))

    def queries_with(number):
        for _ in range(number):
            make_article(commune, lead_image=make_image(commune), lead_image_alt="Ảnh")
        return len(uncached_queries(client_for(commune), path))

    assert queries_with(1) == queries_with(9)


@pytest.mark.parametrize("query", ["", "?ban-in=1", "?tai-ve=1", "?nam=2026", "?trang=1"])
def test_reading_never_writes(network, client_for, query):
    paths = fill(network)
    commune, province = client_for(network.communes[0]), client_for(network.province)
    machines = {name: f"/{name}" for name in ("sitemap.xml", "robots.txt", "feed.xml")}
    for name, path in (paths | machines).items():
        client = province if name in ON_THE_PROVINCES_HOST else commune
        address = path if "?" in path else path + query
        client.get(address)
        with queries_of() as statements:
            client.get(address)
        assert writes_among(statements) == [], name


def test_a_page_that_does_not_exist_costs_little_and_writes_nothing(commune, client_for):
    visitor = client_for(commune)
    visitor.get("/khong-co/")
    with queries_of() as statements:
        assert visitor.get("/khong-co/").status_code == 404
    assert len(statements) <= 3
    assert writes_among(statements) == []
