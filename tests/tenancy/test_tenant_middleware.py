"""A host gets its own site or none: unknown, malformed, alias, closed."""

import itertools
import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from portal_network.tenancy.directory import directory
from portal_network.tenancy.models import Authority, Commune, HostName, NetworkSettings, Province
from tests.factories import make_article, make_superuser
from tests.networks import HUE, TAM_THANH, build_network, forget_what_processes_remember

pytestmark = pytest.mark.django_db

UNKNOWN_TITLE = "Không có trang thông tin tại địa chỉ này"
PUBLIC_PATHS = [
    "/",
    "/so-do-trang/",
    "/tim-kiem/?q=ke-hoach",
    "/sitemap.xml",
    "/robots.txt",
    "/khong-co-trang-nay/",
    "/media/tep.pdf",
]


def close(authority: Authority, status: str, reason: str = "") -> None:
    authority.status, authority.suspension_reason = status, reason
    authority.save()
    directory.forget()


def maintain() -> None:
    row = NetworkSettings.load()
    row.maintenance = True
    row.save()
    directory.forget()


# Known hosts


def test_each_host_shows_its_own_authority_and_nobody_else(network, client_for):
    build_network(HUE, communes=1)
    sites = [*network.tenants, network.province_tenant, directory.province(HUE)]
    for tenant in sites:
        answer = client_for(tenant).get("/")
        assert answer.status_code == 200
        assert answer.wsgi_request.tenant == tenant
        assert f"<title>{tenant.name}" in answer.content.decode() or (
            tenant.authority_name in answer.content.decode()
        )


@pytest.mark.parametrize(
    "host",
    [
        "tamthanh.langson.localhost",
        "tamthanh.langson.localhost:80",
        "tamthanh.langson.localhost:8000",
        "TamThanh.LangSon.localhost",
        "tamthanh.langson.localhost.",
    ],
)
def test_a_host_is_known_in_any_case_with_any_port_and_with_a_trailing_dot(network, host):
    answer = Client(HTTP_HOST=host).get("/robots.txt")
    assert answer.status_code == 200
    assert answer.wsgi_request.tenant.code == TAM_THANH


def test_the_site_of_a_request_is_known_without_a_query(
    network, client_for, django_assert_num_queries, settings
):
    # On a slow machine the board of alerts would ask once in between.
    settings.ALERTS_MAX_AGE = settings.TENANT_DIRECTORY_MAX_AGE = 3600.0
    client = client_for(network.tenants[0])
    client.get("/robots.txt")
    with django_assert_num_queries(0):
        answer = client.get("/robots.txt")
    site = answer.wsgi_request._wagtail_site
    commune = Commune.objects.get(pk=TAM_THANH)
    assert (site.pk, site.root_page_id) == (commune.site_id, commune.root_page_id)
    assert (site.hostname, site.port) == (commune.site.hostname, commune.site.port)


@pytest.mark.parametrize(
    "header", ["HTTP_X_FORWARDED_HOST", "HTTP_X_HOST", "HTTP_FORWARDED", "HTTP_X_ORIGINAL_HOST"]
)
def test_no_other_header_leads_to_another_commune(network, client_for, header):
    first, second = network.tenants
    value = f"host={second.host}" if header == "HTTP_FORWARDED" else second.host
    answer = client_for(first, **{header: value}).get("/")
    assert answer.wsgi_request.tenant == first
    assert second.name not in answer.content.decode()


def test_a_request_without_a_host_header_is_answered_by_the_name_of_the_server(network):
    client = Client(SERVER_NAME="tamthanh.langson.localhost")
    assert client.get("/robots.txt").status_code == 200
    assert Client(SERVER_NAME="127.0.0.1").get("/").status_code == 404


# Unknown hosts


