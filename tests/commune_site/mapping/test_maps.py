"""The map of a province is drawn small, whole and always the same."""

import gzip
import re
from dataclasses import dataclass
from math import cos, dist, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commune_site.mapping.geojson import Boundary
from commune_site.mapping.maps import dot_map, shape_map
from commune_site.mapping.projection import WIDTH, project
from portal_network.provisioning.units import communes_of, load_units


@dataclass(frozen=True)
class Unit:
    code: str
    latitude: float | None = 21.5
    longitude: float | None = 106.5
    kind: str = "xa"

    @property
    def name(self):
        return f"Xã {self.code}"


def url_for(unit):
    return f"http://{unit.code}.localhost/"


def rectangle(west, south, east, north):
    return ((west, south), (east, south), (east, north), (west, north), (west, south))


def boundary(code, *rings, **more):
    return Boundary(code=code, name=code, polygons=(tuple(rings),), **more)


LEFT = boundary("00001", rectangle(106.0, 21.0, 106.5, 22.0))
RIGHT = boundary("00002", rectangle(106.5, 21.0, 107.0, 22.0), label_point=(106.75, 21.25))
UNITS = [Unit("00002", kind="phuong"), Unit("00001")]


def subpaths(path):
    """Return the absolute points of each subpath, reading the path as a browser does."""
    found = []
    for x, y, line in re.findall(r"M(\d+) (\d+)l([-\d ]*)z", path):
        numbers = [int(number) for number in re.findall(r"-?\d+", line)]
        points = [(int(x), int(y))]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            points.append((points[-1][0] + dx, points[-1][1] + dy))
        found.append(points)
    assert "".join(re.findall(r"M\d+ \d+l[-\d ]*z", path)) == path
    return found


def area(points):
    return (
        sum(
            x1 * y2 - x2 * y1
            for (x1, y1), (x2, y2) in zip(points, points[1:] + points[:1], strict=True)
        )
        / 2
    )


def test_shapes_fill_a_view_box_1000_units_wide():
    drawn = shape_map([LEFT, RIGHT], UNITS, url_for, "Nguồn")
    corners = [point for shape in drawn.shapes for ring in subpaths(shape.path) for point in ring]
    assert drawn.view_box == f"0 0 1000 {drawn.height}"
    assert min(x for x, _y in corners) == 6 and max(x for x, _y in corners) == 994
    assert min(y for _x, y in corners) == 6 and max(y for _x, y in corners) == drawn.height - 6
    assert drawn.attribution == "Nguồn"
    assert drawn.dots == ()


def test_a_degree_of_longitude_is_shortened_by_the_cosine_of_the_latitude():
    drawn = shape_map([LEFT, RIGHT], UNITS, url_for)
    assert (drawn.height - 12) / (drawn.width - 12) == pytest.approx(
        1 / cos(radians(21.5)), abs=0.002
    )


def test_north_is_up_and_east_is_right():
    units = [Unit("00001", 22.0, 106.0), Unit("00002", 21.0, 107.0)]
    first, second = dot_map(units, url_for).dots
    assert first.x < second.x and first.y < second.y


def test_a_shape_carries_what_the_template_needs_in_code_order():
    left, right = shape_map([RIGHT, LEFT], UNITS, url_for).shapes
    assert (left.code, left.name, left.url, left.is_ward) == (
        "00001",
        "Xã 00001",
        "http://00001.localhost/",
        False,
    )
    assert right.is_ward
    assert (right.label_x, right.label_y) == (747, 802)


def test_neighbours_share_their_border_on_the_map():
    left, right = shape_map([LEFT, RIGHT], UNITS, url_for).shapes
    [left_ring], [right_ring] = subpaths(left.path), subpaths(right.path)
    assert len(set(left_ring) & set(right_ring)) == 2


def test_a_hole_runs_against_its_outline():
    outer, hole = rectangle(106.0, 21.0, 107.0, 22.0), rectangle(106.4, 21.4, 106.6, 21.6)
    for rings in ((outer, hole), (outer, hole[::-1]), (outer[::-1], hole)):
        [shape] = shape_map([boundary("00001", *rings)], UNITS, url_for).shapes
        outline, cut = subpaths(shape.path)
        assert area(outline) > 0 > area(cut)


def test_a_commune_too_small_for_the_grid_is_still_drawn():
    islet = boundary("00002", rectangle(106.2, 21.2, 106.20001, 21.20001))
    _big, small = shape_map([LEFT, islet], UNITS, url_for).shapes
    [ring] = subpaths(small.path)
    assert area(ring) > 0


def test_tiny_parts_beside_a_large_one_are_left_out():
    with_islet = Boundary(
        code="00001",
        name="",
        polygons=(
            (rectangle(106.0, 21.0, 106.5, 22.0),),
            (rectangle(106.6, 21.2, 106.601, 21.201),),
        ),
    )
    [shape] = shape_map([with_islet], UNITS[1:], url_for).shapes
    assert len(subpaths(shape.path)) == 1


def test_a_label_without_a_given_place_stands_inside_its_shape():
    outline = rectangle(106.0, 21.0, 107.0, 22.0)
    notch = ((106.7, 22.0), (106.7, 21.2), (106.3, 21.2), (106.3, 22.0))
    horseshoe = boundary("00001", (*outline[:3], *notch, *outline[3:]))
    [shape] = shape_map([horseshoe], UNITS, url_for).shapes
    assert not (300 < shape.label_x < 700 and shape.label_y < 800)


