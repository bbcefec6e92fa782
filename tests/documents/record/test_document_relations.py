"""A relation is stated once and read from both sides, by live pages that everybody may see."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import PageViewRestriction

from documents.models import DocumentRelation, LegalDocumentPage
from documents.record.relations import MOST_REVERSE, relations_of
from tests.factories import make_legal_document
from tests.networks import HUE, build_network
from tests.pages_as_seen import links_of, main_text_of, path_of
from tests.query_counts import uncached_queries

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 5)


@pytest.fixture
def commune(network):
    """Phường Tam Thanh."""
    return network.communes[0]


@pytest.fixture
def visitor(commune, client_for):
    """Somebody who reads the site of Tam Thanh without an account."""
    return client_for(commune)


def relate(page, kind, target=None, **cited):
    """State a relation."""
    return DocumentRelation.everywhere.create(page=page, kind=kind, target=target, **cited)


def shown(page):
    """Return verb and title of what a page shows, asked anew."""
    relations = relations_of(LegalDocumentPage.objects.get(pk=page.pk))
    return [(one.verb, one.title) for one in (*relations.stated, *relations.reverse)]


def test_both_sides_show_the_relation_and_link_to_each_other(visitor, commune):
    old = make_legal_document(commune, title="Kế hoạch cũ", number="1/KH-UBND")
    new = make_legal_document(commune, title="Kế hoạch mới", number="2/KH-UBND")
    relate(new, "thay-the", old, scope="Phụ lục I")
    stated, reverse = visitor.get(path_of(new)), visitor.get(path_of(old))
    assert path_of(old) in links_of(stated)
    assert "Thay thế" in main_text_of(stated)
    assert "Phụ lục I" in main_text_of(stated)
    assert path_of(new) in links_of(reverse)
    assert "Được thay thế bởi Kế hoạch số 2/KH-UBND" in main_text_of(reverse)


@pytest.mark.parametrize(
    ("kind", "verb"),
    [
        ("can-cu", "Là căn cứ ban hành của"), ("thay-the", "Được thay thế bởi"),
        ("sua-doi-bo-sung", "Được sửa đổi, bổ sung bởi"), ("bai-bo", "Bị bãi bỏ bởi"),
        ("dinh-chinh", "Được đính chính bởi"), ("huong-dan", "Được hướng dẫn thi hành bởi"),
        ("hop-nhat", "Được hợp nhất vào"),
    ],
)  # fmt: skip
def test_each_verb_has_its_other_side(commune, kind, verb):
    target, source = make_legal_document(commune), make_legal_document(commune, title="Nguồn")
    relate(source, kind, target)
    assert shown(target) == [(verb, "Nguồn")]


def test_a_draft_says_nothing_of_others_and_is_not_told_of(commune):
    target = make_legal_document(commune)
    draft = make_legal_document(commune, title="Nháp mật", live=False)
    relate(draft, "bai-bo", target)
    relate(target, "can-cu", draft)
    assert shown(target) == []


def test_what_lies_under_a_restriction_is_not_told_of(commune):
    target, source = make_legal_document(commune), make_legal_document(commune)
    relate(source, "bai-bo", target)
    PageViewRestriction.objects.create(page=source, restriction_type=PageViewRestriction.LOGIN)
    assert shown(target) == []


def test_a_citation_becomes_a_link_once_the_province_publishes_the_document(
    network, commune, visitor
):
    page = make_legal_document(commune)
    relate(page, "can-cu", cited_number="15/2026/NQ-HĐND", cited_on=DAY)
    assert shown(page) == [("Căn cứ ban hành", "")]
    law = make_legal_document(
        network.province, title="Nghị quyết của tỉnh", number="15/2026/NQ-HĐND", issued_on=DAY
    )
    assert shown(page) == [("Căn cứ ban hành", "Nghị quyết của tỉnh")]
    assert law.full_url in links_of(visitor.get(path_of(page)))
    assert shown(law) == [("Là căn cứ ban hành của", page.title)]


def test_a_citation_that_may_mean_two_documents_leads_to_none(network, commune):
    page = make_legal_document(commune)
    for place, issuer in ((commune, "UBND phường Tam Thanh"), (network.province, "UBND tỉnh")):
        make_legal_document(place, number="9/KH-UBND", issued_on=DAY, issuer=issuer, title=issuer)
    row = relate(page, "can-cu", cited_number="9/KH-UBND", cited_on=DAY)
    assert shown(page) == [("Căn cứ ban hành", "")]
    row.cited_issuer = "Ủy ban nhân dân tỉnh"
    row.save()
    assert shown(page) == [("Căn cứ ban hành", "UBND tỉnh")]


def test_nothing_is_told_across_communes_or_provinces(network, commune):
    other = build_network(HUE, 1)
    target = make_legal_document(commune, number="7/KH-UBND", issued_on=DAY)
    for place in (network.communes[1], other.communes[0], other.province):
        source = make_legal_document(place)
        relate(source, "bai-bo", cited_number="7/KH-UBND", cited_on=DAY)
        assert shown(source) == [("Bãi bỏ", "")]
    assert shown(target) == []


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({}, "target"),
        ({"cited_number": "1/KH", "url": "http://vidu.vn/"}, "url"),
        ({"cited_number": "1/KH", "url": "javascript:alert(1)"}, "url"),
    ],
)
def test_a_row_names_one_document_and_links_are_https(commune, fields, name):
    row = DocumentRelation(page=make_legal_document(commune), kind="can-cu", **fields)
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    assert name in refused.value.message_dict


def test_a_row_neither_means_two_documents_nor_its_own_page(commune):
    page = make_legal_document(commune)
    row = DocumentRelation(page=page, kind="can-cu", target=page)
    with pytest.raises(ValidationError):
        row.full_clean()
    row.target, row.cited_number = make_legal_document(commune), "1/KH"
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    assert "cited_number" in refused.value.message_dict


def test_a_page_costs_the_same_with_two_and_with_sixty_relations(visitor, commune):
    page = make_legal_document(commune, number="1/KH-UBND", issued_on=DAY)
    sources = [make_legal_document(commune) for _ in range(3)]

    def add(number):
        for place in range(number):
            relate(page, "can-cu", sources[place % 3])
            relate(sources[place % 3], "huong-dan", page)

    add(1)
    few = len(uncached_queries(visitor, path_of(page)))
    add(MOST_REVERSE)
    many = uncached_queries(visitor, path_of(page))
    # One more to count what is not shown.
    assert len(many) <= few + 1
    assert "Còn 1 văn bản khác dẫn đến văn bản này" in main_text_of(visitor.get(path_of(page)))


def test_machines_read_the_relations(visitor, commune):
    old, new = make_legal_document(commune, title="Cũ"), make_legal_document(commune)
    relate(new, "bai-bo", old)
    relate(new, "sua-doi-bo-sung", cited_title="Luật Đất đai", url="https://vidu.vn/luat")
    (legislation,) = [
        one for one in LegalDocumentPage.objects.get(pk=new.pk).structured_data()
        if one["@type"] == "Legislation"
    ]  # fmt: skip
    assert legislation["legislationRepeals"][0]["url"] == old.full_url
    assert legislation["legislationChanges"] == [
        {"@type": "Legislation", "name": "Luật Đất đai", "url": "https://vidu.vn/luat"}
    ]
    assert f'content="{old.citation}"' in visitor.get(path_of(new)).content.decode()