@pytest.mark.parametrize(
    "host",
    [
        "khongco.langson.localhost",
        "tamthanh.hue.localhost",
        "localhost",
        "127.0.0.1",
        "[::1]",
        "example.org",
        "tamthanh.langson.localhost.example.org",
        "xtamthanh.langson.localhost",
        "a.tamthanh.langson.localhost",
    ],
)
def test_an_unknown_host_gets_a_plain_404_in_vietnamese_and_no_site(network, host):
    for path in ("/", "/tim-kiem/?q=a", "/quan-tri/", "/gioi-thieu/", "/a" * 800):
        answer = Client(HTTP_HOST=host).get(path)
        text = answer.content.decode()
        assert answer.status_code == 404
        assert UNKNOWN_TITLE in text
        assert 'lang="vi"' in text
        for tenant in (*network.tenants, network.province_tenant):
            assert tenant.name not in text
            assert tenant.root_url not in text


def test_an_unknown_host_costs_no_query_and_no_session(network, django_assert_num_queries):
    directory.snapshot()
    with django_assert_num_queries(0):
        answer = Client(HTTP_HOST="khongco.langson.localhost").get("/")
    assert not answer.cookies


def test_a_post_to_an_unknown_host_is_a_404_as_well(network):
    assert Client(HTTP_HOST="khongco.localhost").post("/quan-tri/login/", {}).status_code == 404


def test_the_page_of_an_unknown_host_loads_nothing_from_elsewhere(network):
    text = Client(HTTP_HOST="khongco.localhost").get("/").content.decode()
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", text)
    assert "<style" not in text


def test_an_authority_that_has_no_pages_yet_is_an_unknown_host(network, client_for):
    host = network.tenants[0].host
    Commune.objects.filter(pk=TAM_THANH).update(root_page=None)
    directory.forget()
    answer = client_for(host).get("/")
    assert answer.status_code == 404
    assert UNKNOWN_TITLE in answer.content.decode()


def test_a_host_that_was_taken_away_is_unknown_from_then_on(
    network, client_for, django_capture_on_commit_callbacks
):
    host = network.tenants[0].host
    with django_capture_on_commit_callbacks(execute=True):
        HostName.objects.get(host=host).delete()
    assert client_for(host).get("/").status_code == 404


# WSGI hands headers on as Latin-1 text.
latin_1 = st.text(st.characters(max_codepoint=255), max_size=300)
near_hosts = st.builds(
    lambda before, middle, after: f"{before}tamthanh{middle}langson.localhost{after}",
    latin_1, latin_1, latin_1,
)  # fmt: skip


@hypothesis_settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(host=latin_1 | near_hosts)
@example(host="")
@example(host=" ")
@example(host="tamthanh.langson.localhost:")
@example(host="tamthanh.langson.localhost:99999")
@example(host="tamthanh.langson.localhost:80:80")
@example(host="tamthanh.langson.localhost..")
@example(host="tamthanh.langson.localhost\r\nX-A: b")
@example(host="user@tamthanh.langson.localhost")
@example(host="tamthanh.langson.localhost/../quockhanh")
@example(host="tamthanh.langson.localhost, quockhanh.langson.localhost")
@example(host="\u0130tamthanh.langson.localhost")
@example(host="." * 300)
@example(host="a" * 5000)
def test_no_host_header_breaks_the_portal_or_reaches_another_site(network, host):
    answer = Client(HTTP_HOST=host).get("/robots.txt")
    assert answer.status_code in {200, 301, 400, 404}
    if answer.status_code == 200:
        name = host.strip().lower().partition(":")[0].removesuffix(".")
        assert answer.wsgi_request.tenant.host == (name or "testserver")


# Aliases (R13)


@pytest.fixture
def alias(network) -> str:
    """An old host of phường Tam Thanh."""
    HostName.objects.create(host="cu.langson.localhost", commune_id=TAM_THANH)
    directory.forget()
    return "cu.langson.localhost"


@pytest.mark.parametrize(
    ("asked", "location"),
    [
        ("/", "/"),
        ("/gioi-thieu/lien-he/", "/gioi-thieu/lien-he/"),
        ("/tim-kiem/?q=k%E1%BA%BF+ho%E1%BA%A1ch&trang=2", None),
        ("/tin-tức/", "/tin-t%E1%BB%A9c/"),
        ("/quan-tri/", "/quan-tri/"),
        ("/khong-co/", "/khong-co/"),
    ],
)
def test_an_alias_redirects_for_good_with_path_and_query_kept(alias, client_for, asked, location):
    answer = client_for(alias).get(asked)
    assert answer.status_code == 301
    assert answer["Location"] == f"http://tamthanh.langson.localhost{location or asked}"


