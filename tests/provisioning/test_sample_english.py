"""A trial shows English pages: published once, found apart from the Vietnamese ones."""

import pytest

from commune_site.models import PortalPage
from portal_network.provisioning import sample_media
from portal_network.provisioning.sample_english import publish_sample_english
from portal_network.provisioning.sample_loader import load_sample
from tests.networks import LANG_SON, forget_what_processes_remember
from tests.pages_as_seen import elements_of, links_of, main_text_of
from tests.provisioning.small_portal import plain_picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(network, monkeypatch, settings, tmp_path):
    """Lạng Sơn with its communes, filled, and English for the province and Tam Thanh."""
    monkeypatch.setattr(sample_media, "draw_once", plain_picture)
    settings.MEDIA_ROOT = str(tmp_path / "media")
    load_sample(LANG_SON)
    for authority in (network.province, network.communes[0]):
        authority.refresh_from_db()
        assert publish_sample_english(authority) == 5
    forget_what_processes_remember()
    return network


def test_english_pages_of_a_trial_can_be_read_and_stay_out_of_vietnamese_lists(loaded, client_for):
    for authority in (loaded.province, loaded.communes[0]):
        visitor = client_for(authority)
        front = visitor.get("/en/")
        assert "Pages in English about" in main_text_of(front)
        addresses = {link for link in links_of(front) if link.startswith("/en/") and link != "/en/"}
        pages = [visitor.get(address) for address in addresses if "?" not in address]
        assert len(pages) == 5
        for page in pages:
            assert page.status_code == 200
            assert elements_of(page, "html")[0]["lang"] == "en"
            assert "{" not in main_text_of(page)
        everything = " ".join(main_text_of(page) for page in pages)
        assert "Limestone peaks by the lake" in everything
        assert "Follow the progress with the number of your dossier" in everything
        searched = main_text_of(visitor.get("/tim-kiem/", {"q": "limestone peaks"}))
        assert "Limestone peaks by the lake" not in searched

    # Every variant is marked as sample data and belongs to the site of its original.
    variants = PortalPage.everywhere.filter(written_in="en").exclude(registry_key="home:en")
    assert variants.filter(is_sample=True).count() == 10
    # Another commune stays as it was.
    assert client_for(loaded.communes[1]).get("/en/").status_code == 404


def test_a_second_start_leaves_english_pages_as_they_are(loaded):
    tam_thanh = loaded.communes[0]
    tam_thanh.has_english = False
    tam_thanh.save()
    count = PortalPage.everywhere.count()
    assert publish_sample_english(tam_thanh) == 0
    tam_thanh.refresh_from_db()
    assert not tam_thanh.has_english and PortalPage.everywhere.count() == count
