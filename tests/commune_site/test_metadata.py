"""What machines read of a page: Dublin Core (R106), canonical address, links that share it."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.factories import make_article, make_legal_document, section_page
from tests.pages_as_seen import elements_of, links_of, path_of

REQUIRED = {
    "DC.title", "DC.creator", "DC.date", "DC.description", "DC.publisher", "DC.identifier",
}  # fmt: skip


def dublin_core_of(response):
    """Return the Dublin Core elements of a page by name."""
    metas = elements_of(response, "meta")
    return {m["name"]: m["content"] for m in metas if m.get("name", "").startswith("DC.")}


def test_an_article_states_every_element_that_it_knows(visitor, commune):
    article = make_article(
        commune,
        title="Ngày hội “toàn dân” & bạn",
        summary="Tóm tắt.",
        author="Ban biên tập",
        source="Báo Lạng Sơn",
        disclosed_on=date(2026, 3, 5),
    )
    assert dublin_core_of(visitor.get(path_of(article))) == {
        "DC.title": "Ngày hội “toàn dân” & bạn",
        "DC.creator": "Ban biên tập",
        "DC.date": "2026-03-05",
        "DC.description": "Tóm tắt.",
        "DC.publisher": "Ủy ban nhân dân phường Tam Thanh",
        "DC.identifier": article.full_url,
        "DC.language": "vi",
        "DC.source": "Báo Lạng Sơn",
        "DC.subject": article.section_name,
    }


def test_every_page_states_the_required_elements_and_none_is_empty(
    visitor, province_visitor, network, commune
):
    pages = [
        make_article(commune, summary=""),
        make_legal_document(commune, summary=""),
        section_page(commune, "news"),
        section_page(commune, "contacts"),
    ]
    for path in ["/", *map(path_of, pages)]:
        found = dublin_core_of(visitor.get(path))
        assert set(found) >= REQUIRED, path
        assert all(content.strip() for content in found.values()), path
    for path in ["/", "/xa-phuong/"]:
        found = dublin_core_of(province_visitor.get(path))
        assert set(found) >= REQUIRED
        assert found["DC.publisher"] == "Ủy ban nhân dân tỉnh Lạng Sơn"


@pytest.mark.parametrize("query", ["", "?utm_source=zalo", "?ban-in=1"])
def test_the_canonical_address_is_the_pages_own_whatever_was_asked(visitor, commune, query):
    article = make_article(commune)
    links = elements_of(visitor.get(path_of(article) + query), "link")
    assert [link["href"] for link in links if link.get("rel") == "canonical"] == [article.full_url]


def test_a_page_shares_by_plain_links_and_loads_nothing_from_others(visitor, commune):
    article = make_article(commune, title="Tin & ảnh #1")
    response = visitor.get(path_of(article))
    hosts = {urlsplit(link).netloc for link in links_of(response)}
    assert {"www.facebook.com", "zalo.me", "x.com"} <= hosts
    own = ("", "tamthanh.langson.localhost")
    loaded = [e["src"] for e in elements_of(response, "script") if "src" in e]
    loaded += [e["src"] for e in elements_of(response, "img")]
    loaded += [
        e["href"] for e in elements_of(response, "link") if e["rel"] in ("stylesheet", "preload")
    ]
    assert loaded
    assert {urlsplit(address).netloc for address in loaded} <= set(own)
    assert not elements_of(response, "iframe")


def test_what_is_shared_is_the_address_and_the_title_whole(visitor, commune):
    article = make_article(commune, title="Tin & ảnh #1")
    links = {urlsplit(link).netloc or "mail": link for link in links_of(
        visitor.get(path_of(article))) if "//" in link or link.startswith("mailto:?")}  # fmt: skip
    facebook = parse_qs(urlsplit(links["www.facebook.com"]).query)
    assert facebook["u"] == [article.full_url]
    mail = parse_qs(urlsplit(links["mail"]).query)
    assert (mail["subject"], mail["body"]) == (["Tin & ảnh #1"], [article.full_url])


def test_lists_that_name_people_are_kept_from_robots(visitor, commune):
    make_article(commune, "social-support")
    path = path_of(section_page(commune, "social-support"))
    robots = [
        e["content"] for e in elements_of(visitor.get(path), "meta") if e.get("name") == "robots"
    ]
    assert robots == ["noindex"]