@pytest.mark.parametrize(
    "path", ["//example.org/", "/\\example.org", "/@example.org/", "/\r\nA: b"]
)
def test_no_path_makes_an_alias_lead_away_from_its_authority(alias, client_for, path):
    answer = client_for(alias).get("/", PATH_INFO=path)
    assert answer.status_code == 301
    assert answer["Location"].startswith("http://tamthanh.langson.localhost/")


def test_an_alias_redirects_before_anything_is_asked_of_the_database(
    alias, client_for, django_assert_num_queries
):
    directory.snapshot()
    with django_assert_num_queries(0):
        answer = client_for(alias).get("/")
    assert not answer.cookies


def test_an_alias_leads_to_the_public_scheme_and_port(alias, client_for, settings):
    settings.PORTAL_SCHEME, settings.PORTAL_PUBLIC_PORT = "https", 8443
    directory.forget()
    answer = client_for(alias).get("/lien-he/?a=1")
    assert answer["Location"] == "https://tamthanh.langson.localhost:8443/lien-he/?a=1"


def test_following_an_alias_ends_on_the_page_it_named(alias, network, client_for):
    article = make_article(TAM_THANH, title="Lịch cắt điện tháng 6")
    path = article.get_url_parts()[2]
    answer = client_for(alias).get(path)
    assert client_for(network.tenants[0]).get(path).status_code == 200
    assert answer["Location"] == article.full_url


# Suspended and merged sites


@pytest.mark.parametrize("status", [Authority.Status.SUSPENDED, Authority.Status.MERGED])
def test_a_closed_site_answers_503_on_every_public_address(network, client_for, status):
    close(network.communes[0], status)
    client = client_for(network.communes[0])
    for path in PUBLIC_PATHS:
        answer = client.get(path)
        assert answer.status_code == 503, path
        assert answer["Cache-Control"] == "no-store"
        assert int(answer["Retry-After"]) > 0


def test_a_suspended_site_says_whose_it_is_why_and_how_to_reach_the_authority(network, client_for):
    commune = network.communes[0]
    commune.phone = "0205 3 870 001"
    close(commune, Authority.Status.SUSPENDED, "Chuyển hạ tầng <đến 30/6>")
    text = client_for(commune).get("/").content.decode()
    assert "Ủy ban nhân dân phường Tam Thanh" in text
    assert "Chuyển hạ tầng &lt;đến 30/6&gt;" in text
    assert "0205 3 870 001" in text
    assert 'href="http://langson.localhost/"' in text


def test_a_merged_unit_says_so_and_leads_to_the_list_of_communes(network, client_for):
    commune = network.communes[0]
    commune.phone = "0205 3 870 001"
    close(commune, Authority.Status.MERGED, "Sáp nhập vào phường Lương Văn Tri <từ 01/7>")
    text = client_for(commune).get("/").content.decode()
    assert "<h1>Đơn vị đã được sáp nhập</h1>" in text
    assert "<title>Đơn vị đã được sáp nhập - Ủy ban nhân dân phường Tam Thanh</title>" in text
    assert "Sáp nhập vào phường Lương Văn Tri &lt;từ 01/7&gt;" in text
    assert "tạm dừng" not in text
    # The people who answered there work elsewhere now.
    assert "0205 3 870 001" not in text
    assert 'href="http://langson.localhost/"' in text
    assert 'href="http://langson.localhost/xa-phuong/"' in text
    assert client_for(network.province).get("/xa-phuong/").status_code == 200


def test_a_merged_province_says_so_and_sends_nobody_to_itself(network, client_for):
    close(network.province, Authority.Status.MERGED)
    text = client_for(network.province).get("/").content.decode()
    assert "<h1>Đơn vị đã được sáp nhập</h1>" in text
    assert "<a " not in text


