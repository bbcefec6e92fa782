"""What is empty is no one's business but the staff's of that very site (R127)."""

import pytest

from portal_network.tenancy.models import Role
from tests.factories import (
    make_article,
    make_information_page,
    make_user,
    section_page,
    site_page,
)
from tests.pages_as_seen import links_of, main_text_of, path_of

STANDING = ("contacts", "channels", "citizen-reception", "qa", "satisfaction")


def test_an_empty_section_is_404_for_the_public(visitor, commune):
    assert visitor.get(path_of(section_page(commune, "news"))).status_code == 404


def test_an_unwritten_information_page_is_404_for_the_public(visitor, commune):
    assert visitor.get(path_of(section_page(commune, "history-culture"))).status_code == 404


def test_a_group_of_empty_sections_is_404_for_the_public(visitor, commune):
    group = section_page(commune, "news").get_parent().specific
    assert visitor.get(path_of(group)).status_code == 404


def test_no_menu_map_or_sitemap_leads_the_public_to_an_empty_section(visitor, commune):
    empty = path_of(section_page(commune, "news"))
    for page in ("/", "/so-do-trang/", "/khong-co/"):
        assert empty not in links_of(visitor.get(page))
    assert empty not in visitor.get("/sitemap.xml").content.decode()


def test_every_link_of_a_site_without_content_leads_somewhere(visitor):
    for page in ("/", "/so-do-trang/"):
        local = {link.split("#")[0] for link in links_of(visitor.get(page)) if link[0] == "/"}
        assert len(local) > 5
        for link in local:
            assert visitor.get(link).status_code == 200, link


def test_the_first_item_opens_section_group_menu_and_map(visitor, commune):
    make_article(commune, "news")
    section = section_page(commune, "news")
    shown = [path_of(section), path_of(section.get_parent().specific)]
    for path in shown:
        assert visitor.get(path).status_code == 200
        assert path in links_of(visitor.get("/so-do-trang/"))
    assert path_of(section) in visitor.get("/sitemap.xml").content.decode()


def test_an_item_that_is_not_published_opens_nothing(visitor, commune):
    make_article(commune, "news", live=False)
    assert visitor.get(path_of(section_page(commune, "news"))).status_code == 404


def test_a_written_information_page_opens_its_section(visitor, commune):
    page = section_page(commune, "history-culture")
    page.body = [("paragraph", "<p>Lịch sử hình thành.</p>")]
    page.save_revision().publish()
    assert visitor.get(path_of(page)).status_code == 200


def test_a_page_below_an_unwritten_information_page_opens_it(visitor, commune):
    make_information_page(section_page(commune, "functions"))
    assert visitor.get(path_of(section_page(commune, "functions"))).status_code == 200


@pytest.mark.parametrize("section", STANDING)
def test_sections_with_standing_facts_are_never_empty(visitor, commune, section):
    assert visitor.get(path_of(section_page(commune, section))).status_code == 200


def test_staff_of_the_commune_see_its_empty_sections_marked(editor, commune):
    section = section_page(commune, "news")
    response = editor.get(path_of(section))
    assert response.status_code == 200
    assert "chưa có nội dung" in main_text_of(response)
    assert path_of(section) in links_of(editor.get("/so-do-trang/"))
    menu = links_of(editor.get("/"))
    assert path_of(section) in menu


def test_staff_of_a_neighbour_see_what_the_public_sees(client_for, commune, neighbour):
    stranger = client_for(commune, make_user(Role.SITE_ADMINISTRATOR, neighbour))
    path = path_of(section_page(commune, "news"))
    assert stranger.get(path).status_code == 404
    assert path not in links_of(stranger.get("/so-do-trang/"))


def test_staff_of_a_commune_see_no_debts_of_the_province(client_for, network, commune):
    stranger = client_for(network.province, make_user(Role.EDITOR, commune))
    assert stranger.get(path_of(section_page(network.province, "news"))).status_code == 404


def test_the_provinces_people_see_the_debts_of_its_communes(client_for, network, commune):
    observer = client_for(commune, make_user(Role.PROVINCE_OBSERVER, network.province))
    assert observer.get(path_of(section_page(commune, "news"))).status_code == 200


def test_an_operator_in_a_staff_session_sees_every_empty_section(operator_client, commune):
    administrator = operator_client(commune)
    assert administrator.get(path_of(section_page(commune, "news"))).status_code == 200


def test_an_account_without_a_role_is_the_public(client_for, commune):
    somebody = client_for(commune, make_user())
    assert somebody.get(path_of(section_page(commune, "news"))).status_code == 404


def test_a_dismissed_account_is_the_public(client_for, commune):
    former = make_user(Role.EDITOR, commune)
    client = client_for(commune, former)
    former.is_active = False
    former.save()
    assert client.get(path_of(section_page(commune, "news"))).status_code == 404


def test_a_page_outside_the_registry_speaks_for_itself(visitor, commune):
    page = make_information_page(site_page(commune, "home"), title="Chính sách quyền riêng tư")
    assert visitor.get(path_of(page)).status_code == 200
