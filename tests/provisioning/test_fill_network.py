"""A load for measuring: spread evenly, resumed where it was stopped, refused beside real work."""

import io

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from commune_site.models import PortalPage
from portal_network.provisioning import load
from tests.factories import make_article, section_page
from tests.networks import TAM_THANH
from tests.pages_as_seen import links_of, main_text_of, path_of

pytestmark = pytest.mark.django_db


def fill(pages: int, **options) -> str:
    """Return what a run says."""
    out = io.StringIO()
    call_command("fill_network", pages=pages, stdout=out, **options)
    return out.getvalue().strip()


def loaded(commune) -> int:
    """Return how many pages of the load a commune has."""
    return PortalPage.everywhere.filter(commune=commune, registry_key__startswith="load:").count()


def test_a_run_that_was_stopped_goes_on_and_the_pages_are_as_real_ones(
    network, client_for, monkeypatch
):
    monkeypatch.setattr(load, "PAGES_AT_ONCE", 15)
    write, calls = load._write, []

    def stopped(*args):
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        write(*args)

    monkeypatch.setattr(load, "_write", stopped)
    with pytest.raises(KeyboardInterrupt):
        fill(41)
    assert [loaded(one) for one in network.communes] == [21, 0]
    monkeypatch.setattr(load, "_write", write)
    assert fill(41) == "20 pages made"
    assert [loaded(one) for one in network.communes] == [21, 20]
    assert fill(41) == "0 pages made"
    assert not any(Page.find_problems())
    visitor = client_for(network.communes[0])
    section = section_page(TAM_THANH, "news")
    for page in (section, section.get_children().first().specific):
        answer = visitor.get(path_of(page))
        assert answer.status_code == 200
        assert "Dữ liệu mẫu" in main_text_of(answer)
    document = PortalPage.everywhere.filter(
        commune=network.communes[0], section="admin-documents", registry_key__startswith="load:"
    ).first()
    found = visitor.get("/tim-kiem/", {"q": document.specific.number})
    assert any(link.endswith(path_of(document)) for link in links_of(found))


def test_nothing_is_invented_where_somebody_has_written(network):
    make_article(TAM_THANH)
    with pytest.raises(CommandError, match="viết"):
        fill(10)
    with pytest.raises(CommandError):
        fill(-1)
    assert not PortalPage.everywhere.filter(registry_key__startswith="load:").exists()
