"""What a section shows from data: in its page, at addresses below it, in the sitemap."""

from dataclasses import dataclass

import pytest
from django.http import Http404, HttpResponse

from commune_site.models import SectionPage
from commune_site.presentations import Presentation
from commune_site.sections.vocabulary import PRESENTATIONS
from tests.factories import section_page
from tests.pages_as_seen import main_text_of, path_of

SECTION = "citizen-reception"
MARK = '</script><b>"Ủy ban" & dân'


@dataclass(frozen=True)
class Shelf(Presentation):
    """Shows one book at an address of its own."""

    filled: bool = True

    def has_content(self, tenant):
        return self.filled

    def serve(self, page, request, path):
        if path not in (("sach",), ("lich.ics",)):
            raise Http404
        return HttpResponse(f"{page.title}: {path[-1]}")

    def sitemap_paths(self, tenant):
        return ["sach/"]

    def structured_data(self, page, request):
        return [{"@type": "Book", "name": MARK}]


@pytest.fixture
def shelf(monkeypatch):
    """Puts a shelf in place of the schedule of citizen reception."""

    def put(**fields):
        made = Shelf("reception", "components/standing/reception.html", **fields)
        monkeypatch.setitem(PRESENTATIONS._meanings, "reception", made)
        return made

    return put


@pytest.fixture
def path(network, commune):
    """The address of the section."""
    return path_of(section_page(commune, SECTION))


def test_an_address_below_the_section_is_answered_from_data(visitor, path, shelf):
    shelf()
    response = visitor.get(f"{path}sach/")
    assert response.status_code == 200
    assert response.content.decode().endswith(": sach")


def test_an_address_without_its_slash_leads_to_the_one_with_it(visitor, path, shelf):
    shelf()
    response = visitor.get(f"{path}sach")
    assert (response.status_code, response["Location"]) == (301, f"{path}sach/")
    assert visitor.get(f"{path}lich.ics").status_code == 200


@pytest.mark.parametrize("below", ["khong-co/", "sach/trang-hai/", "khong-co", "%00/", "sach//"])
def test_other_addresses_below_the_section_do_not_exist(visitor, path, shelf, below):
    shelf()
    expected = 200 if below == "sach//" else 404
    assert visitor.get(path + below).status_code == expected


def test_a_section_without_data_and_pages_hides_with_everything_below_it(visitor, path, shelf):
    shelf(filled=False)
    assert visitor.get(path).status_code == 404
    assert visitor.get(f"{path}sach/").status_code == 404
    assert f"{path}sach/" not in visitor.get("/sitemap.xml").content.decode()


def test_what_is_served_from_data_stands_in_the_sitemap(visitor, path, shelf):
    shelf()
    assert f"{path}sach/</loc>" in visitor.get("/sitemap.xml").content.decode()


def test_structured_data_cannot_end_its_element(visitor, path, shelf):
    shelf()
    text = visitor.get(path).content.decode()
    parts = text.split('<script type="application/ld+json">')[1:]
    blocks = [part.split("</script>")[0] for part in parts]
    assert sum("\\u003C/script\\u003E" in block for block in blocks) == 1
    for block in blocks:
        assert '"@context": "https://schema.org"' in block
        assert "<b>" not in block


def test_a_presentation_may_stand_in_place_of_the_list(visitor, commune, path, shelf):
    shelf(replaces_list=True)
    assert visitor.get(path).context["pager"] is None
    assert "Lịch tiếp công dân" in main_text_of(visitor.get(path))


def test_a_page_describes_itself_in_structured_data(visitor, commune, path, monkeypatch):
    monkeypatch.setattr(SectionPage, "structured_data", lambda page: [{"@type": "WebPage"}])
    assert '{"@context": "https://schema.org", "@type": "WebPage"}' in (
        visitor.get(path).content.decode()
    )
