"""``import_boundaries``: outlines from a file reach the map; a bad file changes nothing."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from home.models import CommuneBoundary
from tests.networks import QUOC_KHANH, TAM_THANH


def square(code, west, south, **properties):
    """Return a feature of a square a tenth of a degree wide."""
    east, north = west + 0.1, south + 0.1
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {
        "type": "Feature",
        "properties": {"code": code, **properties},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


@pytest.fixture
def write(tmp_path):
    """Write a file of features, or of any text, and return where it is."""

    def make(*features, text=None, **members):
        path = tmp_path / "ranh-gioi.geojson"
        document = {"type": "FeatureCollection", "features": list(features), **members}
        path.write_text(json.dumps(document) if text is None else text, encoding="utf-8")
        return path

    return make


def run(path):
    """Run the command and return what it says."""
    said = StringIO()
    call_command("import_boundaries", path, stdout=said)
    return said.getvalue()


def test_outlines_are_stored_and_drawn(
    network, client_for, write, django_capture_on_commit_callbacks
):
    visitor = client_for(network.province)
    assert visitor.get("/").context["commune_map"].dots
    path = write(
        square(TAM_THANH, 106.7, 21.8), square(QUOC_KHANH, 106.8, 21.8), attribution="Nguồn: mẫu"
    )
    with django_capture_on_commit_callbacks(execute=True):
        said = run(path)
    assert "2" in said
    drawn = visitor.get("/").context["commune_map"]
    assert {shape.code for shape in drawn.shapes} == {TAM_THANH, QUOC_KHANH}
    assert not drawn.dots
    assert drawn.attribution == "Nguồn: mẫu"
    assert "Nguồn: mẫu" in visitor.get("/").content.decode()


def test_a_commune_without_outline_stays_a_dot(network, write):
    run(write(square(TAM_THANH, 106.7, 21.8)))
    assert list(CommuneBoundary.objects.values_list("commune_id", flat=True)) == [TAM_THANH]


def test_a_second_import_replaces_the_outlines_that_it_names(network, write):
    run(write(square(TAM_THANH, 106.7, 21.8), square(QUOC_KHANH, 106.8, 21.8)))
    run(write(square(TAM_THANH, 105.0, 20.0)))
    outlines = CommuneBoundary.objects.in_bulk()
    assert len(outlines) == 2
    assert outlines[TAM_THANH].polygons[0][0][0] == [105.0, 20.0]
    assert outlines[QUOC_KHANH].polygons[0][0][0] == [106.8, 21.8]


def test_communes_that_do_not_exist_are_named_and_left_out(network, write):
    said = run(write(square(TAM_THANH, 106.7, 21.8), square("99999", 106.8, 21.8)))
    assert "99999" in said
    assert CommuneBoundary.objects.count() == 1


BAD = {
    "no JSON": "đây không phải JSON",
    "cut off": '{"type": "FeatureCollection", "features": [',
    "no collection": '{"type": "Point", "coordinates": [106, 21]}',
    "no features": '{"type": "FeatureCollection", "features": []}',
    "a list": "[]",
    "empty": "",
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD.keys())
def test_a_file_that_is_no_geojson_is_refused_and_nothing_changes(network, write, text):
    run(write(square(TAM_THANH, 106.7, 21.8)))
    with pytest.raises(CommandError) as refused:
        run(write(text=text))
    assert str(refused.value).strip()
    assert CommuneBoundary.objects.count() == 1


def test_one_bad_feature_refuses_the_whole_file(network, write):
    broken = square(QUOC_KHANH, 106.8, 21.8)
    broken["geometry"]["coordinates"] = [[[999, 999], [1, 1], [2, 2], [999, 999]]]
    with pytest.raises(CommandError):
        run(write(square(TAM_THANH, 106.7, 21.8), broken))
    assert not CommuneBoundary.objects.exists()


def test_a_missing_file_is_told_in_vietnamese(network, tmp_path):
    with pytest.raises(CommandError, match="Không đọc được tệp"):
        run(tmp_path / "khong-co.geojson")


def test_a_folder_is_no_file(network, tmp_path):
    with pytest.raises(CommandError, match="Không đọc được tệp"):
        run(tmp_path)
