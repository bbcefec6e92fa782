"""What machines read of a page: Dublin Core (R106), canonical address, links that share it."""

import json
import re
from datetime import UTC, date, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache
from wagtail.models import get_page_models

from commune_site.models import PortalPage
from portal_network.tenancy.directory import directory
from portal_network.tenancy.models import Commune
from tests.factories import make_article, make_legal_document, section_page
from tests.pages_as_seen import elements_of, links_of, path_of

REQUIRED = {
    "DC.title",
    "DC.creator",
    "DC.date",
    "DC.description",
    "DC.publisher",
    "DC.identifier",
    "DC.language",
    "DC.subject",
    "DC.type",
    "DC.format",
    "DC.coverage",
    "DC.rights",
}
DCMI_TYPES = {
    "Collection", "Dataset", "Event", "Image", "InteractiveResource", "MovingImage",
    "PhysicalObject", "Service", "Software", "Sound", "StillImage", "Text",
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
        approver="Chủ tịch",
        disclosed_on=date(2026, 3, 5),
    )
    section = section_page(commune, "news")
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
        "DC.contributor": "Chủ tịch",
        "DC.type": "Text",
        "DC.format": "text/html",
        "DC.relation": section.full_url,
        "DC.coverage": "Phường Tam Thanh; Tỉnh Lạng Sơn",
        "DC.rights": "© Ủy ban nhân dân phường Tam Thanh",
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


def test_every_page_type_is_of_a_type_that_dublin_core_knows():
    models = [model for model in get_page_models() if issubclass(model, PortalPage)]
    assert models
    assert {model.dublin_core_type for model in models} <= DCMI_TYPES


def json_ld_of(response) -> dict[str, dict]:
    """Return the JSON-LD objects of a page by their types."""
    blocks = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', response.content.decode(), re.S
    )
    found = {}
    for block in map(json.loads, blocks):
        assert block["@context"] == "https://schema.org"
        found[block["@type"]] = block
    return found


def test_an_article_describes_itself_and_the_way_to_it(visitor, commune):
    article = make_article(
        commune, title="Ngày hội </script>", author="Văn phòng", disclosed_on=date(2026, 3, 5)
    )
    found = json_ld_of(visitor.get(path_of(article)))
    news = found["NewsArticle"]
    assert news["headline"] == "Ngày hội </script>"
    assert news["datePublished"] == "2026-03-05"
    assert news["url"] == article.full_url
    assert news["author"] == {"@type": "Organization", "name": "Văn phòng"}
    assert news["publisher"]["name"] == "Ủy ban nhân dân phường Tam Thanh"
    steps = found["BreadcrumbList"]["itemListElement"]
    assert [step["position"] for step in steps] == [1, 2, 3, 4]
    assert steps[-1]["item"] == article.full_url


def test_a_document_is_legislation_and_states_nothing_that_it_does_not_know(visitor, commune):
    document = make_legal_document(
        commune, number="7/NQ-HĐND", effective_on=date(2026, 3, 1), expired_on=date(2026, 4, 1)
    )
    known = json_ld_of(visitor.get(path_of(document)))["Legislation"]
    assert known["legislationIdentifier"] == "7/NQ-HĐND"
    assert known["temporalCoverage"] == "2026-03-01/2026-04-01"
    assert known["legislationLegalForce"] == "https://schema.org/NotInForce"
    unknown = json_ld_of(visitor.get(path_of(make_legal_document(commune))))["Legislation"]
    assert not {"temporalCoverage", "legislationLegalForce"} & set(unknown)


def test_a_home_states_the_authority_and_how_to_search(visitor, province_visitor, commune, network):
    Commune.objects.filter(pk=commune.pk).update(
        phone="02053 812 345", latitude=21.8, longitude=106.7
    )
    directory.forget()
    found = json_ld_of(visitor.get("/"))
    assert "BreadcrumbList" not in found
    own = found["GovernmentOrganization"]
    assert own["telephone"] == "02053 812 345"
    assert own["location"]["geo"]["latitude"] == 21.8
    province = json_ld_of(province_visitor.get("/"))["GovernmentOrganization"]
    assert own["parentOrganization"]["@id"] == province["@id"]
    address = found["WebSite"]["potentialAction"]["target"]["urlTemplate"]
    path = address.removeprefix(own["url"].rstrip("/"))
    assert visitor.get(path.replace("{search_term_string}", "lịch tiếp dân")).status_code == 200


def test_lists_and_front_pages_say_when_anything_in_them_was_published_last(visitor, commune):
    article = make_article(commune)
    moment = datetime(2026, 3, 9, 1, 30, tzinfo=UTC)
    PortalPage.objects.filter(pk=article.pk).update(last_published_at=moment)
    cache.clear()
    section = section_page(commune, "news")
    for path in ("/", path_of(section), path_of(section.get_parent().specific)):
        response = visitor.get(path)
        assert response.context["updated_at"] == moment, path
        assert "Cập nhật lúc" in response.content.decode(), path
