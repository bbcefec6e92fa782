"""Bad input gets a clear message in Vietnamese, and nothing is left half made."""

import pytest
from wagtail.models import Site

from commune_site.models import CommuneHomePage, PortalPage
from portal_network.provisioning import services, units
from portal_network.provisioning.blueprint import site_blueprint
from portal_network.provisioning.errors import (
    CommuneOfAnotherProvince,
    HostTaken,
    RefusedHost,
    UnknownCommune,
    UnknownProvince,
)
from portal_network.provisioning.services import create_network
from portal_network.provisioning.site_builder import SiteBuilder
from portal_network.tenancy.directory import directory
from portal_network.tenancy.models import Commune, HostName
from search.queries import find_on_site
from tests.networks import HUE, LANG_SON, QUOC_KHANH, TAM_THANH, build_network, first_codes
from tests.provisioning.database import changed_tables, contents

pytestmark = pytest.mark.django_db

A_COMMUNE_OF_HUE = units.communes_of(HUE)[0].code


def refusal(error, **arguments):
    """Run ``create_network``, prove that it refused and changed no row, return its message."""
    before = contents()
    with pytest.raises(error) as refused:
        create_network(**arguments)
    assert changed_tables(before, contents()) == set()
    return str(refused.value)


@pytest.mark.parametrize("code", ["99", "2", "020", "", "abc", "Lạng Sơn", "20'; --", "٢٠"])
def test_a_province_that_does_not_exist_is_refused(code):
    message = refusal(UnknownProvince, province_code=code)
    assert message.startswith("Không có tỉnh, thành phố nào")
    assert code in message


def test_the_refusal_names_the_province_that_was_meant():
    assert "20 (Tỉnh Lạng Sơn)" in refusal(UnknownProvince, province_code="21")


@pytest.mark.parametrize("code", ["99999", "5986", "", "Tam Thanh"])
def test_a_commune_that_does_not_exist_is_refused(network, code):
    message = refusal(UnknownCommune, province_code=LANG_SON, commune_codes=[code])
    assert message.startswith("Không có xã, phường")


def test_a_commune_of_another_province_is_refused_with_the_place_where_it_is(network):
    message = refusal(
        CommuneOfAnotherProvince, province_code=LANG_SON, commune_codes=[A_COMMUNE_OF_HUE]
    )
    assert A_COMMUNE_OF_HUE in message
    assert "Thành phố Huế" in message and "Tỉnh Lạng Sơn" in message


def test_one_wrong_commune_among_right_ones_lets_none_be_made():
    refusal(
        CommuneOfAnotherProvince,
        province_code=LANG_SON,
        commune_codes=[TAM_THANH, QUOC_KHANH, A_COMMUNE_OF_HUE],
    )


def test_a_host_that_another_commune_has_is_refused_with_its_owner(network):
    third = units.commune(first_codes(LANG_SON, 3)[2])
    host = _host_of(third)
    HostName.objects.create(host=host, commune=network.communes[0])
    message = refusal(HostTaken, province_code=LANG_SON, commune_codes=[third.code])
    assert message == f"Tên miền {host} đã thuộc về Phường Tam Thanh."


def test_a_host_that_is_another_communes_main_one_is_refused_with_its_owner(network):
    third = units.commune(first_codes(LANG_SON, 3)[2])
    host = _host_of(third)
    Site.objects.filter(commune=network.communes[0]).update(hostname=host)
    HostName.objects.filter(commune=network.communes[0]).update(host=host)
    message = refusal(HostTaken, province_code=LANG_SON, commune_codes=[third.code])
    assert message == f"Tên miền {host} đã thuộc về Phường Tam Thanh."


def test_a_host_of_a_site_outside_the_network_is_refused_with_its_name(network):
    third = units.commune(first_codes(LANG_SON, 3)[2])
    host = _host_of(third)
    Site.objects.create(hostname=host, site_name="Trang cũ", root_page=network.province.root_page)
    message = refusal(HostTaken, province_code=LANG_SON, commune_codes=[third.code])
    assert message == f"Tên miền {host} đã thuộc về Trang cũ."


def test_a_host_outside_gov_vn_is_refused_where_the_installation_demands_it(settings):
    settings.PORTAL_REQUIRED_HOST_SUFFIX = ".gov.vn"
    message = refusal(RefusedHost, province_code=LANG_SON, commune_codes=[TAM_THANH])
    assert "langson.localhost" in message
    assert ".gov.vn" in message


def test_hosts_under_gov_vn_are_made_where_the_installation_demands_it(settings):
    settings.PORTAL_REQUIRED_HOST_SUFFIX = ".gov.vn"
    settings.PORTAL_DOMAIN_SUFFIX = "gov.vn"
    network = build_network()
    assert network.province_tenant.host == "langson.gov.vn"
    assert [tenant.host for tenant in network.tenants] == [
        "tamthanh.langson.gov.vn",
        "quockhanh.langson.gov.vn",
    ]


def test_a_failure_in_the_third_commune_leaves_the_first_two_complete_and_indexed(monkeypatch):
    codes = first_codes(LANG_SON, 4)
    build = SiteBuilder.build

    def fail_at_the_third(builder):
        pages = build(builder)
        if getattr(builder.authority, "pk", "") == codes[2]:
            raise RuntimeError("the disk is full")
        return pages

    monkeypatch.setattr(services.SiteBuilder, "build", fail_at_the_third)
    with pytest.raises(RuntimeError):
        create_network(LANG_SON, commune_codes=codes)

    assert list(Commune.objects.values_list("code", flat=True)) == sorted(codes[:2])
    assert HostName.objects.count() == Site.objects.filter(is_default_site=False).count() == 3
    for code in codes[:2]:
        own = PortalPage.objects.filter(commune=code)
        assert own.count() == len(site_blueprint("commune").pages)
        assert [page.section for page in find_on_site(directory.commune(code), "hoi dap")] == ["qa"]

    monkeypatch.undo()
    create_network(LANG_SON, commune_codes=codes)
    assert Commune.objects.count() == CommuneHomePage.objects.count() == 4


def test_a_failure_leaves_no_row_of_the_commune_in_any_table(network, monkeypatch):
    third = first_codes(LANG_SON, 3)[2]
    build = SiteBuilder.build

    def fail_at_the_end(builder):
        build(builder)
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(services.SiteBuilder, "build", fail_at_the_end)
    before = contents()
    with pytest.raises(RuntimeError):
        create_network(LANG_SON, commune_codes=[third])
    assert changed_tables(before, contents()) == set()


def _host_of(unit):
    report = create_network(LANG_SON, commune_codes=[unit.code], dry_run=True)
    return next(change.name for change in report.changes if change.kind == "host")
