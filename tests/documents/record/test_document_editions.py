"""What changes in a published document is told; what was taken down says so at its address."""

import json
from datetime import date

import pytest

from commune_site.checks import examine
from documents.models import DocumentEdition, DocumentRelation, LegalDocumentPage
from portal_network.moderation.services import publication
from portal_network.tenancy.models import Role
from tests.factories import (
    attach,
    make_file,
    make_legal_document,
    make_user,
    section_page,
)
from tests.pages_as_seen import links_of, main_text_of, path_of

pytestmark = pytest.mark.django_db
REASON = "Văn bản đăng nhầm bản chưa ký, đang thay bằng bản chính."


@pytest.fixture
def commune(network):
    """Phường Tam Thanh."""
    return network.communes[0]


@pytest.fixture
def visitor(commune, client_for):
    """Somebody who reads the site of Tam Thanh without an account."""
    return client_for(commune)


def publish(page, **changes):
    """Publish a page with these changes, as the last approval does."""
    page = LegalDocumentPage.objects.get(pk=page.pk)
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return LegalDocumentPage.objects.get(pk=page.pk)


def test_a_change_after_publication_is_told_with_its_reason(visitor, commune):
    page = make_legal_document(commune, effective_on=date(2026, 3, 1))
    assert DocumentEdition.everywhere.count() == 0
    page = publish(page, effective_on=date(2026, 3, 11), change_note="Nhập nhầm ngày.")
    (edition,) = DocumentEdition.everywhere.filter(page=page)
    assert (edition.number, edition.reason) == (2, "Nhập nhầm ngày.")
    assert edition.changes == [
        {"name": "effective_on", "before": "01/03/2026", "after": "11/03/2026"}
    ]
    text = main_text_of(visitor.get(path_of(page)))
    assert "Bản thứ 2" in text
    assert "01/03/2026 → 11/03/2026" in text
    assert "Nhập nhầm ngày." in text


def test_a_change_without_a_reason_is_told_all_the_same(visitor, commune):
    page = publish(make_legal_document(commune), number="99/KH-UBND")
    assert "Không ghi lý do." in main_text_of(visitor.get(path_of(page)))


def test_publishing_the_same_again_and_drafts_make_no_edition(commune):
    page = publish(make_legal_document(commune), seo_title="Khác")
    page.number = "100/KH-UBND"
    page.save_revision()
    draft = make_legal_document(commune, live=False)
    draft.number = "101/KH-UBND"
    draft.save()
    assert DocumentEdition.everywhere.count() == 0


def test_the_reason_of_one_edition_is_not_that_of_the_next(commune):
    page = publish(make_legal_document(commune), number="99/KH-UBND", change_note="Một.")
    assert page.change_note == ""
    form = page.get_edit_handler().get_form_class()(instance=page.get_latest_revision_as_object())
    assert form.initial["change_note"] == ""


def test_files_relations_and_text_count_as_changes(commune):
    page, other = make_legal_document(commune), make_legal_document(commune)
    page = LegalDocumentPage.objects.get(pk=page.pk)
    page.attachments.add(page.attachments.model(document=make_file(commune), title="Bản ký"))
    page.relations.add(DocumentRelation(kind="thay-the", target=other))
    page.full_text = "<p>Khác.</p>"
    page.save_revision().publish()
    (edition,) = DocumentEdition.everywhere.filter(page=page)
    assert [change["name"] for change in edition.changes] == [
        "attachments", "relations", "full_text",
    ]  # fmt: skip


def test_an_officer_is_asked_for_the_reason_of_a_change(commune):
    page = make_legal_document(commune)
    page.number = "99/KH-UBND"

    def faults():
        found = {result.check.code: result.faults for result in examine(page)}
        return found["edition-reason"]

    assert faults()
    page.change_note = "Nhập nhầm số."
    assert not faults()


def test_a_document_that_was_taken_down_says_so_at_its_address(visitor, commune):
    page = make_legal_document(commune, title="Tên không còn nêu", number="5/KH-UBND")
    new = make_legal_document(commune, number="6/KH-UBND")
    DocumentRelation.everywhere.create(page=new, kind="thay-the", target=page)
    page.save_revision().publish()
    publication.withdraw(make_user(Role.SITE_ADMINISTRATOR, commune), page, REASON)
    response = visitor.get(path_of(page))
    assert response.status_code == 410
    text = main_text_of(response)
    assert REASON in text
    assert "5/KH-UBND" in text
    assert "Tên không còn nêu" not in response.content.decode()
    assert path_of(new) in links_of(response)
    assert "5/KH-UBND" not in main_text_of(
        visitor.get(path_of(section_page(commune, "legal-documents")))
    )


def test_what_was_never_public_or_stands_elsewhere_stays_unknown(network, commune, visitor):
    draft = make_legal_document(commune, live=False)
    assert visitor.get(path_of(draft)).status_code == 404
    other = make_legal_document(network.communes[1])
    publication.withdraw(make_user(Role.SITE_ADMINISTRATOR, network.communes[1]), other, REASON)
    assert visitor.get(path_of(other)).status_code == 404


def test_the_same_document_twice_is_pointed_out_before_publication(network, commune):
    def faults(page):
        found = {result.check.code: result.faults for result in examine(page)}
        return found["duplicate"]

    stated = {"number": "8/KH-UBND", "issuer": "UBND phường Tam Thanh"}
    first = make_legal_document(commune, **stated)
    again = make_legal_document(
        commune, number="08 / KH–UBND", issuer="Ủy ban nhân dân phường Tam Thanh"
    )
    elsewhere = make_legal_document(network.communes[1], **stated)
    (told,) = faults(again)
    assert first.full_url in told
    assert not faults(elsewhere)


def test_the_same_file_twice_is_pointed_out(commune):
    pages = [make_legal_document(commune) for _ in range(2)]
    for page in pages:
        attach(page, make_file(commune, sha256="a" * 64))
    found = {result.check.code: result.faults for result in examine(pages[1])}
    assert len(found["duplicate"]) == 1


def test_json_of_editions_can_be_stored(commune):
    page = publish(make_legal_document(commune), title="Tên “mới” <b>")
    edition = DocumentEdition.everywhere.get(page=page)
    assert json.loads(json.dumps(edition.changes))[0]["after"] == "Tên “mới” <b>"
