"""When the time of a list of people is over nothing of it is left (R83)."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import models
from django.utils import timezone
from wagtail.models import Comment, ReferenceIndex

from commune_site.disclosures.erasure import ERASED, erase_expired_lists
from commune_site.disclosures.models import DisclosurePage
from commune_site.models import PortalPage
from commune_site.plans.models import LandRecoveryPage
from documents.models import PortalDocument
from portal_network.audit.models import AuditEntry
from tests.commune_site.disclosures.makers import REVENUE, SUPPORT, make_disclosure
from tests.factories import attach, make_file, make_user
from tests.pages_as_seen import path_of

pytestmark = pytest.mark.django_db

NAME = "Hoàng Văn Ví Dụ"
# What stays: the fact of the disclosure, and what no officer writes names into.
STATED = {
    DisclosurePage: {
        "kind", "decision_number", "legal_basis", "period_kind", "posting_place",
    },
    LandRecoveryPage: {
        "kind", "project_name", "location", "posting_place", "decision_number", "decided_by",
    },
}  # fmt: skip


def yesterday():
    return timezone.localdate() - timedelta(days=1)


@pytest.fixture
def support(commune):
    """A list with the name of a person in every place, whose last day was yesterday."""
    page = make_disclosure(
        commune,
        SUPPORT,
        kind="result",
        disclosed_on=timezone.localdate(),
        table=REVENUE,
        correction=f"Bỏ ông {NAME}",
        subject=f"Hộ ông {NAME}",
        summary=f"Hộ ông {NAME}",
        body=[("paragraph", f"<p>{NAME}</p>")],
    )
    kept, shared = make_file(commune), make_file(commune)
    attach(page, kept)
    attach(page, shared)
    page.save_revision()
    Comment.objects.create(page=page, user=make_user(), text=NAME, contentpath="body")
    DisclosurePage.objects.filter(pk=page.pk).update(expires_on=yesterday())
    page.files = (kept, shared)
    return page


def everything_of(page):
    """Return all that the database still says of a page, as one text."""
    fresh = DisclosurePage.objects.get(pk=page.pk)
    texts = [str(getattr(fresh, field.attname)) for field in fresh._meta.concrete_fields]
    texts += [str(value) for value in fresh.revisions.values_list("content", flat=True)]
    texts += [row.reason for row in fresh.corrections.all()]
    texts += [row.text for row in Comment.objects.filter(page=fresh)]
    return "\n".join(texts)


def test_nothing_of_a_list_is_left_after_its_time(
    support, commune, django_capture_on_commit_callbacks
):
    neighbour = make_disclosure(
        commune,
        SUPPORT,
        kind="result",
        disclosed_on=timezone.localdate(),
        summary=f"Hộ ông {NAME}",
    )
    kept, shared = support.files
    attach(neighbour, shared)
    storage, name = kept.file.storage, kept.file.name
    assert NAME in everything_of(support)

    with django_capture_on_commit_callbacks(execute=True):
        call_command("erase_expired_lists")

    assert NAME not in everything_of(support)
    page = DisclosurePage.objects.get(pk=support.pk)
    assert (page.title, page.erased_on) == (support.title, timezone.localdate())
    assert not page.figures.exists() and not page.attachments.exists()
    assert not storage.exists(name)
    # A file that another page shows stays, and so does a list that still has time.
    assert list(PortalDocument.objects.values_list("pk", flat=True)) == [shared.pk]
    assert NAME in everything_of(neighbour)
    shown = ReferenceIndex.get_references_to(shared).values_list("object_id", flat=True)
    assert list(shown) == [str(neighbour.pk)]


def test_an_erased_list_is_on_record_once(support):
    assert [one.page_id for one in erase_expired_lists()] == [support.pk]
    assert erase_expired_lists() == []

    entry = AuditEntry.objects.get(action=ERASED)
    assert entry.object_id == str(support.pk)
    assert NAME not in f"{entry.object_title} {entry.details}"


def test_an_erased_list_stays_away_from_the_public_and_opens_for_its_officer(
    support, visitor, editor
):
    erase_expired_lists()
    assert visitor.get(path_of(support)).status_code == 404
    answer = editor.get(f"/quan-tri/pages/{support.pk}/edit/")
    assert answer.status_code == 200
    assert NAME not in answer.content.decode()


@pytest.mark.parametrize("days", [0, 1])
def test_a_list_that_still_has_time_is_kept(support, days):
    last = timezone.localdate() + timedelta(days=days)
    DisclosurePage.objects.filter(pk=support.pk).update(expires_on=last)
    assert erase_expired_lists() == []


def test_a_notice_that_names_nobody_is_kept_when_it_is_over(commune):
    page = make_disclosure(commune)
    PortalPage.objects.filter(pk=page.pk).update(expires_on=yesterday())
    assert erase_expired_lists() == []


@pytest.mark.parametrize("model", STATED)
def test_every_text_of_a_type_that_names_people_is_erased_or_stated(model):
    own = {
        field.name
        for field in model._meta.local_fields
        if isinstance(field, models.CharField | models.TextField) or hasattr(field, "stream_block")
    }
    assert own - set(model.naming_fields) == STATED[model] & own
    assert set(model.naming_fields) <= {field.name for field in model._meta.get_fields()}
