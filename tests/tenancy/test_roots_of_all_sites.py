"""Nobody's request reads the roots of all sites: with thousands it would cost a query for each."""

import pytest
from django.core.cache import cache
from django.urls import reverse
from wagtail.models import Site

from portal_network.tenancy.models import Role
from tests.factories import give_role, make_article, make_user
from tests.networks import HUE, LANG_SON, TAM_THANH, build_network

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(network):
    """A public article of phường Tam Thanh."""
    return make_article(TAM_THANH)


@pytest.fixture
def asked(monkeypatch) -> list[str]:
    """Return a list that grows whenever something asks for the roots of all sites."""
    cache.clear()
    calls = []
    stock = Site.get_site_root_paths

    def note():
        calls.append("asked")
        return stock()

    monkeypatch.setattr(Site, "get_site_root_paths", staticmethod(note))
    return calls


def costly(client, paths: list[str], asked: list[str]) -> list[str]:
    """Return which of the addresses asked for the roots of all sites."""
    found = []
    for path in paths:
        assert client.get(path).status_code in (200, 302, 403, 404), path
        if asked:
            found.append(path)
            asked.clear()
    return found


def screens(article) -> list[str]:
    """Return the screens that everybody opens, about one article."""
    section = article.get_parent()
    return [
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_explore_root"),
        reverse("wagtailadmin_explore", args=[section.pk]),
        f"{reverse('wagtailadmin_explore', args=[section.pk])}?q=bài",
        reverse("wagtailadmin_pages:edit", args=[article.pk]),
        reverse("wagtailadmin_pages:history", args=[article.pk]),
        reverse("wagtailadmin_pages:usage", args=[article.pk]),
        reverse("wagtailadmin_pages:view_draft", args=[article.pk]),
        reverse("wagtailadmin_choose_page"),
        reverse("wagtailadmin_choose_page_child", args=[section.pk]),
        f"{reverse('wagtailadmin_choose_page_search')}?q=bài",
        reverse("wagtailimages:index"),
        reverse("wagtaildocs:index"),
        reverse("wagtailredirects:index"),
        reverse("moderation_queue"),
        reverse("wagtailadmin_reports:aging_pages"),
        reverse("wagtailadmin_reports:site_history"),
        reverse("wagtailadmin_pages:search"),
    ]


@pytest.mark.parametrize("role", [Role.EDITOR, Role.SITE_ADMINISTRATOR])
def test_the_screens_of_a_commune_do_without(network, client_for, article, asked, role):
    client = client_for(network.tenants[0], user=make_user(role, TAM_THANH))
    assert not costly(client, screens(article), asked)


@pytest.mark.parametrize("role", [Role.PROVINCE_ADMINISTRATOR, Role.PROVINCE_MODERATOR])
def test_those_of_somebody_who_works_for_two_provinces_do_without(
    network, client_for, article, asked, role
):
    build_network(HUE, 1)
    user = make_user(role, LANG_SON)
    give_role(user, role, HUE)
    client = client_for(network.province_tenant, user=user)
    assert not costly(client, screens(article), asked)


def test_public_pages_do_without(network, client_for, article, asked):
    client = client_for(network.tenants[0])
    paths = ["/", article.get_url(), "/tim-kiem/?q=bài", "/so-do-trang/", "/sitemap.xml"]
    assert not costly(client, paths, asked)
