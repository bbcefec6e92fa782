"""A list is narrowed by the facets of its page type, each value with what it would leave."""

from datetime import date

import pytest

from commune_site.listings import Facet, Listing
from commune_site.page_types import PageType
from commune_site.sections.vocabulary import PAGE_TYPES
from documents.models import DocumentType
from tests.factories import make_legal_document, section_page
from tests.pages_as_seen import elements_of, main_text_of, path_of

SECTION = "legal-documents"


class ByTypeAndSignatory(Listing):
    """Legal documents by two of their columns, one with labels and one without."""

    model = "documents.LegalDocumentPage"
    facets = (
        Facet("loai", "Loại văn bản", "document_type", DocumentType.choices),
        Facet("nguoi-ky", "Người ký", "signatory"),
    )


@pytest.fixture
def faceted(monkeypatch):
    """Lists legal documents by type and signatory."""
    page_type = PageType("legal_document", "documents.LegalDocumentPage", ByTypeAndSignatory())
    monkeypatch.setitem(PAGE_TYPES._meanings, "legal_document", page_type)


@pytest.fixture
def path(network, commune, faceted):
    """The section with two decisions of one year and a plan of another."""
    rows = (
        ("Quyết định một", "quyet-dinh", "Lý Văn Mẫu", date(2026, 2, 1)),
        ("Quyết định hai", "quyet-dinh", "Hoàng Thị Ví Dụ", date(2026, 3, 1)),
        ("Kế hoạch ba", "ke-hoach", "Lý Văn Mẫu", date(2025, 3, 1)),
    )
    for title, kind, signatory, day in rows:
        make_legal_document(
            commune, SECTION, title=title, document_type=kind, signatory=signatory, disclosed_on=day
        )
    return path_of(section_page(commune, SECTION))


def options(response, name):
    """Return value and text of the options of a select."""
    chosen = [one for one in response.context["facets"] if one.parameter == name]
    return [(option.value, option.count) for option in chosen[0].options]


def test_each_value_tells_how_many_items_have_it(visitor, path):
    response = visitor.get(path)
    assert options(response, "loai") == [("quyet-dinh", 2), ("ke-hoach", 1)]
    assert "Quyết định (2)" in main_text_of(response)


def test_a_choice_narrows_the_list_and_the_counts_of_the_others(visitor, path):
    response = visitor.get(f"{path}?loai=quyet-dinh")
    text = main_text_of(response)
    assert "Quyết định một" in text
    assert "Kế hoạch ba" not in text
    assert options(response, "nguoi-ky") == [("Hoàng Thị Ví Dụ", 1), ("Lý Văn Mẫu", 1)]
    assert options(response, "loai") == [("quyet-dinh", 2), ("ke-hoach", 1)]


def test_choices_and_year_go_together_and_stay_in_the_form(visitor, path):
    response = visitor.get(f"{path}?nguoi-ky=Lý Văn Mẫu&nam=2025")
    assert [card.title for card in response.context["pager"].items] == ["Kế hoạch ba"]
    hidden = [one for one in elements_of(response, "input") if one.get("type") == "hidden"]
    assert {"type": "hidden", "name": "nam", "value": "2025"} in hidden


def test_choices_that_leave_nothing_say_so_and_lead_back(visitor, path):
    response = visitor.get(f"{path}?loai=ke-hoach&nam=2026")
    assert response.status_code == 200
    assert "Không có mục nào khớp với lựa chọn" in main_text_of(response)


@pytest.mark.parametrize("query", ["loai=khong-co", "loai=%00", "loai=' OR 1=1", "nguoi-ky=%00"])
def test_a_value_that_does_not_exist_is_not_found(visitor, path, query):
    assert visitor.get(f"{path}?{query}").status_code == 404


@pytest.mark.parametrize("count", [3, 23])
def test_a_list_costs_one_query_per_facet_whatever_its_length(
    visitor, commune, path, count, django_assert_num_queries
):
    for number in range(count - 3):
        make_legal_document(commune, SECTION, title=f"Quyết định số {number}")
    visitor.get(path)
    with django_assert_num_queries(5):
        visitor.get(path)
