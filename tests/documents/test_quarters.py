"""Counts of a shelf are kept by quarters and are right whatever changes."""

import io
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from documents import quarters
from documents.bitmaps import count
from documents.models import ChangedQuarter, CountedQuarter, LegalDocumentPage
from documents.quarters import blocks_of, first_day_of, last_day_of, read_quarters
from documents.selection import on_shelf
from portal_network.provisioning.bulk import insert_pages
from tests.factories import make_legal_document, section_page
from tests.query_counts import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune(network):
    """Phường Tam Thanh."""
    return network.communes[0]


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Do something and let its transaction be committed."""

    def commit(act):
        with django_capture_on_commit_callbacks(execute=True):
            return act()

    return commit


@pytest.fixture
def shelf(commune, committed):
    """The shelf of a section with documents of three quarters, all of them counted."""
    for month, kind in ((1, "ke-hoach"), (2, "ke-hoach"), (5, "quyet-dinh"), (8, "ke-hoach")):
        committed(
            lambda day=date(2025, month, 3), kind=kind: make_legal_document(
                commune, issued_on=day, document_type=kind
            )
        )
    found = LegalDocumentPage.everywhere.order_by("pk")[0].shelf
    assert not ChangedQuarter.objects.exists()
    assert CountedQuarter.objects.filter(shelf=found).count() == 3
    return found


def counted_from_documents(shelf):
    """Return the counts of a shelf as its documents give them now."""
    blocks = read_quarters(on_shelf(shelf), timezone.localdate()).values()
    counts = count(blocks, {})
    return counts.total, counts.facets


def counted(shelf):
    """Return the counts of a shelf as visitors see them."""
    counts = count(blocks_of(shelf), {})
    return counts.total, counts.facets


@pytest.mark.parametrize("day", [date(2024, 2, 29), date(2025, 12, 31), date(2026, 5, 1)])
def test_every_day_lies_in_its_quarter(day):
    first = first_day_of(day)
    assert first <= day <= last_day_of(first)
    assert first_day_of(last_day_of(first)) == first
    assert first_day_of(last_day_of(first) + timedelta(days=1)) > last_day_of(first)


def newest():
    """Return the newest document of all."""
    return LegalDocumentPage.everywhere.order_by("-pk")[0]


def change_type():
    page = newest()
    page.document_type = "nghi-quyet"
    page.save_revision().publish()


def change_day():
    page = newest()
    page.issued_on = date(2024, 1, 9)
    page.save_revision().publish()


def unpublish():
    newest().unpublish()


def delete():
    newest().delete()


def move():
    page = newest()
    page.move(section_page(page.commune, "admin-documents"), pos="last-child")


def insert():
    source = newest()
    parent = source.get_parent()
    page = LegalDocumentPage(
        title="Chèn", slug="chen", number="1/QĐ-UBND", document_type="quyet-dinh", issuer="UBND",
        issued_on=date(2023, 3, 3), section=source.section, province_id=source.province_id,
        commune_id=source.commune_id, live=True, locale=source.locale,
        path=LegalDocumentPage._get_path(parent.path, parent.depth + 1, 900),
        depth=parent.depth + 1, content_type=source.content_type,
        url_path=f"{parent.url_path}chen/",
    )  # fmt: skip
    insert_pages([page])


ONE_BY_ONE = [change_type, change_day, unpublish, delete, move]


@pytest.mark.parametrize("change", ONE_BY_ONE)
def test_counts_follow_every_change(shelf, committed, change):
    before = counted(shelf)
    committed(change)
    assert not ChangedQuarter.objects.exists()
    assert counted(shelf) == counted_from_documents(shelf) != before


@pytest.mark.parametrize("change", [*ONE_BY_ONE, insert])
def test_counts_are_right_though_nobody_counted_after_the_change(shelf, change):
    before = counted(shelf)
    change()
    assert ChangedQuarter.objects.exists()
    assert counted(shelf) == counted_from_documents(shelf) != before
    call_command("keep_effects", stdout=io.StringIO())
    assert not ChangedQuarter.objects.exists()
    assert counted(shelf) == counted_from_documents(shelf)


def test_a_change_lets_its_own_quarter_be_counted_anew(shelf, committed, monkeypatch):
    read = []
    monkeypatch.setattr(
        quarters, "_listed_in",
        lambda shelf, days, plain=quarters._listed_in: read.append(set(days)) or plain(shelf, days),
    )  # fmt: skip
    committed(change_type)
    blocks_of(shelf)
    assert read == [{date(2025, 7, 1)}]


def test_many_changes_of_a_quarter_are_counted_once(shelf, committed, monkeypatch):
    counted_quarters = []
    monkeypatch.setattr(
        quarters, "_count",
        lambda *quarter, plain=quarters._count: counted_quarters.append(quarter) or plain(*quarter),
    )  # fmt: skip
    committed(lambda: [change_type(), change_type(), change_type()])
    assert counted_quarters == [(shelf, date(2025, 7, 1))]


def test_what_is_not_about_lists_counts_nothing(shelf):
    page = newest()
    page.save(update_fields=["has_unpublished_changes"])
    page.save_revision()
    assert not ChangedQuarter.objects.exists()


def test_drafts_are_on_no_shelf_and_change_nothing(shelf, commune, committed):
    committed(lambda: make_legal_document(commune, live=False))
    assert CountedQuarter.objects.filter(shelf="").count() == 0
    assert counted(shelf) == counted_from_documents(shelf)


def test_the_calendar_changes_counts_without_anybody_changing_a_document(
    shelf, commune, committed, monkeypatch
):
    today = timezone.localdate()
    committed(lambda: make_legal_document(commune, effective_on=today + timedelta(days=1)))
    committed(lambda: make_legal_document(commune, expires_on=today))
    now = counted(shelf)
    monkeypatch.setattr(timezone, "localdate", lambda *args: today + timedelta(days=1))
    later = counted(shelf)
    assert later == counted_from_documents(shelf) != now
    assert later[0] == now[0] - 1
    call_command("keep_effects", stdout=io.StringIO())
    assert not CountedQuarter.objects.filter(until__lte=today + timedelta(days=1)).exists()
    assert counted(shelf) == later


def test_lists_are_counted_with_two_queries_whatever_was_chosen(shelf):
    with queries_of() as asked:
        count(blocks_of(shelf), {"loai": "ke-hoach", "nam": "2025"})
    assert len(asked) == 2


def test_counts_of_another_shelf_are_not_mixed_in(shelf, network, committed):
    other = network.communes[1]
    before = counted(shelf)
    page = committed(lambda: make_legal_document(other, issued_on=date(2025, 2, 2)))
    assert counted(shelf) == before
    assert counted(page.shelf)[0] == 1
