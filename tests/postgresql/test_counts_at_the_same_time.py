"""Several people publish into one list at the same moment: its counts miss nobody."""

from datetime import date

import pytest
from django.utils import timezone

from documents.bitmaps import count
from documents.models import ChangedQuarter, CountedQuarter, LegalDocumentPage
from documents.quarters import blocks_of, read_quarters
from documents.selection import on_shelf
from tests.factories import make_legal_document
from tests.networks import TAM_THANH, build_network
from tests.postgresql.workers import WORKERS, all_at_once

CHANGES = 6
KINDS = ("ke-hoach", "quyet-dinh", "nghi-quyet")


@pytest.fixture
def keys(transactional_db):
    """The documents of one quarter, one for each of those who will change them."""
    build_network()
    return [
        make_legal_document(TAM_THANH, issued_on=date(2025, 2, 1 + number)).pk
        for number in range(WORKERS)
    ]


def test_counts_are_those_of_the_documents_after_everybody_has_published(keys):
    left = list(keys)

    def publish() -> None:
        key = left.pop()
        for change in range(CHANGES):
            page = LegalDocumentPage.everywhere.get(pk=key)
            page.document_type = KINDS[(change + key) % len(KINDS)]
            page.save()

    all_at_once(publish)
    shelf = LegalDocumentPage.everywhere.get(pk=keys[0]).shelf
    documents = read_quarters(on_shelf(shelf), timezone.localdate()).values()
    assert count(blocks_of(shelf), {}) == count(documents, {})
    assert not ChangedQuarter.objects.exists()
    assert CountedQuarter.objects.filter(shelf=shelf).count() == 1
