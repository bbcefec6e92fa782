"""The portal of the province: its communes, news of the network, documents of its own."""

from datetime import date

import pytest
from django.core.cache import cache

from home import frontpage
from home.province_map import map_cache_key
from portal_network.provisioning.lifecycle import suspend_commune
from portal_network.tenancy.models import Commune
from tests.factories import make_article, make_image, make_legal_document
from tests.networks import HUE, build_network, forget_what_processes_remember
from tests.pages_as_seen import elements_of, links_of, main_text_of


@pytest.fixture
def visitor(network, client_for):
    """Somebody who reads the portal of Lạng Sơn without an account."""
    return client_for(network.province)


def names(response):
    """Return the names of the communes that a page lists."""
    return [entry.name for entry in response.context["communes"]]


def test_a_new_portal_is_complete_without_any_content(visitor):
    response = visitor.get("/")
    assert response.status_code == 200
    text = main_text_of(response)
    assert "Phường Tam Thanh" in text
    assert "Xã Quốc Khánh" in text


def test_the_news_are_those_of_the_whole_network_with_their_authority(visitor, network):
    make_article(network.communes[0], title="Tin của phường")
    make_article(network.province, title="Tin của tỉnh")
    response = visitor.get("/")
    shown = {(card.title, card.authority_name) for card in response.context["news"]}
    assert shown == {("Tin của phường", "Phường Tam Thanh"), ("Tin của tỉnh", "Tỉnh Lạng Sơn")}
    assert "Phường Tam Thanh" in main_text_of(response)


def test_what_concerns_one_commune_alone_is_no_news_of_the_network(visitor, network):
    make_article(network.communes[0], "leader-activities", title="Lịch tiếp xúc")
    make_article(network.communes[0], "social-support", title="Danh sách")
    assert visitor.get("/").context["news"] == []


def test_documents_are_the_provinces_own(visitor, network):
    make_legal_document(network.province, title="Của tỉnh")
    make_legal_document(network.communes[0], title="Của phường")
    assert [card.title for card in visitor.get("/").context["documents"]] == ["Của tỉnh"]


def test_another_provinces_news_stay_there(visitor):
    other = build_network(HUE, 1)
    make_article(other.communes[0], title="Tin Huế")
    response = visitor.get("/")
    assert response.context["news"] == []
    assert names(response) == ["Xã Quốc Khánh", "Phường Tam Thanh"]


def test_news_of_a_suspended_commune_are_not_shown(visitor, network):
    make_article(network.communes[0], title="Tin của phường")
    suspend_commune(network.communes[0], "Sáp nhập")
    forget_what_processes_remember()
    assert visitor.get("/").context["news"] == []


def test_the_newest_news_come_first_and_bring_their_pictures(visitor, network, monkeypatch):
    monkeypatch.setattr(frontpage, "NEWS_COUNT", 2)
    for month, commune in enumerate([*network.communes, *network.communes], start=1):
        make_article(
            commune,
            title=f"Tháng {month}",
            disclosed_on=date(2026, month, 1),
            lead_image=make_image(commune),
            lead_image_alt=f"Ảnh {month}",
        )
    cards = visitor.get("/").context["news"]
    assert [(card.title, card.image.alt) for card in cards] == [
        ("Tháng 4", "Ảnh 4"),
        ("Tháng 3", "Ảnh 3"),
    ]


def test_every_commune_is_linked_at_its_own_address(visitor, network):
    links = links_of(visitor.get("/"))
    for tenant in network.tenants:
        assert any(link.rstrip("/") == tenant.root_url for link in links)


def test_the_directory_stands_in_the_order_of_names_without_their_kind(visitor):
    assert names(visitor.get("/xa-phuong/")) == ["Xã Quốc Khánh", "Phường Tam Thanh"]


@pytest.mark.parametrize(
    "query", ["Tam Thanh", "tam thanh", "TAM", "phường", "phuong tam", " tam   thanh ", "tâm thành"]
)
def test_the_directory_is_filtered_with_marks_and_without(visitor, query):
    assert names(visitor.get("/xa-phuong/", {"q": query})) == ["Phường Tam Thanh"]


def test_a_filter_that_fits_nothing_says_so_and_keeps_the_words(visitor):
    response = visitor.get("/xa-phuong/", {"q": "Hội An"})
    assert names(response) == []
    assert "Không có xã, phường nào" in main_text_of(response)
    (field,) = [e for e in elements_of(response, "input") if e.get("id") == "loc-xa-phuong"]
    assert field["value"] == "Hội An"


@pytest.mark.parametrize("query", ["", " ", "\x00", "x" * 5000, "🙂", "%", "<b>", "\u0301"])
def test_no_filter_makes_the_directory_fail(visitor, query):
    assert visitor.get("/xa-phuong/", {"q": query}).status_code == 200


def test_the_filter_of_the_front_page_is_sent_to_the_directory(visitor):
    response = visitor.get("/")
    forms = [form["action"] for form in elements_of(response, "form")]
    assert "/xa-phuong/" in forms
    assert "/xa-phuong/" in links_of(response)


def test_without_outlines_the_map_draws_dots(visitor, network):
    drawn = visitor.get("/").context["commune_map"]
    assert {dot.name for dot in drawn.dots} == {c.name for c in network.communes}
    assert not drawn.shapes
    assert {dot.url for dot in drawn.dots} == {f"{t.root_url}/" for t in network.tenants}


def test_without_coordinates_there_is_no_map_and_the_list_stays(visitor):
    Commune.objects.update(latitude=None, longitude=None)
    forget_what_processes_remember()
    response = visitor.get("/")
    assert response.context["commune_map"] is None
    assert len(names(response)) == 2


def test_the_map_is_drawn_once(visitor, network, django_assert_num_queries):
    visitor.get("/xa-phuong/")
    assert cache.get(map_cache_key("20")) is not None
    # The page itself, and nothing for the map.
    with django_assert_num_queries(1):
        visitor.get("/xa-phuong/")


def test_a_new_commune_appears_on_the_map_at_once(visitor):
    visitor.get("/")
    build_network(communes=3)
    forget_what_processes_remember()
    assert len(visitor.get("/").context["commune_map"].dots) == 3


def test_a_second_province_has_a_portal_of_its_own(db, client_for):
    other = build_network(HUE, 2)
    response = client_for(other.province).get("/")
    assert len(names(response)) == 2
    text = response.content.decode()
    assert "Huế" in text
    assert "Lạng Sơn" not in text