def test_a_suspended_site_shows_nothing_of_its_content_and_has_it_again_afterwards(
    network, client_for
):
    commune = network.communes[0]
    article = make_article(commune, title="Thông báo nghỉ lễ")
    path = article.get_url_parts()[2]
    close(commune, Authority.Status.SUSPENDED)
    assert "Thông báo nghỉ lễ" not in client_for(commune).get(path).content.decode()
    close(commune, Authority.Status.ACTIVE)
    assert "Thông báo nghỉ lễ" in client_for(commune).get(path).content.decode()


def test_the_administration_and_static_files_of_a_suspended_site_stay_reachable(
    network, client_for
):
    commune = network.communes[0]
    close(commune, Authority.Status.SUSPENDED)
    assert client_for(commune).get("/quan-tri/dang-nhap/").status_code == 200
    assert client_for(commune, user=make_superuser()).get("/quan-tri/").status_code == 200
    assert finders.find("commune_site/css/portal.css")
    assert client_for(commune).get("/static/commune_site/css/portal.css").status_code != 503


def test_only_the_administration_itself_is_open_on_a_suspended_site(network, client_for):
    close(network.communes[0], Authority.Status.SUSPENDED)
    client = client_for(network.communes[0])
    for path in ("/quan-tri", "/quan-tri-gia/", "/staticx/", "/tep/1/a.pdf"):
        assert client.get(path).status_code == 503, path


def test_a_suspended_commune_closes_neither_its_neighbour_nor_its_province(network, client_for):
    first, second = network.communes
    close(first, Authority.Status.SUSPENDED)
    assert client_for(second).get("/").status_code == 200
    assert client_for(network.province).get("/").status_code == 200


def test_a_suspended_province_leaves_its_communes_open(network, client_for):
    close(network.province, Authority.Status.SUSPENDED)
    assert client_for(network.province).get("/").status_code == 503
    assert client_for(network.communes[0]).get("/").status_code == 200


def test_an_alias_of_a_suspended_site_leads_to_its_notice(alias, network, client_for):
    close(network.communes[0], Authority.Status.SUSPENDED)
    answer = client_for(alias).get("/", follow=False)
    assert answer.status_code == 301
    assert client_for(network.communes[0]).get("/").status_code == 503


# Maintenance (R10)


def test_maintenance_closes_every_public_address_of_every_site(network, client_for):
    maintain()
    sites = (*network.communes, network.province)
    for authority, path in itertools.product(sites, PUBLIC_PATHS):
        answer = client_for(authority).get(path)
        assert answer.status_code == 503, path
        assert answer["Retry-After"]
        assert "Hệ thống đang được bảo trì" in answer.content.decode()


def test_maintenance_leaves_the_administration_open_and_unknown_hosts_unknown(network, client_for):
    maintain()
    assert client_for(network.communes[0]).get("/quan-tri/dang-nhap/").status_code == 200
    assert client_for("khongco.localhost").get("/").status_code == 404


def test_the_maintenance_page_states_the_notice_that_was_announced(network, client_for):
    row = NetworkSettings.load()
    row.notice_title, row.notice_text = "Nâng cấp máy chủ", "Hoạt động lại lúc 06 giờ."
    row.save()
    maintain()
    text = client_for(network.communes[0]).get("/").content.decode()
    assert "Nâng cấp máy chủ" in text
    assert "Hoạt động lại lúc 06 giờ." in text


# Changes reach the next request


def test_a_contact_changed_in_the_administration_stands_on_the_next_page(
    network, client_for, django_capture_on_commit_callbacks
):
    client = client_for(network.communes[0])
    client.get("/")
    with django_capture_on_commit_callbacks(execute=True):
        commune = Commune.objects.get(pk=TAM_THANH)
        commune.phone = "0205 3 999 888"
        commune.save()
    assert "0205 3 999 888" in client.get("/").content.decode()


def test_a_province_renamed_is_renamed_on_the_sites_of_its_communes(network, client_for):
    province = Province.objects.get()
    province.name = "Tỉnh Lạng Sơn Mới"
    province.save()
    forget_what_processes_remember()
    assert "tỉnh Lạng Sơn Mới" in client_for(network.communes[0]).get("/").content.decode()
