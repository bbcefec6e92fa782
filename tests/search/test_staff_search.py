"""Staff find everything of their own place, drafts among it, and nothing of anybody else's."""

import pytest
from django.urls import reverse

from portal_network.tenancy.models import Role
from tests.factories import make_article, make_user


@pytest.fixture
def search(network, client_for):
    """Search as an editor of Tam Thanh; ``place`` is the site whose administration is open."""
    editor = make_user(Role.EDITOR, network.communes[0])

    def ask(query, place=network.communes[0], user=editor, **parameters):
        return client_for(place, user).get(reverse("search_staff"), {"q": query} | parameters)

    return ask


def test_drafts_of_ones_own_place_are_found_and_open_in_their_form(network, search):
    draft = make_article(network.communes[0], title="Chống hạn nháp", live=False)
    make_article(network.communes[1], title="Chống hạn của xã khác", live=False)
    content = search("chong han nhap").content.decode()
    assert reverse("wagtailadmin_pages:edit", args=[draft.pk]) in content
    assert "chưa công khai" in content
    assert "của xã khác" not in content


def test_the_province_finds_what_its_communes_hold(network, search):
    make_article(network.communes[1], title="Chống hạn của xã khác", live=False)
    approver = make_user(Role.PROVINCE_MODERATOR, network.province)
    assert (
        "Chống hạn của xã khác" in search("chống hạn", network.province, approver).content.decode()
    )


def test_who_does_not_work_for_the_site_finds_no_search(network, search, client_for):
    assert search("x", network.communes[1]).status_code in {302, 404}
    assert client_for(network.communes[0]).get(reverse("search_staff")).status_code == 302


@pytest.mark.parametrize("query", ["", "\x00", '"', "(" * 300, "🙂"])
def test_anything_can_be_typed(search, query):
    assert search(query).status_code == 200


def test_a_page_of_the_list_that_does_not_exist_is_404(search):
    assert search("chống hạn", trang="1000000000").status_code == 404
