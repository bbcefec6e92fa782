"""Each concern reads the environment: an embedded default, standard servers when named."""

import runpy
import sys

import pytest
from django.utils.module_loading import import_string

from portal_network.settings import environment


@pytest.fixture
def component(monkeypatch):
    """Read the settings of one concern anew in the given environment."""
    for name in (
        "DATABASE_URL",
        "DATABASE_REPLICA_URL",
        "DATABASE_POOL_SIZE",
        "CACHE_URL",
        "MEDIA_S3_BUCKET",
        "PORT",
        "PORTAL_PUBLIC_PORT",
    ):
        monkeypatch.delenv(name, raising=False)

    def read(name: str, **variables: str) -> dict:
        for key, value in variables.items():
            monkeypatch.setenv(key, value)
        module = f"portal_network.settings.components.{name}"
        monkeypatch.delitem(sys.modules, module, raising=False)
        return runpy.run_module(module)

    return read


def test_the_embedded_database_lies_in_the_state_folder_and_lets_writers_queue(component):
    database = component("database")["DATABASES"]["default"]
    assert database["ENGINE"] == "django.db.backends.sqlite3"
    assert database["NAME"] == str(environment.STATE_DIR / "portal.sqlite3")
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in database["OPTIONS"]["init_command"]


def test_postgresql_is_used_when_it_is_named_and_its_connections_are_kept(component):
    url = "postgres://portal:mat%40khau@db.example.test:5433/portal"
    database = component("database", DATABASE_URL=url)["DATABASES"]["default"]
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["HOST"], database["PORT"]) == ("db.example.test", 5433)
    assert database["PASSWORD"] == "mat@khau"
    assert database["CONN_MAX_AGE"] == 60
    assert database["CONN_HEALTH_CHECKS"] is True
    assert "init_command" not in database.get("OPTIONS", {})


def test_the_cache_is_in_the_process_unless_redis_is_named(component):
    embedded = component("cache")["CACHES"]["default"]
    assert embedded["BACKEND"].endswith("LocMemCache")
    assert embedded["OPTIONS"]["MAX_ENTRIES"] == 20_000
    redis = component("cache", CACHE_URL="redis://cache.example.test:6379/1")["CACHES"]["default"]
    assert redis["LOCATION"] == "redis://cache.example.test:6379/1"
    assert "MAX_ENTRIES" not in redis.get("OPTIONS", {})


def test_media_are_local_files_unless_a_bucket_is_named(component):
    local = component("storage")["STORAGES"]["default"]
    assert local["BACKEND"].endswith("FileSystemStorage")
    bucket = component(
        "storage",
        MEDIA_S3_BUCKET="media",
        MEDIA_S3_ENDPOINT_URL="https://s3.example.test",
        MEDIA_S3_ACCESS_KEY="ma",
        MEDIA_S3_SECRET_KEY="bi-mat",
    )["STORAGES"]["default"]
    assert bucket["OPTIONS"]["bucket_name"] == "media"
    assert bucket["OPTIONS"]["endpoint_url"] == "https://s3.example.test"
    assert bucket["OPTIONS"]["region_name"] is None
    storage = import_string(bucket["BACKEND"])(**bucket["OPTIONS"])
    # A file of one commune never takes the place of another's, and none is public.
    assert (storage.file_overwrite, storage.default_acl) == (False, None)


def test_a_long_question_is_cut_off_where_visitors_wait_and_nowhere_else(component):
    url = "postgres://portal@db.example.test/portal"
    patient = component("database", DATABASE_URL=url)["DATABASES"]["default"]["OPTIONS"]
    assert "statement_timeout" not in patient["options"]
    assert patient["connect_timeout"] == 5
    served = component("database", DATABASE_URL=url, DATABASE_STATEMENT_SECONDS="30")
    assert "-c statement_timeout=30s" in served["DATABASES"]["default"]["OPTIONS"]["options"]
    own = component("database", DATABASE_URL=f"{url}?options=-c%20jit%3Don")["DATABASES"]["default"]
    assert own["OPTIONS"]["options"] == "-c jit=on"


