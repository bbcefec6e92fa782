"""Areas of an uploaded map and the villages that they are."""

from commune_site.mapping.geojson import Boundary
from commune_site.organisation.models import Unit, UnitKind
from commune_site.organisation.village_map import (
    as_geojson,
    draw_villages,
    stored_areas,
    villages_of_areas,
)

SQUARE = [[106.7, 21.8], [106.8, 21.8], [106.8, 21.9], [106.7, 21.8]]


def village(key: int, name: str, **fields) -> Unit:
    return Unit(pk=key, name=name, kind=UnitKind.VILLAGE, **fields)


def area(name: str, shift: float = 0) -> dict:
    return {"name": name, "polygons": [[[[x + shift, y] for x, y in SQUARE]]]}


def test_villages_are_known_with_and_without_accents_and_kind():
    villages = [village(1, "Thôn Nà Pài"), village(2, "Bản Cám"), village(3, "Thôn 2")]
    areas = [area("THON NA PAI"), area("Cám"), area("2"), area("Khác")]
    found = villages_of_areas(areas, villages)
    assert {key: one.pk for key, one in found.items()} == {"thon na pai": 1, "cam": 2, "2": 3}


def test_two_villages_of_one_short_name_are_told_apart_by_their_kind_alone():
    villages = [village(1, "Thôn 1"), village(2, "Khu 1")]
    assert villages_of_areas([area("1")], villages) == {}
    assert villages_of_areas([area("Khu 1")], villages)["khu 1"].pk == 2


def test_known_areas_are_links_and_villages_without_area_are_dots():
    villages = [village(1, "Thôn 1"), village(2, "Thôn 2", latitude=21.85, longitude=106.75)]
    drawn = draw_villages([area("Thôn 1"), area("Hồ", 0.2)], villages, {1: "/a/", 2: "/b/"})
    assert {shape.name: shape.url for shape in drawn.shapes} == {"Thôn 1": "/a/", "Hồ": ""}
    assert [(dot.name, dot.url) for dot in drawn.dots] == [("Thôn 2", "/b/")]


def test_without_a_file_positions_make_the_map_and_without_those_there_is_none():
    placed = village(1, "Thôn 1", latitude=21.85, longitude=106.75)
    assert [dot.name for dot in draw_villages([], [placed], {}).dots] == ["Thôn 1"]
    assert draw_villages([], [village(2, "Thôn 2")], {}) is None


def test_what_is_stored_is_rounded_and_comes_out_again():
    ring = tuple((x + 0.00000049, y) for x, y in SQUARE)
    stored = stored_areas([Boundary("thon 1", "Thôn 1", ((ring,),))])
    assert stored == [area("Thôn 1")]
    feature = as_geojson(stored, [village(1, "Thôn 1")])["features"][0]
    assert feature["geometry"] == {"type": "MultiPolygon", "coordinates": [[SQUARE]]}
