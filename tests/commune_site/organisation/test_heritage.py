"""Relics and scenic places: what they state, how they are filtered, what machines read."""

import json
import re

import pytest
from django.core.exceptions import ValidationError

from commune_site.organisation.models import HeritagePage
from tests.factories import add_page, make_image, section_page
from tests.networks import TAM_THANH
from tests.pages_as_seen import elements_of, main_text_of, path_of
from tests.query_counts import uncached_queries

LISTING = "/gioi-thieu/di-tich-danh-thang/"


def relic(title: str = "Đình làng", **fields) -> HeritagePage:
    """Return an unsaved page that is complete."""
    return HeritagePage(
        **{
            "title": title, "rank": "cap-tinh", "heritage_kind": "kien-truc", "author": "Phòng",
            "source": "Phòng", "decision": "Quyết định số 1", "address": "Thôn 2",
            "latitude": 21.85, "longitude": 106.76, "visiting": "Cả ngày",
        } | fields
    )  # fmt: skip


def publish(page: HeritagePage) -> HeritagePage:
    return add_page(section_page(TAM_THANH, "heritage"), page)


def test_the_page_states_rank_decision_place_and_position(network, client_for):
    page = publish(relic())
    response = client_for(network.tenants[0]).get(path_of(page))
    text = main_text_of(response)
    for words in ("Di tích cấp tỉnh", "Quyết định số 1", "Thôn 2", "21.85, 106.76", "Cả ngày"):
        assert words in text
    html = response.content.decode()
    data = json.loads(re.search(r'ld\+json">(.*?)</script>', html, re.DOTALL)[1])
    told = data[0] if isinstance(data, list) else data
    assert told["@type"] == "LandmarksOrHistoricalBuildings"
    assert told["geo"]["latitude"] == 21.85
    printed = main_text_of(client_for(network.tenants[0]).get(path_of(page), {"ban-in": "1"}))
    assert "Quyết định số 1" in printed


def test_the_list_is_filtered_by_rank(network, client_for):
    publish(relic("Đình làng Vàng"))
    publish(relic("Hang Bạc", rank="kiem-ke", decision="", heritage_kind="danh-thang"))
    site = client_for(network.tenants[0])
    both, one = site.get(LISTING), site.get(LISTING, {"cap-xep-hang": "kiem-ke"})
    assert "Đình làng Vàng" in main_text_of(both) and "Hang Bạc" in main_text_of(both)
    assert "Hang Bạc" in main_text_of(one) and "Đình làng Vàng" not in main_text_of(one)
    assert {"cap-xep-hang", "loai-hinh"} <= {
        one.get("name", "") for one in elements_of(both, "select")
    }
    assert site.get(LISTING, {"cap-xep-hang": "khong-co"}).status_code == 404


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"decision": ""}, "decision"),
        ({"longitude": None}, "longitude"),
        ({"latitude": 95}, "latitude"),
        ({"address": "Chùa 🙂"}, "address"),
        ({"rank": "khac"}, "rank"),
        ({"author": ""}, "author"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(network, fields, field):
    page = relic(**fields)
    page.inherit_place(section_page(TAM_THANH, "heritage"))
    with pytest.raises(ValidationError) as refused:
        page.clean_fields(exclude=["path", "depth", "slug", "content_type"])
        page.clean()
    assert field in refused.value.message_dict


def test_a_list_of_sixty_costs_no_more_than_one_of_two(network, client_for):
    site = client_for(network.tenants[0])
    picture = make_image(TAM_THANH)
    for number in range(2):
        publish(relic(f"Di tích {number}", lead_image=picture, lead_image_alt="Đình"))
    few = len(uncached_queries(site, LISTING))
    for number in range(20):
        publish(relic(f"Di tích khác {number}", lead_image=picture, lead_image_alt="Đình"))
    assert len(uncached_queries(site, LISTING)) == few <= 9