def test_units_without_a_boundary_become_dots_and_foreign_boundaries_are_left_out():
    drawn = shape_map([LEFT, boundary("99999", rectangle(0, 0, 1, 1))], UNITS, url_for)
    assert [shape.code for shape in drawn.shapes] == ["00001"]
    assert [dot.code for dot in drawn.dots] == ["00002"]
    assert drawn.is_to_scale


def test_without_anything_to_draw_there_is_no_map():
    assert shape_map([], UNITS, url_for) is None
    assert shape_map([LEFT], [], url_for) is None
    assert dot_map([], url_for) is None
    assert dot_map([Unit("00001", None, None)], url_for) is None


def test_the_order_of_the_input_does_not_change_the_map():
    units = communes_of("20")
    assert dot_map(units, url_for) == dot_map(units[::-1], url_for)
    assert shape_map([LEFT, RIGHT], UNITS, url_for) == shape_map(
        [RIGHT, LEFT], UNITS[::-1], url_for
    )


def test_a_single_commune_stands_in_the_middle():
    drawn = dot_map([Unit("00001")], url_for)
    assert [(dot.x, dot.y) for dot in drawn.dots] == [(500, 166)]
    assert drawn.view_box == "0 0 1000 333"


def test_units_in_one_place_are_drawn_as_separate_dots():
    drawn = dot_map([Unit(f"{number:05}") for number in range(5)], url_for)
    assert len({(dot.x, dot.y) for dot in drawn.dots}) == 5


def closest(dots):
    return min(
        dist((one.x, one.y), (other.x, other.y))
        for index, one in enumerate(dots)
        for other in dots[:index]
    )


def test_the_dots_of_lang_son_leave_room_for_a_finger_on_a_phone():
    """24 px of a map 360 px wide are 67 units (WCAG 2.2, target size)."""
    drawn = dot_map(communes_of("20"), url_for)
    assert len(drawn.dots) == 65
    assert sum(dot.is_ward for dot in drawn.dots) == 4
    assert closest(drawn.dots) > 66


@pytest.mark.parametrize("code", sorted(load_units().provinces))
def test_dots_of_every_province_stay_on_the_map_and_do_not_touch(code):
    drawn = dot_map(communes_of(code), url_for)
    assert len(drawn.dots) == len(communes_of(code))
    assert all(0 <= dot.x <= drawn.width and 0 <= dot.y <= drawn.height for dot in drawn.dots)
    assert closest(drawn.dots) > 2 * drawn.dot_radius > 0


@pytest.mark.parametrize(
    ("province", "island"), [("48", "20333"), ("56", "22736"), ("79", "26732")]
)
def test_islands_far_off_shore_are_on_the_map_without_shrinking_the_mainland(province, island):
    """Hoàng Sa, Trường Sa and Côn Đảo."""
    drawn = dot_map(communes_of(province), url_for)
    others = [dot for dot in drawn.dots if dot.code != island]
    assert len(others) == len(drawn.dots) - 1
    assert max(dot.x for dot in others) - min(dot.x for dot in others) > WIDTH / 3
    assert not drawn.is_to_scale
    assert dot_map(communes_of("20"), url_for).is_to_scale


def test_closing_a_gap_keeps_the_order_of_places():
    projection = project([(106, 107), (112, 113)], [(9, 9.5), (10, 11)], 6)
    across = [projection.point(longitude, 10)[0] for longitude in (106, 106.9, 107, 112, 113)]
    assert across == sorted(set(across))
    assert projection.point(113, 10)[0] == WIDTH - 6
    assert not projection.is_to_scale


def test_65_jagged_communes_weigh_little_on_the_wire():
    """As jagged as a real border: 65 communes of 160 points each, in a grid of 13 by 5."""
    shapes, units = [], []
    for number in range(65):
        column, row = number % 13, number // 13
        corners = [(column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1)]
        ring = []
        for (x1, y1), (x2, y2) in zip(corners, corners[1:] + corners[:1], strict=True):
            for step in range(40):
                x, y = x1 + (x2 - x1) * step / 40, y1 + (y2 - y1) * step / 40
                # The same place gets the same dent from either side.
                dent = hash((round(x * 40), round(y * 40))) % 17 / 400 if step else 0
                ring.append((106 + (x + dent) / 10, 21 + (y + dent) / 5))
        code = f"{number:05}"
        shapes.append(boundary(code, (*ring, ring[0])))
        units.append(Unit(code))
    drawn = shape_map(shapes, units, url_for)
    data = "\n".join(shape.path for shape in drawn.shapes).encode()
    assert len(gzip.compress(data)) < 14_000


coordinates = st.tuples(st.floats(-180, 180), st.floats(-90, 90))


@given(
    st.lists(
        st.lists(coordinates, min_size=3, max_size=6).map(lambda ring: (*ring, ring[0])),
        min_size=1,
        max_size=5,
    )
)
def test_any_boundary_that_can_be_read_can_be_drawn(rings):
    boundaries = [boundary(f"{number:05}", ring) for number, ring in enumerate(rings)]
    units = [Unit(found.code) for found in boundaries]
    drawn = shape_map(boundaries, units, url_for)
    assert len(drawn.shapes) == len(rings)
    for shape in drawn.shapes:
        assert subpaths(shape.path)


@given(st.lists(coordinates, min_size=1, max_size=30))
def test_any_places_can_be_drawn_as_dots(places):
    units = [
        Unit(f"{number:05}", latitude, longitude)
        for number, (longitude, latitude) in enumerate(places)
    ]
    drawn = dot_map(units, url_for)
    assert all(0 <= dot.x <= drawn.width and 0 <= dot.y <= drawn.height for dot in drawn.dots)
