"""What the API offers: each resource is declared once, and served and described from here."""

from dataclasses import dataclass
from typing import Protocol

from django.db.models import QuerySet
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel

from commune_site.open_data import items, records, schemas
from commune_site.open_data.items import ItemKind, Values
from commune_site.open_data.queries import (
    ItemQuery,
    ListQuery,
    PlaceQuery,
    Slice,
    items_after,
    records_after,
)
from portal_network.tenancy.directory import Tenant
from portal_network.tenancy.isolation.references import is_key


class RecordKind(Protocol):
    """How records of one kind are found and stated."""

    slug: str

    def rows(self, tenant: Tenant) -> QuerySet:
        """Return what is open."""

    def find(self, tenant: Tenant, key: str) -> object:
        """Return one, or raise Http404."""

    def row_values(self, row, tenant: Tenant) -> Values:
        """Return an entry of the list."""

    def detail_values(self, row, tenant: Tenant) -> Values:
        """Return the whole of it."""


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource of the API: its address, what it is, its shapes, where its rows come from."""

    slug: str
    title: str | Promise
    row: type[BaseModel]
    detail: type[BaseModel]
    source: ItemKind | RecordKind
    # By which records are narrowed to a commune; procedures belong to the province alone.
    commune_column: str = ""

    @property
    def is_of_items(self) -> bool:
        """Tell whether its rows are published pages."""
        return isinstance(self.source, ItemKind)

    @property
    def query(self) -> type[ListQuery]:
        """Return what its list may be asked."""
        if self.is_of_items:
            return ItemQuery
        return PlaceQuery if self.commune_column else ListQuery

    def page(self, tenant: Tenant, asked: ListQuery) -> Slice:
        """Return a part of the list, already stated; the number of queries is fixed.

        Raises:
            BadMark: the cursor is none of ours.
        """
        rows = self.source.rows(tenant)
        if isinstance(asked, ItemQuery):
            found = items_after(asked.narrowed(rows), asked.cursor, asked.limit)
        else:
            if isinstance(asked, PlaceQuery) and asked.commune:
                rows = rows.filter(**{self.commune_column: asked.commune})
            found = records_after(rows, asked.cursor, asked.limit)
        stated = [self.row(**self.source.row_values(row, tenant)) for row in found.rows]
        return Slice(stated, found.next_mark)

    def one(self, tenant: Tenant, key: str) -> BaseModel:
        """Return one row with everything.

        Raises:
            Http404: nothing is open under this key.
        """
        if self.is_of_items:
            rows = self.source.rows(tenant)
            row = rows.filter(pk=int(key)).first() if is_key(key) else None
            if row is None:
                raise Http404
        else:
            row = self.source.find(tenant, key)
        return self.detail(**self.source.detail_values(row, tenant))


def _of_pages(kind: ItemKind) -> Resource:
    return Resource(kind.slug, kind.title, kind.row, kind.detail, kind)


def _plain(slug: str, title: Promise, model: str) -> Resource:
    return _of_pages(ItemKind(slug, title, model))


def _with_figures(slug: str, title: Promise, model: str) -> Resource:
    detail = schemas.ItemWithFigures
    return _of_pages(ItemKind(slug, title, model, detail=detail, whole=items.tables))


RESOURCES: dict[str, Resource] = {
    resource.slug: resource
    for resource in (
        _plain("items", _("Everything that is published"), "commune_site.PortalPage"),
        _plain("news", _("News and announcements"), "commune_site.ArticlePage"),
        _of_pages(
            ItemKind(
                "legal-documents", _("Legal documents"), "documents.LegalDocumentPage",
                schemas.LegalDocument, schemas.WholeLegalDocument, items.legal_document,
            )
        ),
        Resource(
            "procedures", _("Administrative procedures"), schemas.Procedure,
            schemas.WholeProcedure, records.Procedures(),
        ),
        Resource("units", _("Units and villages"), schemas.Unit, schemas.WholeUnit,
                 records.Units(), "commune"),
        Resource("people", _("Officials and their posts"), schemas.Official,
                 schemas.WholeOfficial, records.Officials(), "person__commune"),
        _of_pages(
            ItemKind(
                "disclosures", _("Disclosures"), "disclosures.DisclosurePage",
                schemas.Disclosure, schemas.WholeDisclosure, items.disclosure,
                items.tables,
            )
        ),
        _of_pages(
            ItemKind(
                "projects", _("Projects"), "plans.ProjectPage",
                schemas.Project, schemas.WholeProject, items.project,
            )
        ),
        _with_figures("plans", _("Plans and their results"), "plans.PlanPage"),
        _plain("plannings", _("Plannings"), "plans.PlanningPage"),
        _with_figures(
            "land-recoveries", _("Land recovery and allocation"), "plans.LandRecoveryPage"
        ),
        _plain("tenders", _("Tenders"), "plans.TenderPage"),
        _of_pages(
            ItemKind(
                "schedules", _("Work schedules"), "activities.WorkWeekPage",
                schemas.Schedule, schemas.WholeSchedule, items.schedule, items.appointments,
            )
        ),
        _of_pages(
            ItemKind(
                "receptions", _("Schedules of citizen reception"), "activities.ReceptionPage",
                schemas.Schedule, schemas.WholeSchedule, items.schedule, items.appointments,
            )
        ),
        _of_pages(
            ItemKind(
                "answers", _("Questions answered"), "engagement.AnswerPage",
                schemas.Answer, schemas.WholeAnswer, items.answer, items.answer_text,
            )
        ),
        _plain("guidance", _("Guidance on law"), "guidance.GuidancePage"),
        _plain("policies", _("Policies"), "guidance.PolicyPage"),
        _plain("heritage", _("Heritage and places to visit"), "organisation.HeritagePage"),
        _plain("campaigns", _("Campaigns"), "activities.CampaignPage"),
        _plain("gazettes", _("Official gazettes"), "activities.GazettePage"),
    )
}  # fmt: skip
