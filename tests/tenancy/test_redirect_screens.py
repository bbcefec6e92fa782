"""Administrators redirect old addresses of their own sites, to pages of that very site."""

from html import unescape

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.permissions import policy_registry

from portal_network.tenancy.isolation.references import REFUSAL
from portal_network.tenancy.models import Role
from portal_network.tenancy.models.memberships import PROVINCE_ROLES
from tests.factories import give_role, make_article, make_user, section_page
from tests.networks import HUE, QUOC_KHANH, TAM_THANH, build_network
from tests.query_counts import queries_of

pytestmark = pytest.mark.django_db

REDIRECTS = "/quan-tri/redirects/"
NEVER = 99_999_999
FOREIGN = "ZZ bí mật của Quốc Khánh"
MAY_EDIT = {Role.SITE_ADMINISTRATOR, Role.PROVINCE_ADMINISTRATOR}


def redirect_of(authority, path: str, **fields) -> Redirect:
    fields = {"redirect_link": "https://vidu.invalid/"} | fields
    site = authority.site if authority is not None else None
    return Redirect.objects.create(old_path=path, site=site, **fields)


def form_of(**changes) -> dict:
    fields = {"old_path": "/cu", "site": "", "redirect_page": "", "redirect_link": ""}
    return {"is_permanent": "on"} | fields | {name: str(value) for name, value in changes.items()}


def text_of(answer) -> str:
    assert answer.status_code == 200, answer.status_code
    return unescape(answer.content.decode())


@pytest.fixture
def administrator(network, client_for) -> Client:
    user = make_user(Role.SITE_ADMINISTRATOR, TAM_THANH)
    return client_for(network.communes[0], user=user)


@pytest.fixture
def province(network, client_for) -> Client:
    user = make_user(Role.PROVINCE_ADMINISTRATOR, network.province)
    return client_for(network.province, user=user)


def test_an_administrator_redirects_an_old_address_of_the_own_site(
    network, administrator, client_for
):
    page = section_page(TAM_THANH, "contacts")
    data = form_of(site=network.communes[0].site.pk, redirect_page=page.pk)
    answer = administrator.post(f"{REDIRECTS}add/", data)
    assert answer.status_code == 302, answer.context["form"].errors
    made = Redirect.objects.get()
    assert (made.site, made.redirect_page_id) == (network.communes[0].site, page.pk)
    visitor = client_for(network.communes[0])
    assert visitor.get("/cu/").status_code == 301
    assert client_for(network.communes[1]).get("/cu/").status_code == 404
    changed = form_of(site=made.site_id, redirect_link="https://vidu.invalid/moi")
    assert administrator.post(f"{REDIRECTS}{made.pk}/", changed).status_code == 302
    assert administrator.post(f"{REDIRECTS}{made.pk}/delete/").status_code == 302
    assert not Redirect.objects.exists()


@pytest.mark.parametrize("role", Role)
def test_only_administrators_come_near_redirects(role, network, client_for):
    place = network.province if role in PROVINCE_ROLES else network.communes[0]
    client = client_for(place, user=make_user(role, place))
    own = redirect_of(place, "/cua-minh")
    for address in ("", "add/", f"{own.pk}/", f"{own.pk}/delete/"):
        answer = client.get(REDIRECTS + address)
        assert (answer.status_code == 200) is (role in MAY_EDIT), address


@pytest.mark.parametrize("query", ["", "?q=khanh", "?export=csv", "?site={foreign}", "results/"])
def test_list_search_and_export_hold_ones_own_redirects(query, network, administrator):
    redirect_of(network.communes[0], "/cua-minh-khanh")
    page = make_article(QUOC_KHANH, title=FOREIGN)
    redirect_of(network.communes[1], "/quoc-khanh-mat", redirect_page=page)
    redirect_of(None, "/tat-ca-khanh")
    answer = administrator.get(REDIRECTS + query.format(foreign=network.communes[1].site.pk))
    text = b"".join(answer).decode() if answer.streaming else text_of(answer)
    for foreign in (FOREIGN, "/quoc-khanh-mat", "/tat-ca", network.communes[1].site.site_name):
        assert foreign not in text
    assert "/cua-minh-khanh" in text


def test_the_province_holds_those_of_its_communes(network, province):
    hue = build_network(HUE, communes=1).communes[0]
    for authority, path in ((network.communes[1], "/quoc-khanh"), (hue, "/hue")):
        redirect_of(authority, path)
    text = text_of(province.get(REDIRECTS))
    assert "/quoc-khanh" in text
    assert "/hue" not in text
    assert network.communes[1].site.site_name in text
    assert hue.site.site_name not in text
    narrowed = text_of(province.get(f"{REDIRECTS}?site={network.communes[0].site.pk}"))
    assert "/quoc-khanh" not in narrowed


