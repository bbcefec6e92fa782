"""Outlines get simpler without tearing the borders between neighbours."""

from collections import Counter
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from commune_site.mapping.outlines import double_area, interior_point, simplify_together

# Two squares side by side; the border between them has a small dent, told in both directions.
LEFT = [(0, 0), (100, 0), (101, 40), (100, 50), (100, 100), (0, 100)]
RIGHT = [(100, 0), (200, 0), (200, 100), (100, 100), (100, 50), (101, 40)]


def edges(ring):
    return {frozenset(pair) for pair in zip(ring, ring[1:] + ring[:1], strict=True)}


def test_both_sides_of_a_border_lose_the_same_points():
    left, right = simplify_together([LEFT, RIGHT], 2)
    assert sorted(left) == [(0, 0), (0, 100), (100, 0), (100, 100)]
    assert edges(left) & edges(right) == {frozenset({(100, 0), (100, 100)})}


def test_a_border_that_bends_more_than_the_tolerance_keeps_its_bend_on_both_sides():
    left, right = simplify_together([LEFT, RIGHT], 0.4)
    assert (101, 40) in left and (101, 40) in right


def test_points_on_a_straight_line_go_even_without_tolerance():
    [ring] = simplify_together([[(0, 0), (5, 0), (10, 0), (10, 10), (5, 5)]], 0)
    assert sorted(ring) == [(0, 0), (10, 0), (10, 10)]


def test_a_corner_where_three_areas_meet_stays():
    bottom = [(0, -50), (200, -50), (200, 0), (100, 0), (0, 0)]
    rings = simplify_together([LEFT, RIGHT, bottom], 30)
    assert all((100, 0) in ring for ring in rings)


def test_an_enclave_and_the_hole_around_it_stay_the_same():
    enclave = [(40, 40), (50, 39), (60, 40), (61, 50), (60, 60), (50, 61), (40, 60), (39, 50)]
    hole = enclave[3:] + enclave[:3]
    inside, around = simplify_together([enclave, hole[::-1]], 1.5)
    assert edges(inside) == edges(around)
    assert len(inside) < len(enclave)


def test_repeated_points_and_the_closing_point_are_dropped():
    [ring] = simplify_together([[(0, 0), (0, 0), (9, 0), (9, 9), (9, 9), (0, 0)]], 0)
    assert len(ring) == 3


def test_a_ring_of_which_nothing_is_left_does_no_harm():
    assert simplify_together([[(3, 3), (3, 3)], [], [(1, 1), (2, 2)]], 1) == [
        [(3, 3)],
        [],
        [(1, 1), (2, 2)],
    ]


grids = st.integers(0, 12)


@given(st.lists(st.lists(st.tuples(grids, grids), max_size=12), max_size=4), st.floats(0, 5))
def test_only_points_of_the_ring_remain_and_the_result_is_always_the_same(rings, tolerance):
    once = simplify_together(rings, tolerance)
    assert once == simplify_together(rings, tolerance)
    for before, after in zip(rings, once, strict=True):
        assert set(after) <= set(before)


@given(st.lists(st.integers(1, 8), min_size=2, max_size=8), st.data())
def test_a_cut_strip_has_every_inner_border_on_both_sides(widths, data):
    """A strip cut by jagged lines: after simplifying, each cut belongs to exactly two parts."""
    lines = []
    x = 0
    for width in [0, *widths]:
        x += 10 * width
        lines.append([(x + data.draw(st.integers(-4, 4)), y) for y in range(0, 60, 5)])
    rings = [left + right[::-1] for left, right in pairwise(lines)]
    simplified = simplify_together(rings, 1.5)
    # What one part gives away, its neighbour takes: no gap and no overlap inside the strip.
    times = Counter(edge for ring in simplified for edge in edges(ring))
    for line in lines[1:-1]:
        inner = [count for edge, count in times.items() if edge <= set(line)]
        assert inner
        assert set(inner) == {2}


def test_a_label_lies_inside_even_of_a_horseshoe():
    horseshoe = [(0, 0), (90, 0), (90, 90), (60, 90), (60, 20), (30, 20), (30, 90), (0, 90)]
    x, y = interior_point(horseshoe)
    assert 0 < y < 20 or 0 < x < 30 or 60 < x < 90
    assert interior_point([(0, 0), (10, 0), (10, 10), (0, 10)]) == (5, 5)


def test_a_degenerate_ring_still_has_a_label_place():
    assert interior_point([(4, 4)]) == (4, 4)
    assert interior_point([(0, 0), (8, 0)]) == (0, 0)


def test_the_sign_of_the_area_tells_the_direction():
    ring = [(0, 0), (10, 0), (10, 10)]
    assert double_area(ring) == 100
    assert double_area(ring[::-1]) == -100
    assert double_area([]) == 0
