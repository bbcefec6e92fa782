"""Tells who uploaded a file that it was refused after they had gone on."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from documents.models.files import PortalDocument
from portal_network.notices.models import Kind, Notice
from portal_network.notices.services import close_about, tell
from portal_network.tenancy.directory import directory

_LONGEST_TITLE = Notice._meta.get_field("title").max_length


def tell_of_refusal(document: PortalDocument) -> None:
    """Tell the uploader why, once for each content of the file; nobody where they are unknown."""
    place = directory.of_collection(document.collection_id)
    if document.uploaded_by_user_id is None or place is None:
        return
    with override(settings.LANGUAGE_CODE):
        why = " ".join(str(reason) for reason in document.reasons_against)
    notice = Notice(
        key=f"{Kind.FILE_REFUSED.value}:{document.pk}:{document.sha256[:16]}",
        user_id=document.uploaded_by_user_id,
        kind=Kind.FILE_REFUSED,
        province_id=place.province_code,
        commune_id=place.code if place.is_commune else None,
        title=document.title[:_LONGEST_TITLE],
        text=why,
        path=screen_of(document),
    )
    transaction.on_commit(lambda: tell([notice]), robust=True)


def screen_of(document: PortalDocument) -> str:
    """Return the path of the form of a file, by which its notices are known."""
    return reverse("wagtaildocs:edit", args=[document.pk])


def forget_refusal(document: PortalDocument) -> None:
    """Take a file that is being deleted from the unread notices."""
    # Asked for now: what was deleted has no key any more.
    path = screen_of(document)
    transaction.on_commit(lambda: close_about(path), robust=True)
