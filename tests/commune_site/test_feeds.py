"""Feeds are Atom that readers accept, of public items alone."""

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from commune_site import feeds
from tests.factories import (
    make_article,
    make_information_page,
    make_legal_document,
    section_page,
)
from tests.pages_as_seen import path_of

ATOM = "{http://www.w3.org/2005/Atom}"


def read(response):
    """Return the root of a feed, once it proves to be what RFC 4287 demands."""
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = ElementTree.fromstring(response.content)
    assert root.tag == f"{ATOM}feed"
    for element in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            values = element.findall(f"{ATOM}{name}")
            assert len(values) == 1, name
            assert values[0].text.strip(), name
    return root


def entries(root):
    """Return the titles of a feed's entries."""
    return [entry.findtext(f"{ATOM}title") for entry in root.iter(f"{ATOM}entry")]


@pytest.fixture
def news_feed(commune):
    """The address of the feed of the news."""
    return path_of(section_page(commune, "news")) + "feed.xml"


def test_the_feed_of_a_section_is_valid_and_names_authority_and_address(
    visitor, commune, news_feed
):
    article = make_article(commune, title="Tin <mới> & nóng")
    root = read(visitor.get(news_feed))
    assert entries(root) == ["Tin <mới> & nóng"]
    assert "Ủy ban nhân dân phường Tam Thanh" in root.findtext(f"{ATOM}title")
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links["self"] == f"http://tamthanh.langson.localhost{news_feed}"
    entry = root.find(f"{ATOM}entry")
    assert entry.find(f"{ATOM}link").get("href") == article.full_url
    assert entry.findtext(f"{ATOM}id") == article.full_url
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Ban biên tập"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "vi"


def test_a_document_stands_with_its_number(visitor, commune):
    make_legal_document(commune, number="206/KH-UBND", title="Kế hoạch chuyển đổi số")
    path = path_of(section_page(commune, "legal-documents"))
    assert entries(read(visitor.get(f"{path}feed.xml"))) == ["206/KH-UBND: Kế hoạch chuyển đổi số"]


def test_a_feed_holds_the_newest_items(visitor, commune, news_feed, monkeypatch):
    monkeypatch.setattr(feeds, "FEED_LENGTH", 2)
    for day in (1, 2, 3):
        make_article(commune, title=f"Ngày {day}", disclosed_on=date(2026, 3, day))
    assert entries(read(visitor.get(news_feed))) == ["Ngày 3", "Ngày 2"]


def test_the_feed_of_the_site_mixes_its_sections_without_those_that_name_people(
    visitor, commune, neighbour
):
    make_article(commune, "news", title="Tin")
    make_article(commune, "procedures", title="Thủ tục")
    make_article(commune, "social-support", title="Danh sách hộ nghèo")
    make_article(neighbour, "news", title="Xã khác")
    assert set(entries(read(visitor.get("/feed.xml")))) == {"Tin", "Thủ tục"}


@pytest.mark.parametrize("section", ["social-support", "relief", "military-service"])
def test_sections_that_name_people_have_no_feed(visitor, commune, section):
    make_article(commune, section)
    path = path_of(section_page(commune, section))
    assert visitor.get(path).status_code == 200
    assert visitor.get(f"{path}feed.xml").status_code == 404


def test_expired_and_restricted_items_leave_the_feed(visitor, commune, news_feed):
    make_article(commune, title="Còn lại")
    day = timezone.localdate() - timedelta(days=1)
    make_article(commune, title="Hết hạn", disclosed_on=day, expires_on=day)
    hidden = make_article(commune, title="Nội bộ")
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    assert entries(read(visitor.get(news_feed))) == ["Còn lại"]


def test_a_restricted_section_has_no_feed(visitor, commune, news_feed):
    make_article(commune)
    PageViewRestriction.objects.create(
        page=section_page(commune, "news"), restriction_type=PageViewRestriction.LOGIN
    )
    assert visitor.get(news_feed).status_code == 404


def test_an_empty_section_has_no_feed(visitor, news_feed):
    assert visitor.get(news_feed).status_code == 404


def test_only_lists_have_feeds(visitor, province_visitor, commune):
    article = make_article(commune)
    page = make_information_page(section_page(commune, "functions"))
    for path in (path_of(article), path_of(page), "/khong-co/", "/hoat-dong/"):
        assert visitor.get(f"{path}feed.xml").status_code == 404, path
    for path in ("/xa-phuong/", "/xa-phuong/tam-thanh/"):
        assert province_visitor.get(f"{path}feed.xml").status_code == 404


def test_a_quiet_site_has_an_empty_but_valid_feed(visitor):
    assert entries(read(visitor.get("/feed.xml"))) == []
