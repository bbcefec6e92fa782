"""Boundaries are read from good GeoJSON, and every fault of a bad file is told by its feature."""

import io
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commune_site.mapping.geojson import GeoJSONError, read_boundaries

SQUARE = [[106.0, 21.0], [107.0, 21.0], [107.0, 22.0], [106.0, 22.0], [106.0, 21.0]]
HOLE = [[106.4, 21.4], [106.4, 21.6], [106.6, 21.6], [106.4, 21.4]]


def feature(code="06004", kind="Polygon", coordinates=None, **properties):
    return {
        "type": "Feature",
        "properties": {"code": code, "name": "Xã Quốc Khánh", **properties},
        "geometry": {"type": kind, "coordinates": coordinates or [SQUARE]},
    }


def collection(*features, **members):
    return {"type": "FeatureCollection", "features": list(features), **members}


def read(document):
    return read_boundaries(io.BytesIO(json.dumps(document).encode()))


def test_a_polygon_and_a_multipolygon_are_read_with_their_holes():
    found = read(
        collection(
            feature(coordinates=[SQUARE, HOLE]),
            feature("06001", "MultiPolygon", [[SQUARE], [HOLE]]),
        )
    )
    first, second = found.boundaries
    assert (first.code, first.name) == ("06004", "Xã Quốc Khánh")
    assert [len(polygon) for polygon in first.polygons] == [2]
    assert first.polygons[0][0][0] == (106.0, 21.0)
    assert [len(polygon) for polygon in second.polygons] == [1, 1]


def test_area_label_and_attribution_are_read_when_they_are_there():
    found = read(
        collection(
            feature(area_km2=168.15, label_lon=106.5, label_lat=21.5),
            attribution="Nguồn:\n  bản đồ",
        )
    )
    assert found.boundaries[0].area_km2 == 168.15
    assert found.boundaries[0].label_point == (106.5, 21.5)
    assert found.attribution == "Nguồn: bản đồ"


def test_what_is_optional_may_be_missing():
    bare = feature()
    del bare["properties"]["name"]
    found = read(collection(bare, feature("06001", area_km2=0)))
    assert found.attribution == ""
    assert [boundary.area_km2 for boundary in found.boundaries] == [None, None]
    assert found.boundaries[0].name == ""
    assert found.boundaries[0].label_point is None


def test_heights_and_a_byte_order_mark_are_ignored():
    high = [[*point, 300.0] for point in SQUARE]
    text = json.dumps(collection(feature(coordinates=[high])))
    from_bytes = read_boundaries(io.BytesIO(b"\xef\xbb\xbf" + text.encode()))
    from_text = read_boundaries(io.StringIO("\ufeff" + text))
    assert from_bytes == from_text
    assert from_bytes.boundaries[0].polygons[0][0][1] == (107.0, 21.0)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe\x00",
        b"[1, 2",
        b"null",
        b"[]",
        b'"text"',
        b'{"type": "Feature"}',
        b'{"type": "FeatureCollection"}',
        b'{"type": "FeatureCollection", "features": []}',
        b'{"type": "FeatureCollection", "features": {}}',
        b"9" * 5000,
        b"[" * 200_000,
        b'{"type":' * 100_000,
    ],
)
def test_what_is_not_a_feature_collection_is_refused(content):
    with pytest.raises(GeoJSONError):
        read_boundaries(io.BytesIO(content))


def test_a_text_file_in_another_encoding_is_refused():
    stream = io.TextIOWrapper(io.BytesIO(b"\xff\xff"), encoding="utf-8")
    with pytest.raises(GeoJSONError):
        read_boundaries(stream)


def test_a_file_over_the_limit_is_refused_without_being_parsed():
    with pytest.raises(GeoJSONError, match="50"):
        read_boundaries(io.BytesIO(b" " * (50 * 1024 * 1024 + 1)))
    small = json.dumps(collection(feature())).encode()
    assert read_boundaries(io.BytesIO(small), max_bytes=len(small))
    with pytest.raises(GeoJSONError):
        read_boundaries(io.BytesIO(small), max_bytes=len(small) - 1)


