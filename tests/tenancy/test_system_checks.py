"""System checks stop an installation whose hosts or addresses could never be right."""

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.core.checks.registry import registry

from portal_network.tenancy.checks import check_domain_suffixes, check_scheme


@pytest.mark.parametrize(
    ("suffix", "required"),
    [
        ("localhost", ""),
        ("gov.vn", ".gov.vn"),
        ("gov.vn", "gov.vn"),
        (".gov.vn", ".gov.vn"),
        ("thu.gov.vn", ".gov.vn"),
    ],
)
def test_a_suffix_for_new_hosts_that_fits_the_rule_is_accepted(settings, suffix, required):
    settings.PORTAL_DOMAIN_SUFFIX, settings.PORTAL_REQUIRED_HOST_SUFFIX = suffix, required
    assert check_domain_suffixes(None) == []


@pytest.mark.parametrize(
    ("suffix", "required"),
    [
        ("localhost", ".gov.vn"),
        ("", ".gov.vn"),
        ("gov.vn.example.org", ".gov.vn"),
        ("xgov.vn", ".gov.vn"),
        ("xgov.vn", "gov.vn"),
    ],
)
def test_a_suffix_whose_hosts_would_be_refused_is_an_error(settings, suffix, required):
    settings.PORTAL_DOMAIN_SUFFIX, settings.PORTAL_REQUIRED_HOST_SUFFIX = suffix, required
    assert [error.id for error in check_domain_suffixes(None)] == ["tenancy.E001"]


@pytest.mark.parametrize(
    ("scheme", "ids"),
    [("http", []), ("https", []), ("ftp", ["tenancy.E002"]), ("", ["tenancy.E002"])],
)
def test_addresses_are_made_with_http_or_https(settings, scheme, ids):
    settings.PORTAL_SCHEME = scheme
    assert [error.id for error in check_scheme(None)] == ids


def test_the_checks_run_with_every_command():
    assert {check_domain_suffixes, check_scheme} <= set(registry.registered_checks)
    assert "tenancy" in registry.tags_available()
    assert run_checks(tags=["tenancy"]) == []


def test_the_tenancy_room_comes_after_wagtail_so_that_its_policies_win():
    names = [config.name for config in apps.get_app_configs()]
    tenancy = names.index("portal_network.tenancy")
    others = [name for name in names if name.startswith(("wagtail", "commune_site", "documents"))]
    assert others and all(names.index(name) < tenancy for name in others)
