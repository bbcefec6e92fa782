"""The shipped list of units is what the generator makes of its source, and a source that is not
the country's list is refused."""

import json
import sqlite3
from contextlib import closing

import pytest
from django.core.management import CommandError, call_command

from portal_network.provisioning.management.commands.generate_administrative_units import (
    CORRECTIONS_FILE,
    UnitsError,
    build_document,
    check_document,
    render,
)
from portal_network.provisioning.units import DATA_FILE, load_units

NO_CORRECTIONS = {"groups": []}
ROW = ("20", "Tỉnh Lạng Sơn", "05986", "Phường Tam Thanh", 21.86, 106.74, 27.351)


@pytest.fixture
def source(tmp_path):
    """Return a function that writes rows as the package's database."""

    def write(rows):
        path = tmp_path / "dataset.db"
        with closing(sqlite3.connect(path)) as link:
            link.execute(
                "CREATE TABLE admin_units (provinceCode, province, wardCode, ward, wardLat,"
                " wardLon, wardAreaKm2)"
            )
            link.executemany("INSERT INTO admin_units VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
            link.commit()
        return path

    return write


def country_rows():
    units = load_units()
    return [
        (
            unit.province_code,
            units.provinces[unit.province_code].name,
            unit.code,
            unit.name,
            unit.latitude,
            unit.longitude,
            unit.area_km2,
        )
        for unit in units.communes.values()
    ]


def test_the_shipped_list_is_what_the_installed_package_gives():
    call_command("generate_administrative_units", check=True)


def test_the_same_units_in_another_order_give_the_same_file(source, tmp_path):
    output = tmp_path / "units.json"
    call_command(
        "generate_administrative_units",
        source=source(reversed(country_rows())),
        source_version=json.loads(DATA_FILE.read_text(encoding="utf-8"))["version"],
        output=output,
    )
    assert output.read_bytes() == DATA_FILE.read_bytes()


def test_check_fails_for_a_file_out_of_date_and_leaves_it_alone(source, tmp_path):
    output = tmp_path / "units.json"
    output.write_text("{}", encoding="utf-8")
    with pytest.raises(CommandError, match="out of date"):
        call_command(
            "generate_administrative_units",
            source=source(country_rows()),
            output=output,
            check=True,
        )
    assert output.read_text(encoding="utf-8") == "{}"


def test_a_part_of_the_country_is_refused(source, tmp_path):
    output = tmp_path / "units.json"
    with pytest.raises(CommandError):
        call_command("generate_administrative_units", source=source([ROW]), output=output)
    assert not output.exists()


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 100])
def test_a_file_that_is_not_the_database_is_refused(tmp_path, content):
    path = tmp_path / "dataset.db"
    path.write_bytes(content)
    with pytest.raises(CommandError, match="not the package's database"):
        call_command("generate_administrative_units", source=path, output=tmp_path / "units.json")


def test_a_source_with_another_code_for_a_known_commune_is_refused():
    rows = [row if row[2] != "06004" else (*row[:2], "06005", *row[3:]) for row in country_rows()]
    with pytest.raises(UnitsError, match="06004"):
        check_document(build_document(rows, NO_CORRECTIONS, "1"))


def test_the_same_commune_twice_in_a_province_is_refused():
    rows = [
        row if row[2] != "05986" else (*row[:3], "Xã Ba Sơn", *row[4:]) for row in country_rows()
    ]
    with pytest.raises(UnitsError, match="twice"):
        check_document(build_document(rows, NO_CORRECTIONS, "1"))


def test_a_row_becomes_a_compact_record():
    document = build_document([ROW], NO_CORRECTIONS, "1")
    assert document["provinces"] == [["20", "Tỉnh Lạng Sơn", "tinh", "lang-son"]]
    assert document["communes"] == [
        ["05986", "20", "Phường Tam Thanh", "phuong", "tam-thanh", 21.86, 106.74, 27.35]
    ]
    assert json.loads(render(document)) == document


def test_names_are_brought_into_composed_form_with_a_plain_apostrophe():
    row = (*ROW[:3], "Xã  Ea H’Leo", *ROW[4:])
    assert build_document([row], NO_CORRECTIONS, "1")["communes"][0][2] == "Xã Ea H'Leo"


@pytest.mark.parametrize("area", [0, 0.0, None])
def test_an_area_the_source_does_not_know_stays_unknown(area):
    assert build_document([(*ROW[:6], area)], NO_CORRECTIONS, "1")["communes"][0][7] is None


@pytest.mark.parametrize(
    "row",
    [
        (*ROW[:3], "Tam Thanh", *ROW[4:]),
        (*ROW[:3], "Xã Hoà Bình", *ROW[4:]),
        (*ROW[:3], "Xã Tam_Thanh", *ROW[4:]),
        (*ROW[:2], "5986", *ROW[3:]),
        ("2", *ROW[1:]),
        (*ROW[:4], 106.74, 21.86, 1.0),
    ],
)
def test_a_row_that_makes_no_sense_is_refused(row):
    with pytest.raises(UnitsError):
        build_document([row], NO_CORRECTIONS, "1")


def test_one_code_for_two_communes_is_refused():
    with pytest.raises(UnitsError, match="05986"):
        build_document([ROW, ROW], NO_CORRECTIONS, "1")


def test_a_correction_changes_what_it_names_and_nothing_else():
    corrections = {
        "groups": [
            {
                "provinces": {"20": {"name": "Thành phố Lạng Sơn"}},
                "communes": {"05986": {"area_km2": 30}},
            }
        ]
    }
    document = build_document([ROW], corrections, "1")
    assert document["provinces"][0][1:3] == ["Thành phố Lạng Sơn", "thanh_pho"]
    assert document["communes"][0][2:] == [
        "Phường Tam Thanh",
        "phuong",
        "tam-thanh",
        21.86,
        106.74,
        30,
    ]


def test_a_correction_for_a_unit_that_does_not_exist_is_refused():
    with pytest.raises(UnitsError, match="99999"):
        build_document([ROW], {"groups": [{"communes": {"99999": {}}}]}, "1")


def test_every_correction_states_its_reason_and_source():
    for group in json.loads(CORRECTIONS_FILE.read_text(encoding="utf-8"))["groups"]:
        assert group["reason"] and group["source"] and group["communes"]


def test_the_file_names_source_and_licence():
    head = json.loads(DATA_FILE.read_text(encoding="utf-8"))
    assert "vietnamadminunits" in head["source"]
    assert head["licence"].startswith("MIT")
