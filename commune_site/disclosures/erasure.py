"""Erases what named people once its time is over (R83): not hidden, but gone.

What stays is the bare fact that something was disclosed: title, number, period, days, places of
posting. Names leave the texts, the tables, the log of corrections, comments, every earlier version
and the search; files leave the storage unless another page shows them, too.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models, transaction
from django.db.models import ProtectedError, Q
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.log_actions import log
from wagtail.models import ReferenceIndex
from wagtail.search import index

from commune_site.models import Attachment, PortalPage
from commune_site.sections import get_registry

ERASED = "disclosures.list_erased"
# Rows of a page that may hold names: tables, and what was said of their corrections.
NAMING_ROWS = ("figures", "corrections")


@dataclass(frozen=True, slots=True)
class Erased:
    """A list that was erased, with the number of its files and versions."""

    page_id: int
    files: int
    versions: int


def erase_expired_lists() -> list[Erased]:
    """Erase every list of people whose last day is over; each in a transaction of its own."""
    return [found for key in _keys_of_expired() if (found := _erase(key)) is not None]


def _keys_of_expired() -> list[int]:
    named = Q(section__in=get_registry().personal_data_slugs) | Q(names_people=True)
    over = PortalPage.everywhere.filter(named, expires_on__lt=timezone.localdate())
    return list(over.filter(erased_on__isnull=True).values_list("pk", flat=True))


@transaction.atomic
def _erase(key: int) -> Erased | None:
    row = PortalPage.everywhere.select_for_update().filter(pk=key, erased_on__isnull=True).first()
    if row is None or row.expires_on is None or row.expires_on >= timezone.localdate():
        # Somebody was faster, or has just given the list more time.
        return None
    page = row.specific
    documents = _documents_of(page)
    versions = page.revisions.count()
    page.revisions.all().delete()
    page.wagtail_admin_comments.all().delete()
    for name in NAMING_ROWS:
        if hasattr(page, name):
            getattr(page, name).model.everywhere.filter(page=page.pk).delete()
    Attachment.everywhere.filter(page=page.pk).delete()
    _empty_texts(page)
    files = sum(_delete_file(document, page) for document in documents)
    fresh = type(page).everywhere.get(pk=page.pk)
    index.insert_or_update_object(fresh)
    ReferenceIndex.create_or_update_for_object(fresh)
    log(instance=fresh, action=ERASED, data={"files": files, "versions": versions})
    return Erased(page.pk, files, versions)


def _empty_texts(page: PortalPage) -> None:
    values = {name: _empty(page._meta.get_field(name)) for name in page.naming_fields}
    type(page).everywhere.filter(pk=page.pk).update(
        **values,
        lead_image=None,
        latest_revision=None,
        live_revision=None,
        has_unpublished_changes=False,
        erased_on=timezone.localdate(),
    )


def _empty(field: models.Field) -> object:
    return field.to_python([]) if hasattr(field, "stream_block") else ""


def _documents_of(page: PortalPage) -> list:
    """Return the files that the page or one of its versions shows."""
    keys = set(Attachment.everywhere.filter(page=page.pk).values_list("document_id", flat=True))
    keys |= set(_attached_in_versions(page))
    model = get_document_model()
    keys |= {
        int(reference.to_object_id)
        for reference in ReferenceIndex.get_references_for_object(page)
        if reference.to_content_type.model_class() is model
    }
    return list(model._base_manager.filter(pk__in=keys))


def _attached_in_versions(page: PortalPage) -> Iterator[int]:
    for content in page.revisions.values_list("content", flat=True).iterator():
        for row in content.get("attachments", ()):
            if row.get("document"):
                yield int(row["document"])


def _delete_file(document, page: PortalPage) -> bool:
    """Delete a file that nothing else shows; return whether it is gone."""
    if Attachment.everywhere.filter(document=document).exists():
        return False
    others = ReferenceIndex.get_references_to(document)
    if any(reference.object_id != str(page.pk) for reference in others):
        return False
    try:
        with transaction.atomic():
            document.delete()
    except ProtectedError:
        return False
    return True
