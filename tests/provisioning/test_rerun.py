"""A second run completes what is missing and leaves everything else as people made it."""

import pytest
from wagtail.models import Page
from wagtailmenus.models import MainMenu, MainMenuItem

from commune_site.models import InformationPage, PortalPage, SectionPage
from portal_network.provisioning.report import ChangeKind
from portal_network.provisioning.services import create_network
from portal_network.tenancy.models import Commune
from search.finding import Scope
from search.queries import find_pages
from tests.factories import make_article, site_page
from tests.networks import LANG_SON, QUOC_KHANH, TAM_THANH, build_network
from tests.provisioning.database import changed_tables, contents

pytestmark = pytest.mark.django_db

CODES = [TAM_THANH, QUOC_KHANH]


def run(**options):
    return create_network(LANG_SON, commune_codes=CODES, **options)


def test_a_second_run_changes_no_row_of_any_table_and_says_so(network):
    before = contents()
    report = run()
    assert changed_tables(before, contents()) == set()
    assert report.is_unchanged
    assert report.summary() == "Không có gì cần làm: mạng lưới đã đầy đủ."


def test_a_dry_run_on_an_empty_database_changes_nothing_and_lists_everything(db):
    before = contents()
    report = run(dry_run=True)
    assert changed_tables(before, contents()) == set()
    counts = report.counts()
    assert (counts[ChangeKind.PROVINCE], counts[ChangeKind.COMMUNE]) == (1, 2)
    assert counts[ChangeKind.SITE] == counts[ChangeKind.HOST] == counts[ChangeKind.COLLECTION] == 3
    assert report.summary().startswith("Sẽ tạo 2 ")


def test_a_dry_run_announces_exactly_what_the_run_then_makes(db):
    announced = run(dry_run=True)
    made = run()
    assert [str(change) for change in announced.changes] == [str(change) for change in made.changes]
    assert PortalPage.objects.count() == made.counts()[ChangeKind.PAGE]
    assert MainMenuItem.objects.count() == made.counts()[ChangeKind.MENU]


def test_one_commune_more_leaves_the_others_untouched(network):
    before = PortalPage.objects.filter(commune__in=CODES)
    pages = {page.pk: (page.path, page.url_path, page.latest_revision_id) for page in before}
    build_network(LANG_SON, 3)
    after = {page.pk: (page.path, page.url_path, page.latest_revision_id) for page in before.all()}
    assert after == pages
    assert Commune.objects.count() == 3


def test_a_new_section_reaches_every_existing_site(network, new_section, client_for):
    report = run()
    assert report.counts() == {ChangeKind.PAGE: 3}
    for owner in (LANG_SON, *CODES):
        page = site_page(owner, "section:open-data")
        assert type(page) is SectionPage
        assert page.get_parent().slug == "cong-khai"
        assert (page.title, page.slug) == ("Dữ liệu mở", "du-lieu-mo")
    for tenant in network.tenants:
        make_article(tenant.code, "open-data", title="Dân số năm 2026")
        text = client_for(tenant).get("/cong-khai/du-lieu-mo/").content.decode()
        assert "Dân số năm 2026" in text


def test_a_new_section_is_entered_once_however_often_the_command_runs(network, new_section):
    run()
    before = contents()
    assert run().is_unchanged
    assert changed_tables(before, contents()) == set()
    assert PortalPage.objects.filter(section="open-data").count() == 3


def test_a_new_group_comes_with_its_sections_and_enters_the_menu_once(network, new_group):
    report = run()
    assert report.counts() == {ChangeKind.PAGE: 6, ChangeKind.MENU: 3}
    for _again in range(2):
        run()
    for authority in (network.province, *network.communes):
        entries = MainMenuItem.objects.filter(menu__site=authority.site, link_page__slug="du-lieu")
        assert entries.get().sort_order == 60
        group = PortalPage.objects.get(pk=entries.get().link_page_id)
        assert group.get_children().get().slug == "du-lieu-mo"


def test_a_section_that_leaves_the_registry_keeps_its_pages(network, new_section, settings):
    run()
    settings.SECTION_REGISTRY_FILE = ""
    before = contents()
    assert run().is_unchanged
    assert changed_tables(before, contents()) == set()


def test_titles_addresses_and_texts_that_editors_changed_are_kept(network):
    page = site_page(TAM_THANH, "section:functions")
    page.title, page.slug, page.summary = "Chức năng của phường", "chuc-nang", "Viết lại."
    page.body = [("paragraph", "<p>Do biên tập viên viết.</p>")]
    page.save_revision().publish()
    before = contents()
    assert run().is_unchanged
    assert changed_tables(before, contents()) == set()
    page = InformationPage.objects.get(pk=page.pk)
    assert (page.title, page.slug, page.summary) == (
        "Chức năng của phường", "chuc-nang", "Viết lại.",
    )  # fmt: skip
    assert "Do biên tập viên viết." in str(page.body)


def test_a_menu_entry_that_an_administrator_took_out_stays_out(network):
    site = network.communes[0].site
    MainMenuItem.objects.get(menu__site=site, link_page__slug="tuong-tac").delete()
    assert run().is_unchanged
    assert not MainMenuItem.objects.filter(menu__site=site, link_page__slug="tuong-tac").exists()


def test_an_entry_taken_out_stays_out_also_when_a_new_group_enters_the_menu(network, new_group):
    site = network.communes[0].site
    MainMenuItem.objects.get(menu__site=site, link_page__slug="tuong-tac").delete()
    run()
    slugs = MainMenuItem.objects.filter(menu__site=site).values_list("link_page__slug", flat=True)
    assert "tuong-tac" not in slugs
    assert "du-lieu" in slugs


def test_a_menu_that_was_deleted_whole_gets_the_new_group_alone(network, new_group):
    site = network.communes[0].site
    MainMenu.objects.get(site=site).delete()
    run()
    items = MainMenuItem.objects.filter(menu__site=site)
    assert [item.link_page.slug for item in items] == ["du-lieu"]


def test_a_page_that_vanished_is_made_again_where_it_belongs(network):
    Page.objects.get(pk=site_page(TAM_THANH, "section:statistics").pk).delete()
    report = run()
    assert [(change.kind, change.owner) for change in report.changes] == [("page", TAM_THANH)]
    assert site_page(TAM_THANH, "section:statistics").get_parent().slug == "cong-khai"


def test_a_new_section_yields_its_address_to_a_page_that_an_editor_made(network, new_section):
    group = site_page(TAM_THANH, "group:cong-khai")
    group.add_child(instance=SectionPage(title="Dữ liệu mở của phường", slug="du-lieu-mo"))
    run()
    children = PortalPage.objects.child_of(group)
    slugs = list(children.filter(slug__startswith="du-lieu-mo").values_list("slug", flat=True))
    assert slugs == ["du-lieu-mo", "du-lieu-mo-2"]
    assert site_page(TAM_THANH, "section:open-data").url_path.endswith("/du-lieu-mo-2/")


def test_the_new_section_of_a_run_is_found_by_the_search(network, new_section):
    run()
    for tenant in network.tenants:
        # As staff find it: the public sees no section that is empty.
        found = find_pages(Scope(LANG_SON, tenant.code, staff=True), "du lieu mo")
        assert found[0].section == "open-data"
