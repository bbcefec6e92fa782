"""Areas that are known by their names, as officers upload them: read, or refused with a reason."""

import io
import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commune_site.mapping.geojson import GeoJSONError, read_areas
from commune_site.organisation.village_map import area_key, draw_villages, stored_areas

TRIANGLE = [[106, 21], [106, 22], [107, 22], [106, 21]]

number = st.floats(allow_nan=True) | st.integers(-200, 200) | st.none() | st.booleans()
in_country = st.tuples(st.floats(103, 109), st.floats(9, 23)).map(list)
ring = st.lists(in_country, min_size=3, max_size=8).map(lambda points: [*points, points[0]])
wild_ring = st.lists(st.lists(number, max_size=3), max_size=5)
area = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["Feature", "Feature", "Point"]),
        "properties": st.fixed_dictionaries({"name": st.text(max_size=30) | st.none()}),
        "geometry": st.fixed_dictionaries(
            {
                "type": st.sampled_from(["Polygon", "MultiPolygon"]),
                "coordinates": st.lists(ring | wild_ring, max_size=3),
            }
        ),
    }
)


@given(st.lists(area, max_size=4))
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_features_are_drawn_or_refused_with_the_one_error(features):
    document = {"type": "FeatureCollection", "features": features}
    try:
        found = read_areas(io.BytesIO(json.dumps(document).encode()), area_key)
    except GeoJSONError as error:
        assert str(error)
    else:
        assert draw_villages(stored_areas(found), [], {}).shapes


def test_names_are_composed_and_tell_areas_apart_without_accents():
    features = [
        {"type": "Feature", "properties": {"name": name},
         "geometry": {"type": "Polygon", "coordinates": [TRIANGLE]}}
        for name in ("Tho\u0302n Na\u0300  Pai\u0300", "Thôn Bản Cám")
    ]  # fmt: skip
    text = json.dumps({"type": "FeatureCollection", "features": features})
    found = read_areas(io.StringIO(text), area_key)
    assert [one.name for one in found] == ["Thôn Nà Paì", "Thôn Bản Cám"]
    assert [one.code for one in found] == ["thon na pai", "thon ban cam"]
