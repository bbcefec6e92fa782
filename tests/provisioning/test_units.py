"""The list of provinces and communes is the whole country, correctly named, and says what it
does not hold."""

import re
import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal_network.provisioning.errors import (
    CommuneOfAnotherProvince,
    ProvisioningError,
    UnknownCommune,
    UnknownProvince,
)
from portal_network.provisioning.units import (
    commune,
    commune_in_province,
    communes_of,
    load_units,
    nearest_provinces,
    province,
)


def test_the_country_has_34_provinces_and_3321_communes():
    units = load_units()
    assert len(units.provinces) == 34
    assert len(units.communes) == 3321
    assert sum(map(len, units.by_province.values())) == 3321
    assert Counter(unit.kind for unit in units.provinces.values()) == {"tinh": 27, "thanh_pho": 7}
    assert Counter(unit.kind for unit in units.communes.values()) == {
        "xa": 2611,
        "phuong": 697,
        "dac_khu": 13,
    }


def test_lang_son_has_61_communes_and_4_wards():
    communes = communes_of("20")
    assert Counter(unit.kind for unit in communes) == {"xa": 61, "phuong": 4}
    assert province("20").name == "Tỉnh Lạng Sơn"
    assert {unit.name for unit in communes if unit.kind == "phuong"} == {
        "Phường Tam Thanh",
        "Phường Lương Văn Tri",
        "Phường Kỳ Lừa",
        "Phường Đông Kinh",
    }


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("06004", "Xã Quốc Khánh"),
        ("06211", "Xã Cao Lộc"),
        ("06196", "Xã Ba Sơn"),
        ("06124", "Xã Na Sầm"),
        ("06436", "Xã Thiện Tân"),
        ("05986", "Phường Tam Thanh"),
    ],
)
def test_codes_that_another_list_has_wrong_are_right_here(code, name):
    assert commune(code).name == name
    assert commune_in_province(code, "20").code == code


def test_dong_nai_is_a_city_since_2026_and_its_ten_new_wards_are_wards():
    assert (province("75").name, province("75").kind) == ("Thành phố Đồng Nai", "thanh_pho")
    assert (commune("26368").name, commune("26368").kind) == ("Phường Long Thành", "phuong")


def test_every_name_is_in_composed_form_and_begins_with_its_kind():
    kinds = {
        "tinh": "Tỉnh ",
        "thanh_pho": "Thành phố ",
        "xa": "Xã ",
        "phuong": "Phường ",
        "dac_khu": "Đặc khu ",
    }
    units = load_units()
    for unit in [*units.provinces.values(), *units.communes.values()]:
        assert unit.name == unicodedata.normalize("NFC", unit.name)
        assert unit.name.startswith(kinds[unit.kind])
        assert unit.name == kinds[unit.kind] + unit.short_name
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", unit.slug)


def test_every_commune_lies_in_the_country_and_has_a_sensible_area():
    for unit in load_units().communes.values():
        assert 6 < unit.latitude < 24 and 102 < unit.longitude < 118
        assert unit.area_km2 is None or 0 < unit.area_km2 < 1200


def test_a_point_that_the_source_has_in_another_province_is_corrected():
    assert commune("06172").longitude < 106.7  # Hoàng Văn Thụ, in the source at Kỳ Lừa
    assert commune("06172").area_km2 == 114.5


def test_units_come_in_code_order_and_are_read_once():
    codes = [unit.code for unit in communes_of("20")]
    assert codes == sorted(codes)
    assert list(load_units().provinces) == sorted(load_units().provinces)
    assert load_units() is load_units()


def test_units_cannot_be_changed():
    with pytest.raises(TypeError):
        load_units().provinces["99"] = province("20")
    with pytest.raises(AttributeError):
        province("20").name = "Khác"


def test_an_unknown_province_is_named_with_the_nearest_ones():
    with pytest.raises(UnknownProvince) as caught:
        province("21")
    assert "21" in str(caught.value)
    assert "20 (Tỉnh Lạng Sơn)" in str(caught.value)
    assert "22 (Tỉnh Quảng Ninh)" in str(caught.value)


@pytest.mark.parametrize("text", ["lang-son", "Lạng Sơn", "langson", "Tỉnh Lạng Sơn"])
def test_a_name_in_place_of_a_code_finds_its_province(text):
    assert nearest_provinces(text)[0].code == "20"
    with pytest.raises(UnknownProvince, match="20"):
        province(text)


def test_the_communes_of_an_unknown_province_are_an_error_not_an_empty_list():
    with pytest.raises(UnknownProvince):
        communes_of("00")


def test_a_commune_of_another_province_is_refused_and_told_where_it_is():
    with pytest.raises(CommuneOfAnotherProvince) as caught:
        commune_in_province("19813", "20")
    for part in ("19813", "Phường Thủy Xuân", "Thành phố Huế", "Tỉnh Lạng Sơn"):
        assert part in str(caught.value)


def test_an_unknown_commune_is_named():
    with pytest.raises(UnknownCommune, match="99999"):
        commune_in_province("99999", "20")


@given(st.one_of(st.text(), st.text(alphabet="0123456789²９", max_size=8)))
def test_any_text_is_a_known_code_or_a_provisioning_error(code):
    for look_up in (province, commune, communes_of, lambda text: commune_in_province(text, "20")):
        try:
            look_up(code)
        except ProvisioningError as error:
            assert str(error).isprintable()
            assert len(str(error)) < 400
