"""What one call of ``create_network`` makes for a province and its communes."""

import pytest
from wagtail.models import Collection, Page, Site
from wagtailmenus.models import MainMenu, MainMenuItem

from commune_site.models import CommuneHomePage, InformationPage, PortalPage, SectionPage
from commune_site.sections import get_registry
from home.models import CommuneDirectoryPage, ProvinceHomePage
from portal_network.provisioning import units
from portal_network.provisioning.blueprint import DIRECTORY_KEY, HOME_KEY, site_blueprint
from portal_network.provisioning.report import ChangeKind
from portal_network.provisioning.services import create_network
from portal_network.tenancy.directory import directory
from portal_network.tenancy.models import Commune, HostName, Province
from search.queries import find_on_site
from tests.networks import HUE, LANG_SON, QUOC_KHANH, TAM_THANH, build_network

pytestmark = pytest.mark.django_db


def authorities(network):
    return [network.province, *network.communes]


def pages_of(authority):
    pages = PortalPage.objects.filter(province_id=getattr(authority, "province_id", authority.pk))
    if isinstance(authority, Commune):
        return pages.filter(commune=authority)
    return pages.filter(commune=None)


def test_a_whole_province_gets_a_site_for_each_of_its_communes():
    report = create_network(LANG_SON)

    assert Commune.objects.filter(province_id=LANG_SON).count() == 65
    assert Site.objects.filter(commune__province_id=LANG_SON).count() == 65
    assert CommuneHomePage.objects.child_of(Page.objects.get(slug="xa-phuong")).count() == 65
    kinds = [unit.kind for unit in units.communes_of(LANG_SON)]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {"xa": 61, "phuong": 4}
    assert report.counts()[ChangeKind.COMMUNE] == 65
    assert report.counts()[ChangeKind.SITE] == 66


def test_every_authority_has_site_root_page_collection_host_and_menu(network):
    for authority in authorities(network):
        assert authority.site.root_page == authority.root_page
        assert authority.site.hostname == authority.hosts.get(is_primary=True).host
        assert authority.site.site_name == authority.name == authority.root_page.title
        assert authority.collection.name == authority.name
        assert MainMenu.objects.filter(site=authority.site).count() == 1
        assert not authority.site.is_default_site


def test_the_collection_of_a_commune_lies_in_that_of_its_province(network):
    for commune in network.communes:
        assert commune.collection.get_parent() == network.province.collection
    assert network.province.collection.get_parent() == Collection.get_first_root_node()


def test_the_directory_of_tenants_answers_for_every_new_host(network):
    assert directory.for_host("langson.localhost").code == LANG_SON
    assert directory.for_host("tamthanh.langson.localhost").code == TAM_THANH
    assert directory.for_host("quockhanh.langson.localhost").code == QUOC_KHANH


def test_the_tree_holds_every_section_of_the_registry_for_its_level(network):
    for authority in authorities(network):
        level = "commune" if isinstance(authority, Commune) else "province"
        sections = {section.slug for section in get_registry().for_level(level)}
        found = pages_of(authority).exclude(section="").values_list("section", flat=True)
        assert sorted(found) == sorted(sections)


def test_each_section_stands_in_its_group_with_the_type_that_the_registry_names(network):
    for section in get_registry().for_level("commune"):
        page = PortalPage.objects.get(commune=TAM_THANH, section=section.slug).specific
        assert type(page) is (InformationPage if section.is_single_page else SectionPage)
        assert page.slug == section.url_slug
        assert page.title == section.menu_name
        assert page.summary == section.description
        group = get_registry().group(section.group)
        assert page.get_parent().slug == group.url_slug
        assert page.url == (
            f"http://tamthanh.langson.localhost/{group.url_slug}/{section.url_slug}/"
        )


def test_home_pages_have_their_own_types_and_communes_lie_below_the_directory(network):
    province_home = network.province.root_page.specific
    assert type(province_home) is ProvinceHomePage
    for commune in network.communes:
        home = commune.root_page.specific
        assert type(home) is CommuneHomePage
        assert type(home.get_parent().specific) is CommuneDirectoryPage
        assert home.get_parent().get_parent().pk == province_home.pk


def test_new_pages_are_public_and_bear_their_place(network):
    for authority in authorities(network):
        for page in pages_of(authority):
            assert page.live and not page.has_unpublished_changes
            assert page.first_published_at and page.last_published_at
            assert page.draft_title == page.title
            assert page.locale.language_code == "vi"
            assert page.translation_key
    keys = PortalPage.objects.values_list("translation_key", flat=True)
    assert len(set(keys)) == len(keys)