def test_redirects_of_others_do_not_exist(network, administrator):
    foreign = redirect_of(network.communes[1], "/quoc-khanh")
    everywhere = redirect_of(None, "/tat-ca")
    for key in (foreign.pk, everywhere.pk, NEVER):
        for address in (f"{key}/", f"{key}/delete/"):
            for method in (administrator.get, administrator.post):
                assert method(REDIRECTS + address).status_code == 404
    assert Redirect.objects.count() == 2


def test_a_redirect_needs_a_site_of_ones_own(network, administrator):
    foreign = network.communes[1].site
    answers = [
        administrator.post(f"{REDIRECTS}add/", form_of(site=key, redirect_link="https://a.invalid"))
        for key in (foreign.pk, NEVER)
    ]
    first, second = (answer.context["form"].errors for answer in answers)
    assert first == second == {"site": [str(REFUSAL)]}
    assert foreign.site_name not in text_of(answers[0])
    assert "https://a.invalid" in text_of(answers[0])
    without = administrator.post(f"{REDIRECTS}add/", form_of(redirect_link="https://a.invalid/"))
    assert list(without.context["form"].errors) == ["site"]
    assert not Redirect.objects.exists()


@pytest.mark.parametrize("who", ["administrator", "province"])
def test_a_redirect_leads_to_pages_of_its_own_site(who, network, request):
    client = request.getfixturevalue(who)
    foreign = make_article(QUOC_KHANH, title=FOREIGN)
    site = network.communes[0].site.pk
    answers = [
        client.post(f"{REDIRECTS}add/", form_of(site=site, redirect_page=key))
        for key in (foreign.pk, NEVER)
    ]
    first, second = (answer.context["form"].errors for answer in answers)
    assert first == second == {"redirect_page": [str(REFUSAL)]}
    assert (FOREIGN in text_of(answers[0])) is (who == "province")
    assert not Redirect.objects.exists()


def test_an_import_is_for_operators(network, administrator, operator_client):
    for method in (administrator.get, administrator.post):
        assert method(f"{REDIRECTS}import/").status_code == 404
    assert administrator.post(f"{REDIRECTS}import/process/").status_code == 404
    assert "redirects/import/" not in text_of(administrator.get(REDIRECTS))
    operator = operator_client(network.province)
    assert "redirects/import/" in text_of(operator.get(REDIRECTS))


def test_an_operator_redirects_all_sites_at_once(network, operator_client):
    operator = operator_client(network.province)
    answer = operator.post(f"{REDIRECTS}add/", form_of(redirect_link="https://vidu.invalid/"))
    assert answer.status_code == 302, answer.context["form"].errors
    assert Redirect.objects.get().site is None


def test_an_operator_names_a_site_by_its_host_and_reads_no_list_of_the_network(
    network, operator_client
):
    operator = operator_client(network.province)
    host = network.communes[1].site.hostname
    data = form_of(site=host, redirect_link="https://vidu.invalid/")
    assert operator.post(f"{REDIRECTS}add/", data).status_code == 302
    made = Redirect.objects.get()
    assert made.site == network.communes[1].site
    text = text_of(operator.get(f"{REDIRECTS}{made.pk}/"))
    assert f'value="{host}"' in text
    assert network.communes[0].site.hostname not in text
    answer = operator.post(f"{REDIRECTS}add/", form_of(site="khong.co", old_path="/khac"))
    assert "Không có trang nào mang tên miền này." in text_of(answer)


def test_the_form_offers_the_sites_of_the_role_and_not_of_the_person(network, client_for):
    user = make_user(Role.SITE_ADMINISTRATOR, TAM_THANH)
    give_role(user, Role.EDITOR, QUOC_KHANH)
    client = client_for(network.communes[0], user=user)
    text = text_of(client.get(f"{REDIRECTS}add/"))
    assert network.communes[0].site.site_name in text
    assert f'value="{network.communes[1].site.pk}"' not in text
    theirs = redirect_of(network.communes[1], "/quoc-khanh")
    policy = policy_registry.get_by_type(Redirect)
    assert not policy.user_has_permission_for_instance(user, "change", theirs)
    assert "/quoc-khanh" not in text_of(client.get(REDIRECTS))
    data = form_of(site=theirs.site_id, redirect_link="https://vidu.invalid/khac")
    for address in (f"{theirs.pk}/", f"{theirs.pk}/delete/"):
        for method in (client.get, client.post):
            assert method(REDIRECTS + address, data).status_code == 404
    assert Redirect.objects.get(pk=theirs.pk).redirect_link == "https://vidu.invalid/"


def test_the_list_of_the_province_costs_the_same_with_more_communes(network, province):
    def queries() -> int:
        with queries_of() as statements:
            text_of(province.get(REDIRECTS))
        return len(statements)

    redirect_of(network.province, "/cu")
    queries()
    before = queries()
    for commune in build_network(communes=8).communes:
        redirect_of(commune, f"/cu-{commune.code}")
    queries()
    assert queries() == before
