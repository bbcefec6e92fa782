"""The drawn chart: no box covers another, nothing leaves the picture, every text fits its box."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commune_site.organisation.chart import (
    HEAD_LETTER,
    HEAD_SIZE,
    NAME_LETTER,
    NAME_SIZE,
    PADDING,
    narrow_chart,
    wide_chart,
    wrap,
)
from commune_site.organisation.models import Appointment, Person, Unit, UnitKind
from commune_site.organisation.queries import UnitNode

names = st.text(
    alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyếộữẵ ABCĐ-()0123456789", min_size=1, max_size=160
)


def node(name: str, children: list[UnitNode] | None = None, head: str = "") -> UnitNode:
    unit = Unit(name=name, slug="x")
    posts = [Appointment(person=Person(name=head), post="Trưởng phòng", is_head=True)]
    return UnitNode(unit, children or [], posts if head else [])


trees = st.recursive(
    st.builds(node, names, head=st.just("Nông Thị Bích")),
    lambda below: st.builds(node, names, st.lists(below, max_size=7)),
    max_leaves=25,
)


def overlap(one, other) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


@pytest.mark.parametrize("draw", [wide_chart, narrow_chart])
@given(roots=st.lists(trees, min_size=1, max_size=3))
def test_no_box_covers_another_or_leaves_the_picture(draw, roots):
    chart = draw(roots, lambda node: "/")
    assert len(chart.boxes) == sum(1 for root in roots for _node in root.walk())
    for box in chart.boxes:
        assert box.x >= 0 and box.x + box.width <= chart.width
        assert box.y >= 0 and box.y + box.height <= chart.height
        for line in box.lines:
            assert box.y < line.y < box.y + box.height
    assert not any(overlap(one, other) for one, other in combinations(chart.boxes, 2))


@given(text=names, room=st.integers(min_value=60, max_value=400))
def test_wrapping_loses_no_letter_and_no_line_is_wider_than_its_room(text, room):
    lines = wrap(text, room, NAME_SIZE * NAME_LETTER)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(len(line) * NAME_SIZE * NAME_LETTER <= room for line in lines)


def test_a_box_tells_unit_and_head_and_villages_are_left_out():
    village = node("Thôn 1")
    village.unit.kind = UnitKind.VILLAGE
    root = node("UBND xã", [village, node("Văn phòng", head="Nông Thị Bích")])
    for chart in (wide_chart([root], lambda one: "/x/"), narrow_chart([root], lambda one: "/x/")):
        assert [box.label for box in chart.boxes] == [
            "UBND xã", "Văn phòng. Trưởng phòng: Nông Thị Bích",
        ]  # fmt: skip
        assert [line.is_name for line in chart.boxes[1].lines] == [True, False]
        assert chart.boxes[0].is_root and not chart.boxes[1].is_root


def test_text_on_a_telephone_is_never_scaled_below_fourteen_pixels():
    """The narrow chart is drawn for the 328 pixels that a screen of 360 leaves."""
    chart = narrow_chart([node("UBND xã")], lambda one: "/")
    assert HEAD_SIZE * 328 / chart.width >= 14
    assert chart.width - 2 * PADDING > HEAD_LETTER * HEAD_SIZE


def test_nothing_is_drawn_of_nothing():
    assert wide_chart([], lambda one: "/").boxes == []