def test_threads_share_connections_where_a_pool_is_named(component):
    url = "postgres://portal@db.example.test/portal"
    database = component("database", DATABASE_URL=url, DATABASE_POOL_SIZE="3")["DATABASES"][
        "default"
    ]
    assert database["OPTIONS"]["pool"]["max_size"] == 3
    # Django refuses both at once.
    assert database["CONN_MAX_AGE"] == 0
    assert database["CONN_HEALTH_CHECKS"] is True


def test_a_copy_is_read_where_it_is_named_and_nowhere_else(component):
    url = "postgres://portal@db.example.test/portal"
    assert set(component("database", DATABASE_URL=url)["DATABASES"]) == {"default"}
    copied = component("database", DATABASE_URL=url, DATABASE_REPLICA_URL=f"{url}-copy")
    assert copied["DATABASES"]["replica"]["NAME"] == "portal-copy"
    assert copied["DATABASES"]["replica"]["CONN_HEALTH_CHECKS"] is True
    (router,) = copied["DATABASE_ROUTERS"]
    assert import_string(router)().allow_migrate("replica", "home") is False


def test_addresses_carry_the_port_that_make_run_was_given(component):
    assert component("tenancy")["PORTAL_PUBLIC_PORT"] == 8000
    assert component("tenancy", PORT="20001")["PORTAL_PUBLIC_PORT"] == 20001
    assert component("tenancy", PORTAL_PUBLIC_PORT="443")["PORTAL_PUBLIC_PORT"] == 443


def test_hosts_are_data_so_that_the_directory_answers_for_unknown_ones(component):
    assert component("tenancy")["ALLOWED_HOSTS"] == ["*"]


def test_passwords_are_as_long_as_the_standard_asks_without_a_second_factor(component):
    validators = component("security")["AUTH_PASSWORD_VALIDATORS"]
    options = {name: value for one in validators for name, value in one.get("OPTIONS", {}).items()}
    assert options == {"min_length": 14, "count": 10}


def test_the_portal_speaks_vietnamese_in_vietnamese_time(component):
    values = component("i18n")
    assert (values["LANGUAGE_CODE"], values["TIME_ZONE"]) == ("vi", "Asia/Ho_Chi_Minh")
    assert [code for code, _name in values["LANGUAGES"]] == ["vi", "en"]
    assert all(path.is_dir() for path in values["LOCALE_PATHS"])


def test_the_tenant_is_resolved_before_sessions_and_after_health_headers_and_compression(component):
    names = [path.rsplit(".", 1)[-1] for path in component("apps")["MIDDLEWARE"]]
    order = [
        "HealthMiddleware",
        "WatchingMiddleware",
        "TextCompressionMiddleware",
        "PageCacheMiddleware",
        "SecurityMiddleware",
        "SecurityHeadersMiddleware",
        "WhiteNoiseMiddleware",
        "TenantMiddleware",
        "SessionMiddleware",
        "AuthenticationMiddleware",
    ]
    assert [name for name in names if name in order] == order


def test_the_development_settings_make_their_own_key_and_show_no_tracebacks(monkeypatch, tmp_path):
    monkeypatch.setattr(environment, "STATE_DIR", tmp_path)
    for name in ("SECRET_KEY", "DEBUG"):
        monkeypatch.delenv(name, raising=False)
    values = runpy.run_module("portal_network.settings.dev")
    assert values["SECRET_KEY"] == (tmp_path / "secret_key").read_text(encoding="ascii")
    assert values["DEBUG"] is False
    monkeypatch.setenv("SECRET_KEY", "khoa-tu-moi-truong")
    assert runpy.run_module("portal_network.settings.dev")["SECRET_KEY"] == "khoa-tu-moi-truong"
