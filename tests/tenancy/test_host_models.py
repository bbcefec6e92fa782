"""Host names are data: one owner each, one primary per authority, normalised, allowed."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from portal_network.tenancy.models import HostName
from tests.networks import HUE, QUOC_KHANH, TAM_THANH, build_network

pytestmark = pytest.mark.django_db


def refused(host: HostName) -> dict[str, list[str]]:
    """Return the messages with which validation refuses a host."""
    with pytest.raises(ValidationError) as caught:
        host.full_clean()
    return caught.value.message_dict


@pytest.mark.parametrize("owner", [{}, {"province_id": "20", "commune_id": TAM_THANH}])
def test_a_host_belongs_to_exactly_one_authority(network, owner):
    host = HostName(host="moi.langson.localhost", **owner)
    assert refused(host)
    with pytest.raises(IntegrityError), transaction.atomic():
        host.save()


@pytest.mark.parametrize("owner", [{"province_id": "20"}, {"commune_id": TAM_THANH}])
def test_an_authority_has_one_primary_host(network, owner):
    second = HostName(host="moi.langson.localhost", is_primary=True, **owner)
    assert refused(second)
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()


def test_an_authority_may_have_any_number_of_aliases(network):
    for number in range(3):
        alias = HostName(host=f"cu{number}.langson.localhost", commune_id=TAM_THANH)
        alias.full_clean()
        alias.save()
    assert network.communes[0].hosts.filter(is_primary=False).count() == 3


def test_two_authorities_cannot_have_one_host(network):
    build_network(HUE, communes=1)
    for owner in ({"commune_id": QUOC_KHANH}, {"province_id": HUE}):
        taken = HostName(host="tamthanh.langson.localhost", **owner)
        assert refused(taken)["host"] == ["Tên miền này đã thuộc về một trang khác."]
        with pytest.raises(IntegrityError), transaction.atomic():
            taken.save()


@pytest.mark.parametrize(
    "typed",
    [
        "TamThanh.LangSon.localhost",
        "tamthanh.langson.localhost.",
        "tamthanh.langson.localhost:8000",
    ],
)
def test_another_way_to_write_a_taken_host_is_still_taken(network, typed):
    assert "host" in refused(HostName(host=typed, commune_id=QUOC_KHANH))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Cu.LangSon.localhost", "cu.langson.localhost"),
        ("cu.langson.localhost.", "cu.langson.localhost"),
        ("cu.langson.localhost:8443", "cu.langson.localhost"),
        ("  cu.langson.localhost  ", "cu.langson.localhost"),
    ],
)
def test_a_host_is_kept_as_it_is_compared(network, typed, kept):
    host = HostName(host=typed, commune_id=TAM_THANH)
    host.full_clean()
    assert host.host == kept


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", ".", "a b.localhost", "tam_thanh.localhost", "-a.localhost", "tamthành.localhost",
        "http://a.localhost", "a.localhost/b", "a..localhost", f"{'a' * 64}.localhost",
        ".".join(["a" * 50] * 6),
    ],
)  # fmt: skip
def test_what_is_no_host_name_is_refused_beside_its_field(network, typed):
    messages = refused(HostName(host=typed, commune_id=TAM_THANH))
    assert all(message.strip() for message in messages["host"])


# The rule of production: .gov.vn, a commune on level 4, a province on level 3 (R12)


@pytest.fixture
def gov_vn(settings, network):
    settings.PORTAL_REQUIRED_HOST_SUFFIX = ".gov.vn"
    HostName.objects.all().delete()


@pytest.mark.parametrize(
    ("host", "owner"),
    [
        ("tamthanh.langson.gov.vn", {"commune_id": TAM_THANH}),
        ("langson.gov.vn", {"province_id": "20"}),
        ("TAMTHANH.LANGSON.GOV.VN.", {"commune_id": TAM_THANH}),
    ],
)
def test_production_takes_primary_hosts_of_the_level_that_the_law_states(gov_vn, host, owner):
    HostName(host=host, is_primary=True, **owner).full_clean()


@pytest.mark.parametrize(
    ("host", "owner"),
    [
        ("tamthanh.langson.localhost", {"commune_id": TAM_THANH}),
        ("tamthanh.langson.vn", {"commune_id": TAM_THANH}),
        ("tamthanh.langson.gov.vn.example.org", {"commune_id": TAM_THANH}),
        ("tamthanhgov.vn", {"commune_id": TAM_THANH}),
        ("gov.vn", {"province_id": "20"}),
        ("tamthanh.gov.vn", {"commune_id": TAM_THANH}),
        ("a.tamthanh.langson.gov.vn", {"commune_id": TAM_THANH}),
        ("cong.langson.gov.vn", {"province_id": "20"}),
        ("xn--tamthnh-fza.langson.gov.vn", {"commune_id": TAM_THANH}),
    ],
)
def test_production_refuses_primary_hosts_of_another_end_or_level(gov_vn, host, owner):
    message = refused(HostName(host=host, is_primary=True, **owner))["host"][0]
    assert host in message


@pytest.mark.parametrize(
    "host", ["tamthanh.gov.vn", "a.b.langson.gov.vn", "ubnd.tamthanh.tplangson.langson.gov.vn"]
)
def test_production_takes_old_hosts_of_any_level_as_aliases(gov_vn, host):
    HostName(host=host, commune_id=TAM_THANH).full_clean()


def test_production_refuses_aliases_outside_gov_vn(gov_vn):
    assert "host" in refused(HostName(host="tamthanh.com", commune_id=TAM_THANH))


def test_a_host_reads_as_its_name(network):
    assert str(network.communes[0].hosts.get()) == "tamthanh.langson.localhost"
