"""Every answer carries a strict policy; the one foreign host is that of the state's measuring."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from portal_network.delivery.middleware import SecurityHeadersMiddleware
from portal_network.tenancy.directory import directory
from portal_network.tenancy.models import Commune, NetworkSettings, Province, Role
from tests.factories import make_user
from tests.networks import QUOC_KHANH, TAM_THANH

pytestmark = pytest.mark.django_db

SCRIPT = "https://emc.gov.vn/do-luong.js"


def policy_of(answer: HttpResponse) -> dict[str, list[str]]:
    """Return the content security policy as sources by directive."""
    parts = [part.split() for part in answer["Content-Security-Policy"].split(";")]
    return {name: sources for name, *sources in parts}


def measure(code: str = TAM_THANH, script: str = SCRIPT, emc_code: str = "EMC-20-001") -> None:
    Commune.objects.filter(pk=code).update(emc_script_url=script, emc_code=emc_code)
    directory.forget()


def test_public_pages_run_and_load_nothing_but_their_own_files(network, client_for):
    for authority in (*network.communes, network.province):
        policy = policy_of(client_for(authority).get("/"))
        assert policy["default-src"] == policy["script-src"] == policy["style-src"] == ["'self'"]
        assert policy["object-src"] == policy["base-uri"] == ["'none'"]
        assert policy["form-action"] == policy["frame-ancestors"] == ["'self'"]
        sources = {source for values in policy.values() for source in values}
        assert not sources & {"'unsafe-inline'", "'unsafe-eval'", "*", "https:", "http:"}


@pytest.mark.parametrize(
    ("host", "path", "status"),
    [
        ("tamthanh.langson.localhost", "/khong-co/", 404),
        ("tamthanh.langson.localhost", "/robots.txt", 200),
        ("tamthanh.langson.localhost", "/sitemap.xml", 200),
        ("tamthanh.langson.localhost", "/tim-kiem/?q=a", 200),
        ("khongco.localhost", "/", 404),
    ],
)
def test_errors_feeds_and_unknown_hosts_carry_the_headers_as_well(
    network, client_for, host, path, status
):
    answer = client_for(host).get(path)
    assert answer.status_code == status
    assert policy_of(answer)["script-src"] == ["'self'"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "geolocation=()" in answer["Permissions-Policy"]


def test_a_page_may_be_framed_by_its_own_site_only(network, client_for):
    answer = client_for(network.communes[0]).get("/")
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert policy_of(answer)["frame-ancestors"] == ["'self'"]


def test_the_administration_gets_the_wider_policy_that_wagtail_needs_and_no_foreign_host(
    network, client_for
):
    measure()
    user = make_user(Role.APPROVER, TAM_THANH)
    for path in ("/quan-tri/dang-nhap/", "/quan-tri/"):
        policy = policy_of(client_for(network.communes[0], user=user).get(path))
        assert "'unsafe-inline'" in policy["script-src"]
        assert not any("emc" in source for sources in policy.values() for source in sources)


def test_only_the_address_of_the_administration_itself_gets_the_wider_policy(network, client_for):
    answer = client_for(network.communes[0]).get("/quan-tri-xa/")
    assert policy_of(answer)["script-src"] == ["'self'"]


# The state's measuring system (R22)


def test_a_measured_site_lets_in_the_measuring_host_and_nobody_else(network, client_for):
    measure()
    policy = policy_of(client_for(network.communes[0]).get("/"))
    assert policy["script-src"] == ["'self'", "https://emc.gov.vn"]
    assert policy["connect-src"] == ["'self'", "https://emc.gov.vn"]
    assert policy["img-src"] == ["'self'", "data:", "https://emc.gov.vn"]
    assert policy["style-src"] == policy["default-src"] == ["'self'"]


def test_the_page_of_a_measured_site_loads_the_script_that_its_policy_allows(network, client_for):
    measure()
    assert SCRIPT in client_for(network.communes[0]).get("/").content.decode()
    assert SCRIPT not in client_for(network.communes[1]).get("/").content.decode()


def test_a_neighbour_without_a_code_lets_nobody_in(network, client_for):
    row = NetworkSettings.load()
    row.emc_script_url = SCRIPT
    row.save()
    measure(script="")
    assert "https://emc.gov.vn" in policy_of(client_for(TAM_THANH_HOST).get("/"))["script-src"]
    other = policy_of(client_for(Commune.objects.get(pk=QUOC_KHANH)).get("/"))
    assert other["script-src"] == ["'self'"]


TAM_THANH_HOST = "tamthanh.langson.localhost"


def test_a_code_without_a_script_lets_nobody_in(network, client_for):
    measure(script="")
    assert policy_of(client_for(TAM_THANH_HOST).get("/"))["script-src"] == ["'self'"]


def test_a_script_that_the_province_names_is_let_in_on_its_communes(network, client_for):
    Province.objects.update(emc_script_url="https://do.langson.gov.vn:8443/a.js?b=c")
    measure(script="")
    policy = policy_of(client_for(TAM_THANH_HOST).get("/"))
    assert policy["script-src"] == ["'self'", "https://do.langson.gov.vn:8443"]


@pytest.mark.parametrize(
    ("script", "source"),
    [
        ("https://emc.gov.vn/a;script-src *", "https://emc.gov.vn"),
        ("https://x;script-src@emc.gov.vn/a.js", "https://emc.gov.vn"),
        ("https://emc.gov.vn?;object-src", "https://emc.gov.vn"),
        ("https://emc.gov.vn#;object-src", "https://emc.gov.vn"),
        ("https://emc.gov.vn:99999/a.js", "https://emc.gov.vn:99999"),
    ],
)
def test_no_address_of_a_script_can_write_its_own_policy(network, client_for, script, source):
    measure(script=script)
    policy = policy_of(client_for(TAM_THANH_HOST).get("/robots.txt"))
    assert policy["script-src"] == ["'self'", source]
    assert policy["object-src"] == ["'none'"]


def test_a_view_that_states_its_own_policy_keeps_it():
    def view(request):
        return HttpResponse(headers={"Content-Security-Policy": "sandbox"})

    answer = SecurityHeadersMiddleware(view)(RequestFactory().get("/"))
    assert answer["Content-Security-Policy"] == "sandbox"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
