"""Host names are made from names as the law wants, and bad ones are refused clearly."""

import ast
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import polib
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from portal_network.provisioning.units import load_units
from portal_network.tenancy.hostnames import (
    PROVINCE_LABELS,
    InvalidHost,
    commune_hosts,
    host_label,
    normalise_host,
    slug_of,
    validate_host,
    without_kind,
)

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Unit:
    code: str
    name: str
    kind: str = "xa"


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Phường Tam Thanh", "tamthanh"),
        ("Xã Thất Khê", "thatkhe"),
        ("Tỉnh Lạng Sơn", "langson"),
        ("Thành phố Huế", "hue"),
        ("Thành phố Hồ Chí Minh", "hochiminh"),
        ("Đặc khu Phú Quốc", "phuquoc"),
        ("Xã Đường Lâm", "duonglam"),
        ("Phường 1 Bảo Lộc", "1baoloc"),
        ("Xã A Lưới 2", "aluoi2"),
        ("Xã Ea H'Leo", "eahleo"),
        ("Xã Chân Mây - Lăng Cô", "chanmaylangco"),
        ("xã  Bắc   Sơn", "bacson"),
        ("Xã Xã Đàn", "xadan"),
        ("Xã", "xa"),
    ],
)
def test_a_name_becomes_an_unaccented_label_without_its_kind(name, label):
    assert host_label(name) == label


def test_a_decomposed_name_gives_the_same_label():
    assert host_label(unicodedata.normalize("NFD", "Phường Đông Kinh")) == "dongkinh"


def test_a_label_is_never_longer_than_a_host_name_allows():
    assert len(host_label("Xã " + "Rất Dài " * 30)) == 63


@pytest.mark.parametrize("name", ["", "   ", "!!!", "中文"])
def test_a_name_without_a_usable_letter_is_refused(name):
    with pytest.raises(InvalidHost):
        host_label(name)


def test_slug_and_short_name_leave_the_kind_out():
    assert slug_of("Phường Văn Miếu - Quốc Tử Giám") == "van-mieu-quoc-tu-giam"
    assert without_kind("Thành phố Đồng Nai") == "Đồng Nai"


def test_communes_get_a_host_under_their_province():
    hosts = commune_hosts([Unit("05986", "Phường Tam Thanh", "phuong")], "langson", "gov.vn")
    assert hosts == {"05986": "tamthanh.langson.gov.vn"}


def test_a_commune_and_a_ward_of_one_name_both_take_their_kind():
    units = [Unit("00002", "Phường Ba Sơn", "phuong"), Unit("00001", "Xã Ba Sơn")]
    assert commune_hosts(units, "langson", "localhost") == {
        "00001": "xabason.langson.localhost",
        "00002": "phuongbason.langson.localhost",
    }


def test_communes_of_one_label_and_one_kind_take_their_code():
    units = [Unit("02143", "Xã Văn Lang"), Unit("05665", "Xã Văn Lăng")]
    assert commune_hosts(units, "thainguyen", "gov.vn") == {
        "02143": "vanlang02143.thainguyen.gov.vn",
        "05665": "vanlang05665.thainguyen.gov.vn",
    }


def test_a_label_made_to_avoid_a_clash_does_not_make_another():
    units = [
        Unit("00001", "Xã Ba Sơn"),
        Unit("00002", "Phường Ba Sơn", "phuong"),
        Unit("00003", "Xã Xa Ba Sơn"),
    ]
    assert len(set(commune_hosts(units, "langson", "gov.vn").values())) == 3


names = st.text(alphabet="aăâbđ 1", min_size=1, max_size=4).map(lambda text: f"Xã a{text}")


@given(
    st.lists(st.tuples(names, st.sampled_from(["xa", "phuong", "dac_khu"])), max_size=12),
    st.randoms(use_true_random=False),
)
def test_hosts_are_unique_and_do_not_depend_on_order(pairs, random):
    units = [Unit(f"{number:05}", name, kind) for number, (name, kind) in enumerate(pairs)]
    hosts = commune_hosts(units, "langson", "gov.vn")
    assert len(set(hosts.values())) == len(units)
    random.shuffle(units)
    assert commune_hosts(units, "langson", "gov.vn") == hosts


def test_every_commune_of_the_country_gets_its_own_valid_host():
    units = load_units()
    hosts = set()
    for code, province in units.provinces.items():
        found = commune_hosts(units.by_province[code], host_label(province.name), "gov.vn")
        hosts.update(validate_host(host, "gov.vn") for host in found.values())
    assert len(hosts) == len(units.communes) == 3321


