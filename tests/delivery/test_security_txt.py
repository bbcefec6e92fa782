"""Whoever finds a weakness learns where to report it; kept pages are as guarded as made ones."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import override_settings

from portal_network.tenancy.directory import directory
from portal_network.tenancy.models import Commune, Province
from tests.factories import make_article
from tests.networks import TAM_THANH

pytestmark = pytest.mark.django_db

ADDRESS = "/.well-known/security.txt"


def lines_of(answer) -> dict[str, str]:
    """Return the fields of the file."""
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    return dict(line.split(": ", 1) for line in answer.content.decode().splitlines())


def test_each_site_says_where_weaknesses_are_reported(network, client_for, settings):
    client = client_for(network.communes[0])
    Commune.objects.update(email="")
    Province.objects.update(email="")
    directory.forget()
    assert client.get(ADDRESS).status_code == 404
    Province.objects.update(email="stttt@langson.gov.vn")
    directory.forget()
    assert lines_of(client.get(ADDRESS))["Contact"] == "mailto:stttt@langson.gov.vn"
    Commune.objects.filter(pk=TAM_THANH).update(email="tamthanh@langson.gov.vn")
    directory.forget()
    assert lines_of(client.get(ADDRESS))["Contact"] == "mailto:tamthanh@langson.gov.vn"
    settings.SECURITY_CONTACT = "https://langson.gov.vn/bao-loi"
    fields = lines_of(client.get(ADDRESS))
    assert fields["Contact"] == "https://langson.gov.vn/bao-loi"
    assert fields["Canonical"] == f"{network.tenants[0].root_url}{ADDRESS}"
    assert fields["Preferred-Languages"] == "vi, en"
    expires = datetime.strptime(fields["Expires"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert timedelta(days=150) < expires - datetime.now(UTC) < timedelta(days=365)


GUARDS = [
    "Content-Security-Policy",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "Permissions-Policy",
    "Referrer-Policy",
    "Strict-Transport-Security",
    "X-Content-Type-Options",
    "X-Frame-Options",
]


def test_a_kept_page_is_as_guarded_as_one_that_is_made_and_plain_http_leads_to_https(
    network, client_for, settings
):
    path = make_article(network.communes[0]).get_url_parts()[2]
    secure = {
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
        "SECURE_HSTS_PRELOAD": True,
        "PAGE_CACHE": "process",
    }
    with override_settings(**secure):
        client = client_for(network.communes[0])
        made, kept = (client.get(path, secure=True) for _again in range(2))
        assert "ETag" in kept
        assert kept["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
        for name in GUARDS:
            assert made[name] == kept[name], name
        assert not kept.cookies
        plain = client.get(path)
        assert (plain.status_code, plain["Location"][:8]) == (301, "https://")
