"""Stored links lead to what the reader's site may show, and to nothing else."""

import pytest
from django_scopes import scope
from wagtail.admin.rich_text.converters.editor_html import EditorHTMLConverter
from wagtail.rich_text import expand_db_html, extract_references_from_rich_text

from portal_network.tenancy.isolation.reach import reach_of, reach_of_site
from tests.factories import attach, make_article, make_file, make_image, make_user, section_page
from tests.networks import HUE, QUOC_KHANH, TAM_THANH, build_network
from tests.query_counts import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def hue(network) -> str:
    """The code of a commune in another province."""
    return build_network(HUE, communes=1).communes[0].code


def link(page) -> str:
    return f'<p><a linktype="page" id="{page.pk}">xem</a></p>'


def shown_on(tenant, html: str) -> str:
    with scope(reach=reach_of_site(tenant)):
        return expand_db_html(html)


def test_a_link_leads_to_a_page_of_the_same_province(network):
    page = make_article(QUOC_KHANH)
    assert page.full_url in shown_on(network.tenants[0], link(page))


def test_a_link_to_a_page_of_another_province_leads_nowhere(network, hue):
    page = make_article(hue)
    assert shown_on(network.tenants[0], link(page)) == "<p><a>xem</a></p>"


@pytest.mark.parametrize("key", ["", "hỏng", "²", "9" * 40])
def test_a_broken_link_does_not_break_the_page(network, key):
    html = f'<p><a linktype="page" id="{key}">xem</a></p>'
    assert shown_on(network.tenants[0], html) == "<p><a>xem</a></p>"
    assert shown_on(network.tenants[0], '<p><a linktype="page">xem</a></p>') == "<p><a>xem</a></p>"


def test_a_public_page_shows_nothing_of_what_belongs_to_another_province(network, hue, client_for):
    foreign, image, document = make_article(hue), make_image(hue), make_file(hue)
    page = make_article(
        TAM_THANH,
        body=[
            ("paragraph", link(foreign)),
            ("paragraph", f'<p><a linktype="document" id="{document.pk}">tệp</a></p>'),
            ("image", {"image": image, "alt": "Ảnh", "caption": ""}),
            ("documents", [document]),
        ],
    )
    answer = client_for(network.communes[0]).get(page.url)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert foreign.slug not in text
    assert document.filename not in text
    assert document.title not in text
    assert not image.renditions.exists()


def test_many_links_cost_as_many_queries_as_one(network):
    pages = [make_article(QUOC_KHANH) for _ in range(5)]

    def queries(html: str) -> int:
        with queries_of() as statements:
            shown_on(network.tenants[0], html)
        return len(statements)

    assert queries("".join(link(page) for page in pages)) == queries(link(pages[0]))


def test_an_editor_that_works_on_html_learns_no_foreign_address(network):
    own, foreign = make_article(TAM_THANH), make_article(QUOC_KHANH)
    with scope(reach=reach_of(make_user("editor", TAM_THANH))):
        converter = EditorHTMLConverter(features=["link"])
        assert own.slug in converter.from_database_format(link(own))
        assert converter.from_database_format(link(foreign)) == "<p><a>xem</a></p>"


def test_a_link_without_a_key_is_no_reference(network):
    page = section_page(TAM_THANH, "news")
    attach(make_article(TAM_THANH), make_file(TAM_THANH))
    html = f'<p><a linktype="page">xem</a></p>{link(page)}'
    assert [key for _model, key, *_rest in extract_references_from_rich_text(html)] == [
        str(page.pk)
    ]
