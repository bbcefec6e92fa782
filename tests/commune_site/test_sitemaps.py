"""The machine's sitemap holds every public page of one site and nothing else; robots find it."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from commune_site.models import PortalPage
from commune_site.sitemaps import TenantSitemap
from tests.factories import (
    make_article,
    make_legal_document,
    make_redirect,
    section_page,
)

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def locations(response):
    """Return the addresses of a sitemap or of an index."""
    assert response.status_code == 200
    root = ElementTree.fromstring(response.content)
    return [element.text for element in root.iter(f"{SITEMAP}loc")]


def test_every_address_of_the_sitemap_answers_with_a_page(visitor, commune):
    make_article(commune)
    make_legal_document(commune)
    make_redirect(commune, "links", "https://chinhphu.vn/")
    found = locations(visitor.get("/sitemap.xml"))
    assert len(found) == len(set(found)) > 8
    for address in found:
        path = address.removeprefix("http://tamthanh.langson.localhost")
        assert visitor.get(path).status_code == 200, path


def test_the_sitemap_holds_home_groups_sections_and_items(visitor, commune):
    article = make_article(commune)
    section = section_page(commune, "news")
    found = locations(visitor.get("/sitemap.xml"))
    wanted = {section.full_url, section.get_parent().specific.full_url, article.full_url}
    assert wanted <= set(found)
    assert "http://tamthanh.langson.localhost/" in found


def test_the_sitemap_holds_nothing_of_other_sites(province_visitor, network, commune):
    make_article(commune)
    make_article(network.province)
    found = locations(province_visitor.get("/sitemap.xml"))
    assert found
    assert all(address.startswith("http://langson.localhost/") for address in found)
    assert not [address for address in found if "/xa-phuong/tam-thanh/" in address]


def test_neither_people_nor_what_is_hidden_stand_in_the_sitemap(visitor, commune):
    day = timezone.localdate() - timedelta(days=1)
    hidden = [
        make_article(commune, "social-support"),
        section_page(commune, "social-support"),
        make_article(commune, live=False),
        make_article(commune, disclosed_on=day, expires_on=day),
        section_page(commune, "campaigns"),
        make_redirect(commune, "links", "https://chinhphu.vn/"),
    ]
    found = locations(visitor.get("/sitemap.xml"))
    assert not {page.full_url for page in hidden} & set(found)


def test_the_sitemap_says_when_a_page_last_changed(visitor, commune):
    article = make_article(commune)
    PortalPage.objects.filter(pk=article.pk).update(
        last_published_at=timezone.datetime(2026, 3, 1, tzinfo=timezone.get_current_timezone())
    )
    root = ElementTree.fromstring(visitor.get("/sitemap.xml").content)
    changed = {
        url.findtext(f"{SITEMAP}loc"): url.findtext(f"{SITEMAP}lastmod")
        for url in root.iter(f"{SITEMAP}url")
    }
    assert changed[article.full_url].startswith("2026-03-01")


def test_a_site_too_large_for_one_file_gets_an_index(visitor, commune, monkeypatch):
    monkeypatch.setattr(TenantSitemap, "limit", 5)
    make_article(commune)
    parts = locations(visitor.get("/sitemap.xml"))
    assert len(parts) > 1
    found = []
    for part in parts:
        path = part.removeprefix("http://tamthanh.langson.localhost")
        assert path != part
        found += locations(visitor.get(path))
    monkeypatch.setattr(TenantSitemap, "limit", 40_000)
    assert sorted(found) == sorted(locations(visitor.get("/sitemap.xml")))


@pytest.mark.parametrize(
    "path", ["/sitemap-khac.xml", "/sitemap.xml?p=2", "/sitemap.xml?p=x", "/sitemap-trang.xml?p=0"]
)
def test_a_part_that_does_not_exist_is_404(visitor, path):
    assert visitor.get(path).status_code == 404


def test_robots_are_told_where_the_sitemap_is_and_what_is_not_theirs(visitor):
    response = visitor.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    lines = response.content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert "Disallow: /quan-tri/" in lines
    assert "Disallow: /tim-kiem/" in lines
    assert "Sitemap: http://tamthanh.langson.localhost/sitemap.xml" in lines
    assert "Disallow: /" not in lines


def test_every_site_names_its_own_sitemap(province_visitor):
    assert "Sitemap: http://langson.localhost/sitemap.xml" in (
        province_visitor.get("/robots.txt").content.decode()
    )