def test_an_empty_section_is_a_debt_and_not_content(network):
    assert not PortalPage.objects.filter(is_item=True).exists()


def test_the_menu_holds_the_groups_in_order_and_the_site_map_last(network):
    for authority in authorities(network):
        level = "commune" if isinstance(authority, Commune) else "province"
        items = list(MainMenuItem.objects.filter(menu__site=authority.site).order_by("sort_order"))
        titles = [item.link_page.title if item.link_page else item.link_url for item in items]
        assert titles == [page.title for page in site_blueprint(level).menu] + ["/so-do-trang/"]
        for item in items[:-1]:
            owner = PortalPage.objects.get(pk=item.link_page_id)
            assert owner.commune_id == (authority.code if level == "commune" else None)


def test_a_commune_starts_with_what_the_list_of_units_knows(network):
    commune = network.communes[0]
    unit = units.commune(TAM_THANH)
    assert (commune.name, commune.kind, commune.slug) == ("Phường Tam Thanh", "phuong", "tam-thanh")
    assert (commune.latitude, commune.longitude) == (unit.latitude, unit.longitude)
    assert commune.area_km2 == unit.area_km2
    assert commune.address == "Phường Tam Thanh, tỉnh Lạng Sơn"
    assert commune.status == Commune.Status.ACTIVE


def test_a_new_site_answers_the_public_at_once(network, client_for):
    for tenant in [network.province_tenant, *network.tenants]:
        response = client_for(tenant).get("/")
        assert response.status_code == 200
        assert tenant.name in response.content.decode()


def test_new_pages_are_found_by_the_search_at_once(network, client_for):
    for tenant in network.tenants:
        assert [page.section for page in find_on_site(tenant, "hoi dap")] == ["qa"]
        assert [page.pk for page in find_on_site(tenant, tenant.name)] == [tenant.root_page_id]
        results = client_for(tenant).get("/tim-kiem/?q=hỏi+đáp").content.decode()
        assert "/tuong-tac/hoi-dap/" in results


def test_progress_is_told_of_every_commune():
    seen = []

    def progress(communes):
        for unit in communes:
            seen.append(unit.code)
            yield unit

    create_network(LANG_SON, commune_codes=[TAM_THANH, QUOC_KHANH], progress=progress)
    assert seen == [TAM_THANH, QUOC_KHANH]


def test_a_second_province_stands_beside_the_first_and_shares_nothing(network, client_for):
    hue = build_network(HUE, 2)

    assert (hue.province.name, hue.province.kind) == ("Thành phố Huế", "thanh_pho")
    assert hue.province_tenant.host == "hue.localhost"
    for tenant in hue.tenants:
        assert tenant.host.endswith(".hue.localhost")
        assert tenant.province_name == "Thành phố Huế"
    first, second = network.province, hue.province
    assert not second.root_page.is_descendant_of(first.root_page)
    assert not second.collection.is_descendant_of(first.collection)
    assert not pages_of(first).filter(pk__in=pages_of(second)).exists()
    for tenant in [hue.province_tenant, *hue.tenants]:
        text = client_for(tenant).get("/").content.decode()
        assert "Huế" in text
        assert "Lạng Sơn" not in text
        assert "langson" not in text


def test_the_second_province_has_the_same_tree_as_the_first(network):
    hue = build_network(HUE, 2)
    for one, other in zip(authorities(network), authorities(hue), strict=True):
        keys = set(pages_of(one).values_list("registry_key", flat=True))
        assert keys == set(pages_of(other).values_list("registry_key", flat=True))
        assert {HOME_KEY} <= keys
    assert pages_of(hue.province).filter(registry_key=DIRECTORY_KEY).exists()


def test_hosts_are_free_of_clashes_in_every_province_of_the_country():
    for code in units.load_units().provinces:
        report = create_network(code, dry_run=True)
        hosts = [change.name for change in report.changes if change.kind is ChangeKind.HOST]
        assert len(hosts) == len(set(hosts)) == len(units.communes_of(code)) + 1
    assert not Province.objects.exists()


def test_communes_that_share_a_name_get_hosts_slugs_and_sites_of_their_own():
    by_name = {}
    for unit in units.load_units().communes.values():
        by_name.setdefault((unit.province_code, unit.slug), []).append(unit)
    (province, slug), same = next(
        (key, found) for key, found in by_name.items() if len({u.kind for u in found}) > 1
    )
    create_network(province, commune_codes=[unit.code for unit in same])
    communes = Commune.objects.filter(province_id=province)
    assert {commune.slug for commune in communes} == {
        f"{unit.kind.replace('_', '-')}-{slug}" for unit in same
    }
    assert HostName.objects.filter(commune__in=communes).count() == len(same)
