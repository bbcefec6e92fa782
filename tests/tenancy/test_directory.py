"""The directory of tenants: known without a query, true in every process, in the right order."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal_network.tenancy.directory import TenantDirectory, directory, mark_directory_changed
from portal_network.tenancy.models import (
    Commune,
    HostName,
    InheritedSettings,
    NetworkSettings,
    Province,
)
from portal_network.tenancy.models.settings import ComplianceProfile, Palette
from tests.networks import HUE, QUOC_KHANH, TAM_THANH, build_network

pytestmark = pytest.mark.django_db


def cold_queries() -> int:
    """Return how many queries a process needs that knows nothing yet."""
    with CaptureQueriesContext(connection) as captured:
        TenantDirectory().snapshot()
    return len(captured)


# Who a host and a row belong to


def test_a_warm_process_knows_every_tenant_without_a_query(network, django_assert_num_queries):
    directory.snapshot()
    with django_assert_num_queries(0):
        tenant = directory.for_host("tamthanh.langson.localhost")
        assert tenant.code == TAM_THANH
        assert directory.commune(TAM_THANH) is tenant
        assert directory.province("20").is_province
        assert [one.code for one in directory.communes_of("20")] == [TAM_THANH, QUOC_KHANH]
        assert tenant.contact.address
        assert tenant.province_name == "Tỉnh Lạng Sơn"


def test_a_cold_process_reads_a_large_network_with_as_many_queries_as_a_small_one(network):
    few = cold_queries()
    build_network(communes=6)
    assert cold_queries() == few


@pytest.mark.parametrize(
    "host", ["", "localhost", "tamthanh.localhost", "TAMTHANH.langson.localhost"]
)
def test_a_host_that_is_not_in_the_directory_has_no_tenant(network, host):
    assert directory.for_host(host) is None


def test_an_installation_without_any_row_has_an_empty_directory_and_writes_nothing():
    with CaptureQueriesContext(connection) as captured:
        snapshot = TenantDirectory().snapshot()
    assert (snapshot.by_host, snapshot.maintenance) == ({}, False)
    assert all(query["sql"].startswith("SELECT") for query in captured)


def test_a_row_belongs_to_its_commune_or_else_to_its_province(network):
    commune, province = network.tenants[0], network.province_tenant
    assert directory.owner(province_id="20", commune_id=TAM_THANH) == commune
    assert directory.owner(province_id="20", commune_id=None) == province
    assert directory.owner(province_id=None, commune_id=None) is None
    assert commune.owns(province_id="20", commune_id=TAM_THANH)
    assert not commune.owns(province_id="20", commune_id=QUOC_KHANH)
    assert not commune.owns(province_id="20", commune_id=None)
    assert province.owns(province_id="20", commune_id=None)
    assert not province.owns(province_id="20", commune_id=TAM_THANH)


def test_communes_of_a_province_come_in_the_order_of_their_codes_and_without_the_others(network):
    build_network(HUE, communes=1)
    codes = [tenant.code for tenant in directory.communes_of("20")]
    assert codes == sorted(codes) == [TAM_THANH, QUOC_KHANH]
    assert directory.communes_of("99") == []


def test_names_are_those_of_the_authority_and_of_its_province(network):
    ward, province = network.tenants[0], network.province_tenant
    assert ward.authority_name == "Ủy ban nhân dân phường Tam Thanh"
    assert province.authority_name == "Ủy ban nhân dân tỉnh Lạng Sơn"
    assert ward.province_code == province.province_code == "20"
    assert (ward.key, province.key) == (f"commune:{TAM_THANH}", "province:20")


@pytest.mark.parametrize(
    ("scheme", "port", "address"),
    [
        ("http", 80, "http://tamthanh.langson.localhost"),
        ("http", 8000, "http://tamthanh.langson.localhost:8000"),
        ("https", 443, "https://tamthanh.langson.localhost"),
        ("https", 80, "https://tamthanh.langson.localhost:80"),
    ],
)
def test_addresses_name_a_port_only_where_the_scheme_does_not_imply_it(
    network, settings, scheme, port, address
):
    settings.PORTAL_SCHEME, settings.PORTAL_PUBLIC_PORT = scheme, port
    assert TenantDirectory().commune(TAM_THANH).root_url == address


def test_a_commune_without_a_host_is_known_but_has_no_address(network):
    HostName.objects.filter(commune_id=TAM_THANH).delete()
    fresh = TenantDirectory()
    assert fresh.commune(TAM_THANH).root_url == ""
    assert fresh.for_host("tamthanh.langson.localhost") is None


# Two processes


def rename(code: str, name: str) -> None:
    commune = Commune.objects.get(pk=code)
    commune.name = name
    commune.save()


def test_another_process_sees_a_change_once_it_asks_again(network, settings):
    settings.TENANT_DIRECTORY_MAX_AGE = 3600
    other = TenantDirectory()
    before = other.commune(TAM_THANH).name
    rename(TAM_THANH, "Phường Tam Thanh Mới")
    assert other.commune(TAM_THANH).name == before
    settings.TENANT_DIRECTORY_MAX_AGE = 0
    assert other.commune(TAM_THANH).name == "Phường Tam Thanh Mới"


def test_asking_again_costs_one_query_while_nothing_changed(
    network, settings, django_assert_num_queries
):
    other = TenantDirectory()
    before = other.snapshot()
    settings.TENANT_DIRECTORY_MAX_AGE = 0
    with django_assert_num_queries(1):
        assert other.snapshot() is before


def test_within_its_age_a_copy_is_not_checked_at_all(network, settings, django_assert_num_queries):
    settings.TENANT_DIRECTORY_MAX_AGE = 3600
    other = TenantDirectory()
    other.snapshot()
    rename(TAM_THANH, "Phường Tam Thanh Mới")
    with django_assert_num_queries(0):
        other.snapshot()


def test_the_process_that_made_a_change_sees_it_as_soon_as_it_is_committed(
    network, django_capture_on_commit_callbacks
):
    before = directory.commune(TAM_THANH).name
    with django_capture_on_commit_callbacks(execute=True):
        rename(TAM_THANH, "Phường Tam Thanh Mới")
        assert directory.commune(TAM_THANH).name == before
    assert directory.commune(TAM_THANH).name == "Phường Tam Thanh Mới"


def test_a_change_that_is_rolled_back_leaves_no_trace_in_other_processes(network, settings):
    settings.TENANT_DIRECTORY_MAX_AGE = 0
    other = TenantDirectory()
    before = other.commune(TAM_THANH).name
    with transaction.atomic():
        rename(TAM_THANH, "Phường không bao giờ có")
        assert other.commune(TAM_THANH).name == "Phường không bao giờ có"
        transaction.set_rollback(True)
    # The next change must not bear the number of the one that never was.
    rename(QUOC_KHANH, "Xã Quốc Khánh Mới")
    assert other.commune(TAM_THANH).name == before
    assert other.commune(QUOC_KHANH).name == "Xã Quốc Khánh Mới"


def test_settings_saved_from_an_old_form_still_reach_other_processes(network, settings):
    settings.TENANT_DIRECTORY_MAX_AGE = 0
    other = TenantDirectory()
    old_form = NetworkSettings.load()
    rename(TAM_THANH, "Phường Tam Thanh Mới")
    other.snapshot()
    old_form.maintenance = True
    old_form.save()
    assert other.snapshot().maintenance


@pytest.mark.parametrize("model", [Province, Commune, HostName, NetworkSettings])
def test_saving_any_row_that_the_directory_is_made_of_gives_it_a_new_version(network, model):
    before = NetworkSettings.load().directory_version
    model.objects.first().save()
    assert NetworkSettings.load().directory_version != before


def test_deleting_a_host_gives_the_directory_a_new_version(network):
    alias = HostName.objects.create(host="cu.langson.localhost", commune_id=TAM_THANH)
    before = NetworkSettings.load().directory_version
    alias.delete()
    assert NetworkSettings.load().directory_version != before


def test_the_first_change_of_a_new_installation_makes_the_row_that_holds_the_version():
    assert not NetworkSettings.objects.exists()
    mark_directory_changed()
    assert NetworkSettings.objects.get().pk == NetworkSettings.SINGLETON_ID


def test_there_is_one_row_of_installation_settings(network):
    assert NetworkSettings.load() == NetworkSettings.load()
    assert NetworkSettings.objects.count() == 1


# Installation → province → commune

LEVELS = {
    "palette": (Palette.DO_SON, Palette.CHAM, Palette.LAM_SONG),
    "compliance_profile": (
        ComplianceProfile.ND224, ComplianceProfile.ND42_TT22, ComplianceProfile.ND224,
    ),
    "platform_label": ("Nền tảng quốc gia", "Nền tảng của tỉnh", "Nền tảng của phường"),
    "copyright_notice": ("Bản quyền A", "Bản quyền B", "Bản quyền C"),
    "emc_script_url": (
        "https://a.gov.vn/emc.js", "https://b.gov.vn/emc.js", "https://c.gov.vn/emc.js",
    ),
    "opening_hours": ("Thứ Hai", "Thứ Ba", "Thứ Tư"),
}  # fmt: skip


def shown(tenant, name: str) -> str:
    return tenant.contact.opening_hours if name == "opening_hours" else getattr(tenant, name)


def set_level(row: InheritedSettings, name: str, value: str) -> None:
    setattr(row, name, value)
    row.save()


def test_the_table_of_levels_covers_every_inherited_field():
    assert set(LEVELS) == set(InheritedSettings.INHERITED_FIELDS)


@pytest.mark.parametrize("name", LEVELS)
def test_the_lowest_level_that_states_a_value_wins(network, name):
    of_network, of_province, of_commune = LEVELS[name]
    set_level(NetworkSettings.load(), name, of_network)
    fresh = TenantDirectory().snapshot().by_key
    assert shown(fresh["province:20"], name) == of_network
    assert shown(fresh[f"commune:{TAM_THANH}"], name) == of_network

    set_level(Province.objects.get(), name, of_province)
    fresh = TenantDirectory().snapshot().by_key
    assert shown(fresh["province:20"], name) == of_province
    assert shown(fresh[f"commune:{TAM_THANH}"], name) == of_province

    set_level(Commune.objects.get(pk=TAM_THANH), name, of_commune)
    fresh = TenantDirectory().snapshot().by_key
    assert shown(fresh["province:20"], name) == of_province
    assert shown(fresh[f"commune:{TAM_THANH}"], name) == of_commune
    assert shown(fresh[f"commune:{QUOC_KHANH}"], name) == of_province


def test_a_value_taken_back_falls_to_the_level_above(network):
    set_level(Province.objects.get(), "palette", Palette.CHAM)
    commune = Commune.objects.get(pk=TAM_THANH)
    set_level(commune, "palette", Palette.NAU_DAT)
    set_level(commune, "palette", "")
    assert TenantDirectory().commune(TAM_THANH).palette == Palette.CHAM


def test_a_province_does_not_hand_its_settings_to_another_province(network):
    build_network(HUE, communes=1)
    set_level(Province.objects.get(pk="20"), "platform_label", "Chỉ của Lạng Sơn")
    fresh = TenantDirectory()
    assert fresh.province(HUE).platform_label == ""
    assert all(tenant.platform_label == "" for tenant in fresh.communes_of(HUE))


# Notices


def announce(row: InheritedSettings, title: str, **window) -> None:
    row.notice_title = title
    for name, moment in window.items():
        setattr(row, f"notice_{name}", moment)
    row.save()


NOW = timezone.now()
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "is_shown"),
    [
        (None, None, True),
        (NOW - HOUR, None, True),
        (NOW, None, True),
        (NOW + HOUR, None, False),
        (None, NOW + HOUR, True),
        (None, NOW, False),
        (NOW - HOUR, NOW + HOUR, True),
        (NOW - 2 * HOUR, NOW - HOUR, False),
        (NOW + HOUR, NOW + 2 * HOUR, False),
    ],
)
def test_a_notice_is_shown_from_its_start_until_just_before_its_end(
    network, starts_at, ends_at, is_shown
):
    commune = Commune.objects.get(pk=TAM_THANH)
    announce(commune, "Mất điện", starts_at=starts_at, ends_at=ends_at)
    titles = [notice.title for notice in TenantDirectory().commune(TAM_THANH).notices(NOW)]
    assert titles == (["Mất điện"] if is_shown else [])


def test_notices_of_all_levels_are_shown_together_the_widest_first(network):
    announce(Commune.objects.get(pk=TAM_THANH), "Của phường")
    announce(NetworkSettings.load(), "Của hệ thống")
    announce(Province.objects.get(), "Của tỉnh")
    fresh = TenantDirectory()
    titles = {
        code: [notice.title for notice in fresh.commune(code).notices()]
        for code in (TAM_THANH, QUOC_KHANH)
    }
    assert titles == {
        TAM_THANH: ["Của hệ thống", "Của tỉnh", "Của phường"],
        QUOC_KHANH: ["Của hệ thống", "Của tỉnh"],
    }
    assert [one.title for one in fresh.province("20").notices()] == ["Của hệ thống", "Của tỉnh"]


def test_a_notice_begins_on_a_warm_process_without_any_change(network, django_assert_num_queries):
    announce(Commune.objects.get(pk=TAM_THANH), "Bảo trì", starts_at=NOW + HOUR)
    tenant = TenantDirectory().commune(TAM_THANH)
    assert tenant.notices(NOW) == []
    with django_assert_num_queries(0):
        assert tenant.notices(NOW) == []
        assert [notice.title for notice in tenant.notices(NOW + HOUR)] == ["Bảo trì"]
