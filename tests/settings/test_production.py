"""Production takes everything from the environment and is safe where the environment is silent."""

import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parents[2]
# What every installation must say beside its key.
LEAST = {
    "DATABASE_URL": "postgres://portal:portal@127.0.0.1:5432/portal",
    "CACHE_URL": "locmemcache://portal",
    "DEFAULT_FROM_EMAIL": "khong-tra-loi@langson.gov.vn",
    "WAGTAILADMIN_BASE_URL": "https://langson.gov.vn",
}
KEY = "khoa-bi-mat-rieng-cua-ban-cai-dat-nay-dai-hon-nam-muoi-ky-tu-0123456789"


@pytest.fixture
def production(monkeypatch):
    """Read the production settings anew in the given environment."""

    def read(**environment: str) -> dict:
        monkeypatch.delitem(sys.modules, "portal_network.settings.production", raising=False)
        for name in ("SECRET_KEY", "DEBUG", "EMAIL_URL", "PORTAL_SCHEME", "PORTAL_DOMAIN_SUFFIX"):
            monkeypatch.delenv(name, raising=False)
        for name, value in (LEAST | environment).items():
            monkeypatch.setenv(name, value)
        return runpy.run_module("portal_network.settings.production")

    return read


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command as an operator does, with nothing of the test's own environment."""
    clean = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "portal_network.settings.production",
    }
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT, env=clean | LEAST | environment, capture_output=True, text=True, timeout=300,
        check=False,
    )  # fmt: skip


def test_production_does_not_start_without_a_secret_key(production):
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY"):
        production()


@pytest.mark.parametrize("key", ["", "  "])
def test_production_does_not_start_with_an_empty_secret_key(production, key):
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY"):
        production(SECRET_KEY=key)


def test_everything_that_is_wrong_is_told_at_once_without_its_value(production):
    wrong = {
        "SECRET_KEY": "bi-mat", "DATABASE_URL": "sqlite:///a", "CACHE_URL": "",
        "DEFAULT_FROM_EMAIL": "portal@localhost", "WAGTAILADMIN_BASE_URL": "http://langson.gov.vn",
        "MEDIA_S3_ACCESS_KEY": "khoa-cua-kho", "SECURE_HSTS_SECONDS": "mot-nam",
        "EMAIL_URL": "smtp+tls://portal:CHANGE-ME@mail:587",
    }  # fmt: skip
    with pytest.raises(ImproperlyConfigured) as refused:
        production(**wrong)
    lines = str(refused.value).splitlines()[1:]
    assert len(lines) == len(wrong)
    for name in {*wrong, "MEDIA_S3_SECRET_KEY"}:
        assert any(name in line for line in lines), name
    assert not [value for value in ("bi-mat", "khoa-cua-kho", "mot-nam") if value in str(lines)]


@pytest.mark.parametrize(
    "wrong", [{}, {"CACHE_URL": "redis://cache:6379/0", "PAGE_CACHE": "process"}]
)
def test_a_copy_to_read_from_needs_a_cache_that_all_processes_share(production, wrong):
    copy = {"SECRET_KEY": KEY, "DATABASE_REPLICA_URL": "postgres://portal@copy:5432/portal"}
    with pytest.raises(ImproperlyConfigured, match="DATABASE_REPLICA_URL needs"):
        production(**copy, **wrong)
    # Refused no more.
    production(**copy, CACHE_URL="redis://cache:6379/0", PAGE_CACHE="")


def test_production_passes_the_deployment_checks_of_django_and_of_the_project(tmp_path):
    run = manage(
        "check", "--deploy", "--fail-level", "WARNING",
        SECRET_KEY=KEY, PORTAL_STATE_DIR=str(tmp_path),
    )  # fmt: skip
    assert run.returncode == 0, run.stderr


def test_a_suffix_for_new_hosts_outside_the_required_one_stops_production(tmp_path):
    run = manage(
        "check",
        SECRET_KEY=KEY, PORTAL_STATE_DIR=str(tmp_path), PORTAL_DOMAIN_SUFFIX="example.org",
    )  # fmt: skip
    assert run.returncode != 0
    assert "tenancy.E001" in run.stderr


def test_debug_cannot_be_turned_on_in_production(production):
    assert production(SECRET_KEY=KEY, DEBUG="1")["DEBUG"] is False


def test_hosts_are_https_and_end_with_gov_vn_unless_an_operator_says_otherwise(production):
    values = production(SECRET_KEY=KEY)
    assert values["PORTAL_SCHEME"] == "https"
    assert values["PORTAL_PUBLIC_PORT"] == 443
    assert values["PORTAL_DOMAIN_SUFFIX"] == "gov.vn"
    assert values["PORTAL_REQUIRED_HOST_SUFFIX"] == ".gov.vn"
    other = production(
        SECRET_KEY=KEY, PORTAL_DOMAIN_SUFFIX="portal.test", PORTAL_REQUIRED_HOST_SUFFIX=".test"
    )
    assert other["PORTAL_DOMAIN_SUFFIX"] == "portal.test"
    assert other["PORTAL_REQUIRED_HOST_SUFFIX"] == ".test"


def test_cookies_travel_encrypted_and_belong_to_one_host(production):
    values = production(SECRET_KEY=KEY)
    for name in ("SESSION", "CSRF"):
        assert values[f"{name}_COOKIE_SECURE"] is True
        assert values[f"{name}_COOKIE_HTTPONLY"] is True
        assert values[f"{name}_COOKIE_SAMESITE"] == "Lax"
        # Browsers send a __Host- cookie to no other commune's host.
        assert values[f"{name}_COOKIE_NAME"].startswith("__Host-")
        assert f"{name}_COOKIE_DOMAIN" not in values


def test_visitors_are_kept_on_https_for_a_year(production):
    values = production(SECRET_KEY=KEY)
    assert values["SECURE_SSL_REDIRECT"] is True
    assert values["SECURE_HSTS_SECONDS"] == 31_536_000
    assert values["SECURE_HSTS_INCLUDE_SUBDOMAINS"] is True
    assert values["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")


def test_the_application_serves_no_media_in_production(production):
    assert production(SECRET_KEY=KEY)["SERVE_MEDIA"] is False


def test_production_keeps_its_tasks_where_no_process_takes_them_along(production):
    kept = production(SECRET_KEY=KEY)["TASKS"]["background"]["BACKEND"]
    assert kept == "django_tasks_db.DatabaseBackend"
    thread = production(SECRET_KEY=KEY, TASKS_IN_DATABASE="false")["TASKS"]["background"]
    assert thread["BACKEND"].endswith("ThreadBackend")


def test_mail_goes_to_the_server_that_the_operator_names(production):
    values = production(SECRET_KEY=KEY, EMAIL_URL="smtp+tls://u:p@mail.example.test:587")
    assert values["EMAIL_HOST"] == "mail.example.test"
    assert values["EMAIL_PORT"] == 587
    assert values["EMAIL_USE_TLS"] is True
