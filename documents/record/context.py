"""What the page of a document shows beside its facts."""

from urllib.parse import urljoin

from django.apps import apps
from django.http import HttpRequest
from django.utils.translation import gettext as _

from commune_site.article_context import RELATED_COUNT, share_links
from commune_site.cards import Card, make_cards
from commune_site.consultations.context import consultations_of
from commune_site.procedures.qr import qr_code
from documents.record.citations import full_citation
from documents.record.editions import editions_of
from documents.record.file_text import pages_with_words, text_of_files
from documents.record.files import files_of, open_files_of
from documents.record.relations import relations_of


def document_context(page, request: HttpRequest) -> dict:
    """Return files, relations, editions, what else there is to read, and the tools of the page."""
    relations = relations_of(page)
    path = page.permanent_path or page.get_url(request) or "/"
    permanent_url = urljoin(page.tenant.root_url, path)
    files = files_of(page)
    file_text = text_of_files(page)
    words, found = pages_with_words(page, request) if file_text.pages else ("", [])
    return {
        "attachments": files,
        "pdf": next((file for file in open_files_of(page) if file.extension == "pdf"), None),
        "file_text": file_text,
        "found_words": words,
        "found_pages": found,
        "share_links": share_links(page),
        "print_url": f"{request.path}?ban-in=1",
        "save_url": f"{request.path}?tai-ve=1",
        "relation_groups": relations.groups(),
        "undone_by": relations.undone_by(),
        "more_relations": relations.more,
        "editions": editions_of(page),
        "consultations": consultations_of(page),
        "related": related_documents(page),
        "related_title": _("Related documents"),
        "citation": full_citation(page),
        "permanent_url": permanent_url,
        "qr": qr_code(permanent_url, _("Address of this document")),
    }


def related_documents(page) -> list[Card]:
    """Return others of the same field and shelf, then of the shelf alone, the newest first."""
    if not page.shelf:
        return []
    documents = apps.get_model("documents", "LegalDocumentPage").everywhere
    own = documents.filter(shelf=page.shelf).exclude(pk=page.pk).unexpired().open_to_all()
    newest = own.order_by("-listed_on", "-pk")
    found = list(newest.filter(field=page.field)[:RELATED_COUNT]) if page.field else []
    if len(found) < RELATED_COUNT:
        known = [document.pk for document in found]
        found += newest.exclude(pk__in=known)[: RELATED_COUNT - len(found)]
    return make_cards(found, page.tenant)
