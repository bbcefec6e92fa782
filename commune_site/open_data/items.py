"""Published pages as the API states them: the columns of all, and those of some types."""

from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise

from commune_site.models.attachments import Attachment
from commune_site.models.base import PortalPage
from commune_site.open_data import schemas
from commune_site.open_data.selection import open_pages
from portal_network.tenancy.directory import Tenant

Values = dict[str, object]


@dataclass(frozen=True, slots=True)
class ItemKind:
    """A type of pages in the API.

    ``slug`` stands in the address. ``own`` returns what the type states in lists and details,
    ``whole`` what only the detail has (queries of a fixed number).
    """

    slug: str
    title: str | Promise
    model: str
    row: type[schemas.Item] = schemas.Item
    detail: type[schemas.WholeItem] = schemas.WholeItem
    own: Callable[[PortalPage], Values] = lambda page: {}
    whole: Callable[[PortalPage], Values] = lambda page: {}

    def rows(self, tenant: Tenant) -> QuerySet:
        """Return what is open of this type."""
        return open_pages(tenant, apps.get_model(self.model))

    def row_values(self, page: PortalPage, tenant: Tenant) -> Values:
        """Return an entry of the list; no query."""
        return _shared(page, tenant, self.slug) | self.own(page)

    def detail_values(self, page: PortalPage, tenant: Tenant) -> Values:
        """Return the whole item."""
        if self.model == PortalPage._meta.label:
            page = page.specific
        return (
            self.row_values(page, tenant)
            | {
                "text": page.plain_text,
                "author": page.author,
                "files": files_of(page),
                "dublin_core_url": tenant.root_url + reverse("dublin-core", args=[page.pk]),
            }
            | self.whole(page)
        )


def authority(owner: Tenant) -> Values:
    """Return who publishes."""
    return {
        "code": owner.code, "name": owner.authority_name, "level": owner.kind,
        "url": f"{owner.root_url}/",
    }  # fmt: skip


def files_of(page: PortalPage) -> list[Values]:
    """Return the files of a page with their full addresses; one query."""
    rows = Attachment.objects.filter(page=page.pk).select_related("document")
    root = page.tenant.root_url
    return [
        {"title": str(row), "url": _full(root, row.document.url), "size_bytes": _size(row.document)}
        for row in rows.order_by("sort_order")
    ]


def _shared(page: PortalPage, tenant: Tenant, slug: str) -> Values:
    return {
        "id": page.pk,
        "url": page.full_url,
        "api_url": tenant.root_url + reverse("open-data-detail", args=[slug, page.pk]),
        "title": page.title,
        "summary": page.summary,
        "kind": page.kind_label,
        "reference": page.reference,
        "section": page.section,
        "section_name": page.section_name,
        "authority": authority(page.tenant),
        "published_on": page.disclosed_on,
        "modified_at": page.last_published_at,
        "shown_until": page.expires_on,
        "source": page.source,
        "is_sample": page.is_sample,
    }


def _full(root: str, url: str) -> str:
    return url if "://" in url else root + url


def _size(document) -> int | None:
    # Stored with the file; asking the storage would be a request per file.
    return document.file_size


def legal_document(page) -> Values:
    """Return what a legal document states."""
    return {
        "number": page.number,
        "document_type": page.get_document_type_display(),
        "issuer": page.issuer,
        "issued_on": page.issued_on,
        "effective_on": page.effective_on,
        "expired_on": page.expired_on,
        "effect": page.status_label(),
        "signatory": page.signatory,
        "signatory_post": page.signatory_post,
    }


def disclosure(page) -> Values:
    """Return what a disclosure states."""
    return {
        "what": page.get_kind_display(),
        "decision_number": page.decision_number,
        "decided_on": page.decided_on,
        "legal_basis": page.legal_basis,
        "period_year": page.period_year,
        "period_number": page.period_number,
        "total_revenue": _amount(page.total_revenue),
        "total_expenditure": _amount(page.total_expenditure),
    }


def tables(page) -> Values:
    """Return the tables of a page that may be taken away; one query."""
    found = page.tables() if page.offers_figures else []
    stated = []
    for number, (row, table) in enumerate(found, start=1):
        csv_url, xlsx_url = page.table_addresses(number)
        kept = table.to_json()
        stated.append(
            {
                "title": row.title,
                "note": row.note or table.note,
                "columns": kept["columns"],
                "rows": [[_cell(value) for value in line] for line in kept["rows"]],
                "csv_url": csv_url,
                "xlsx_url": xlsx_url,
            }
        )
    return {"tables": stated}


def project(page) -> Values:
    """Return what a project states."""
    return {
        "sector": page.get_field_display(),
        "project_type": page.get_project_type_display(),
        "stage": page.get_stage_display(),
        "investor": page.investor,
        "contractor": page.contractor,
        "location": page.location,
        "starts_on": page.starts_on,
        "ends_on": page.ends_on,
        "finished_on": page.finished_on,
        "progress": page.progress,
        "progress_on": page.progress_on,
    }


def schedule(page) -> Values:
    """Return of when a schedule is."""
    return {"first_day": page.first_day}


def appointments(page) -> Values:
    """Return the entries of a schedule; one query."""
    return {
        "appointments": [
            {
                "day": row.day, "starts": row.starts, "ends": row.ends, "content": row.content,
                "chair": row.chair, "participants": row.participants, "place": row.place,
            }
            for row in page.entries.all()
        ]
    }  # fmt: skip


def answer(page) -> Values:
    """Return a question and its field."""
    return {"question": page.question, "field": page.get_topic_display()}


def answer_text(page) -> Values:
    """Return the answer alone: the question has a field of its own."""
    return {"text": PortalPage.plain_text.fget(page)}


def _cell(value) -> str | None:
    return None if value is None else str(value)


def _amount(value) -> str | None:
    return None if value is None else f"{value:f}"