@pytest.mark.parametrize(
    ("raw", "host"),
    [
        ("TamThanh.LangSon.gov.vn", "tamthanh.langson.gov.vn"),
        ("tamthanh.langson.localhost:8000", "tamthanh.langson.localhost"),
        ("langson.gov.vn.", "langson.gov.vn"),
        (" langson.gov.vn ", "langson.gov.vn"),
        ("langson.gov.vn.:443", "langson.gov.vn"),
        ("127.0.0.1:8000", "127.0.0.1"),
        ("localhost", "localhost"),
    ],
)
def test_a_host_is_compared_without_case_port_and_trailing_dot(raw, host):
    assert normalise_host(raw) == host


@pytest.mark.parametrize(
    "raw",
    [
        None,
        b"langson.gov.vn",
        12,
        "",
        ".",
        "..",
        "a..b",
        ".langson.gov.vn",
        "langson.gov.vn..",
        "lạngsơn.gov.vn",
        "\u212aelvin.gov.vn",
        "lang_son.gov.vn",
        "lang son.gov.vn",
        "-a.gov.vn",
        "a-.gov.vn",
        "a" * 64 + ".vn",
        ".".join(["abc"] * 80),
        "langson.gov.vn:",
        "langson.gov.vn:0",
        "langson.gov.vn:65536",
        "langson.gov.vn:8000:8000",
        "[::1]:8000",
        "user@langson.gov.vn",
        "http://langson.gov.vn/",
        "a\x00b.vn",
        "langson.gov.vn\nx",
        "*",
    ],
)
def test_what_is_no_host_name_is_refused(raw):
    with pytest.raises(InvalidHost):
        normalise_host(raw)


def test_a_message_shows_hostile_input_short_and_printable():
    with pytest.raises(InvalidHost) as caught:
        normalise_host("\x1b[31m" + "a" * 5000)
    assert "\x1b" not in str(caught.value)
    assert len(str(caught.value)) < 400


anything = st.one_of(
    st.none(),
    st.integers(),
    st.binary(),
    st.text(),
    st.text(alphabet="aZ0-.:_đ\u212a xn[]@", max_size=80),
)


@given(anything)
@example("xn--a.gov.vn")
@example(".gov.vn")
def test_any_input_gives_a_host_or_the_one_error(raw):
    for check in (normalise_host, lambda value: validate_host(value, "gov.vn")):
        try:
            host = check(raw)
        except InvalidHost as error:
            assert str(error)
        else:
            assert normalise_host(host) == host
            assert host.isascii() and host == host.lower()


@given(st.text())
def test_any_name_gives_a_label_that_stands_in_a_host_or_the_one_error(name):
    try:
        label = host_label(name)
    except InvalidHost:
        return
    assert normalise_host(f"{label}.langson.gov.vn") == f"{label}.langson.gov.vn"


def test_a_commune_has_a_domain_of_level_4_and_a_province_of_level_3():
    assert validate_host("TamThanh.langson.gov.vn", "gov.vn") == "tamthanh.langson.gov.vn"
    assert validate_host("langson.gov.vn", "gov.vn", labels=PROVINCE_LABELS) == "langson.gov.vn"
    assert validate_host("tamthanh.langson.gov.vn", "langson.gov.vn", labels=1)


@pytest.mark.parametrize(
    ("host", "labels"),
    [
        ("langson.gov.vn", 2),
        ("a.tamthanh.langson.gov.vn", 2),
        ("tamthanh.langson.gov.vn", 1),
        ("gov.vn", None),
    ],
)
def test_a_domain_of_the_wrong_level_is_refused(host, labels):
    with pytest.raises(InvalidHost):
        validate_host(host, "gov.vn", labels=labels)


@pytest.mark.parametrize(
    "host",
    [
        "tamthanh.langson.com",
        "tamthanh.langsongov.vn",
        "gov.vn.example.com",
        "xn--tm-lia.ls.gov.vn",
    ],
)
def test_a_host_outside_the_required_domain_is_refused(host):
    with pytest.raises(InvalidHost, match=host.replace(".", r"\.")):
        validate_host(host, "gov.vn")


def test_old_hosts_may_have_any_level_and_development_any_suffix():
    assert validate_host("tamthanh.tp.langson.gov.vn", "gov.vn", labels=None)
    assert validate_host("tamthanh.langson.localhost", "localhost")
    assert validate_host("portal.internal", "")


@pytest.mark.parametrize(
    "module",
    [
        "portal_network/tenancy/hostnames.py",
        "portal_network/provisioning/units.py",
        "commune_site/mapping/geojson.py",
    ],
)
def test_every_message_about_units_hosts_and_boundaries_is_translated(module):
    translated = {
        entry.msgid: entry.msgstr
        for entry in polib.pofile(str(ROOT / "locale/units/vi/LC_MESSAGES/django.po"))
    }
    calls = [
        node.args[0].value
        for node in ast.walk(ast.parse((ROOT / module).read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_"
    ]
    assert calls
    for msgid in calls:
        assert translated.get(msgid), msgid