@pytest.mark.parametrize(
    "bad",
    [
        None,
        [],
        {},
        {"type": "Polygon"},
        feature(code=None),
        feature(code=""),
        feature(code=6004),
        feature(code="6004"),
        feature(code="０６００４"),
        feature(code=["06004"]),
        {"type": "Feature", "properties": None, "geometry": None},
        {**feature(), "geometry": None},
        {**feature(), "geometry": []},
        feature(kind="Point", coordinates=[106.0, 21.0]),
        feature(kind="GeometryCollection"),
        feature(kind=["Polygon"]),
        feature(area_km2="168"),
        feature(area_km2=-1),
        feature(area_km2=1e9),
        feature(area_km2=True),
        feature(label_lon=106.5),
        feature(label_lon=21.5, label_lat=106.5),
    ],
)
def test_a_feature_that_cannot_be_used_is_refused_by_its_number(bad):
    with pytest.raises(GeoJSONError, match="2"):
        read(collection(feature("06001"), bad))


@pytest.mark.parametrize(
    "ring",
    [
        [],
        "ring",
        {},
        SQUARE[:-1],
        [SQUARE[0], SQUARE[1], SQUARE[0]],
        [*SQUARE[:-1], [106.0, 21.00001]],
        [SQUARE[0], [], SQUARE[2], SQUARE[0]],
        [SQUARE[0], [106.0], SQUARE[2], SQUARE[0]],
        [SQUARE[0], ["106", "21"], SQUARE[2], SQUARE[0]],
        [SQUARE[0], [None, 21.0], SQUARE[2], SQUARE[0]],
        [SQUARE[0], [True, False], SQUARE[2], SQUARE[0]],
        [SQUARE[0], [float("nan"), 21.0], SQUARE[2], SQUARE[0]],
        [SQUARE[0], [106.0, float("inf")], SQUARE[2], SQUARE[0]],
        [SQUARE[0], [181.0, 21.0], SQUARE[2], SQUARE[0]],
        [SQUARE[0], [21.0, 106.0], SQUARE[2], SQUARE[0]],
        [SQUARE[0], [10**400, 21.0], SQUARE[2], SQUARE[0]],
        [SQUARE, SQUARE, SQUARE, SQUARE],
        [[SQUARE], [SQUARE], [SQUARE], [SQUARE]],
    ],
)
def test_a_bad_ring_is_refused_by_the_commune_it_belongs_to(ring):
    with pytest.raises(GeoJSONError, match=r"06004, Xã Quốc Khánh"):
        read(collection(feature(coordinates=[SQUARE, ring])))


@pytest.mark.parametrize(
    ("kind", "coordinates"),
    [
        ("Polygon", [[SQUARE]]),
        ("Polygon", SQUARE),
        ("MultiPolygon", [SQUARE]),
        ("MultiPolygon", [[[SQUARE]]]),
        ("MultiPolygon", [[]]),
        ("MultiPolygon", 1),
        ("Polygon", "x"),
    ],
)
def test_coordinates_nested_for_another_geometry_are_refused(kind, coordinates):
    with pytest.raises(GeoJSONError, match="06004"):
        read(collection(feature(kind=kind, coordinates=coordinates)))


def test_a_code_that_occurs_twice_is_refused():
    with pytest.raises(GeoJSONError, match="06004"):
        read(collection(feature(), feature("06001"), feature()))


def test_foreign_text_cannot_smuggle_control_characters():
    found = read(
        collection(feature(name="Xã\x1b[31m \ud800Quốc Khánh"), attribution="a\u202eb\x00")
    )
    assert found.boundaries[0].name.isprintable()
    assert found.attribution.isprintable()
    assert found.boundaries[0].name.encode()


numbers = st.one_of(st.floats(), st.integers(), st.none(), st.booleans(), st.text(max_size=3))
json_values = st.recursive(
    numbers,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["type", "features", "properties", "geometry", "coordinates", "code"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)
nested_numbers = st.recursive(numbers, lambda inner: st.lists(inner, max_size=5), max_leaves=30)
features = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["Feature", "Feature", "Point"]),
        "properties": st.fixed_dictionaries(
            {"code": st.sampled_from(["06004", "06001", "1", None]) | json_values},
            optional={"name": json_values, "area_km2": json_values, "label_lon": numbers},
        ),
        "geometry": st.fixed_dictionaries(
            {
                "type": st.sampled_from(["Polygon", "MultiPolygon", "LineString"]),
                "coordinates": nested_numbers | st.just([SQUARE]),
            }
        ),
    }
)


def assert_read_or_refused(stream):
    try:
        found = read_boundaries(stream)
    except GeoJSONError as error:
        assert str(error)
    else:
        assert found.boundaries


@given(
    st.one_of(
        json_values, st.lists(features | json_values, max_size=3).map(lambda f: collection(*f))
    )
)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_any_json_is_read_or_refused_with_the_one_error(document):
    assert_read_or_refused(io.StringIO(json.dumps(document)))


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_with_the_one_error(content):
    assert_read_or_refused(io.BytesIO(content))
