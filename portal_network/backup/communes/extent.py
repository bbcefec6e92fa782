"""What of the database is a commune's: every model is its own by a rule, or left out for a reason.

The rules are those of isolation (:mod:`portal_network.tenancy.isolation.ownership`); what they ask
row by row is asked here in one query. A model that neither says anything of is refused, so that a
new one cannot be missing from backups unnoticed.
"""

from collections.abc import Callable, Iterator

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Model, Q, QuerySet
from django.db.models.functions import Cast
from taggit.models import TaggedItem
from wagtail.models import (
    CollectionViewRestriction,
    ModelLogEntry,
    Page,
    Revision,
    RevisionMixin,
    TaskState,
    WorkflowState,
)

from portal_network.tenancy.isolation.ownership import NOBODY, condition, registered_rule
from portal_network.tenancy.isolation.reach import Reach
from portal_network.tenancy.models import Commune

# Why rows are in no backup of a commune, by labels of apps ("x.") and of models.
LEFT_OUT: dict[str, frozenset[str]] = {
    "is the installation's, not a place's": frozenset(
        {
            "account.", "accounts.", "auth.", "contenttypes.", "django_tasks_database.", "links.",
            "mfa.", "sessions.", "taggit.Tag", "tenancy.NetworkSettings", "tenancy.Province",
            "wagtailadmin.Admin", "wagtailcore.APIToken", "wagtailcore.GroupApprovalTask",
            "wagtailcore.GroupApprovalTask_groups", "wagtailcore.GroupCollectionPermission",
            "wagtailcore.GroupPagePermission", "wagtailcore.GroupSitePermission",
            "wagtailcore.Locale", "wagtailcore.Task", "wagtailcore.Workflow",
            "wagtailcore.WorkflowContentType", "wagtailcore.WorkflowPage",
            "wagtailcore.WorkflowTask", "wagtaildocs.", "wagtailembeds.", "wagtailimages.",
            "wagtailusers.", "work.",
        }
    ),
    "is the province's": frozenset(
        {
            "engagement.CasePolicy", "moderation.ApprovalRule", "moderation.ApprovalWorkflow",
            "moderation.CheckRule", "moderation.CommuneApproval", "moderation.Probation",
            "moderation.ProvinceApproval", "moderation.SendBackReason", "oversight.",
            "procedures.CatalogueImport", "procedures.Procedure", "procedures.ProcedureVersion",
            "search.Synonym", "search_insights.",
        }
    ),
    "stays as it is today: addresses, rights, and what tells who did what": frozenset(
        {
            "audit.", "engagement.CaseNumber", "engagement.ErasureRecord", "engagement.Tally",
            "people.", "tenancy.HostName", "tenancy.Membership", "wagtailcore.Site",
        }
    ),
    "is one person's": frozenset(
        {
            "engagement.CaseMail", "notices.", "wagtailadmin.EditingSession",
            "wagtailadmin.FormState", "wagtailcore.PageSubscription", "wagtailcore.UploadedFile",
        }
    ),
    "is made anew": frozenset(
        {
            "commune_site.PortalRendition", "documents.ChangedQuarter",
            "documents.CountedQuarter", "search.EngineChange", "search.SearchEntry",
            "search.SearchText", "wagtailcore.ReferenceIndex", "wagtailsearch.",
        }
    ),
    # English pages are pages (ADR 0023); the screens of this package answer operators alone.
    "is of screens that no commune has": frozenset({"wagtail_localize."}),
}  # fmt: skip


class Unclassified(Exception):
    """Nothing says whose the rows of a model are."""


def left_out(model: type[Model]) -> str:
    """Return why rows of a model are in no backup of a commune; empty: they are in it."""
    label = model._meta.label
    app = f"{model._meta.app_label}."
    return next((why for why, names in LEFT_OUT.items() if label in names or app in names), "")


def models_of_communes() -> list[type[Model]]:
    """Return the models with a table of which communes own rows, by label.

    Raises:
        Unclassified: of some nothing says whose rows they hold.
    """
    tables = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and not left_out(model)
    ]
    unknown = [model._meta.label for model in tables if not _is_known(model)]
    if unknown:
        raise Unclassified(f"Nothing says whose rows of {', '.join(sorted(unknown))} are.")
    return sorted(tables, key=lambda model: model._meta.label)


def _is_known(model: type[Model]) -> bool:
    return bool(model in _BY_SUBJECT or model._meta.auto_created or registered_rule(model))


class Extent:
    """The rows of one commune, as they are at the time of asking."""

    def __init__(self, commune: Commune) -> None:
        self.commune = commune
        self._reach = Reach(
            communes=frozenset({commune.pk}),
            page_paths=(commune.root_page.path,),
            collection_paths=(commune.collection.path,),
        )

    def rows(self, model: type[Model]) -> QuerySet:
        """Return the commune's rows of a model that is not left out."""
        return model._base_manager.filter(self._condition(model))

    def _condition(self, model: type[Model]) -> Q:
        if model in _BY_SUBJECT:
            return _BY_SUBJECT[model](self)
        if owner := model._meta.auto_created:
            return Q(**{f"{_source_of(model, owner)}__in": self.rows(owner).values("pk")})
        return condition(model, self._reach)

    def about(self, models: Iterator[type[Model]], content_type: str) -> Q:
        """Return the condition on rows that name their subject by type and key."""
        wanted = NOBODY
        for model in models:
            keys = self.rows(model).annotate(as_text=Cast("pk", CharField())).values("as_text")
            kind = ContentType.objects.get_for_model(model, for_concrete_model=False)
            wanted |= Q(**{content_type: kind}, object_id__in=keys)
        return wanted


def abandoned(model: type[Model], keys: set) -> set:
    """Return which revisions and states of these keys are about what is gone: they are nobody's."""
    if model not in (Revision, WorkflowState):
        return set()
    rows = model._base_manager.filter(pk__in=keys)
    found: set = set()
    for subject in _records():
        kind = ContentType.objects.get_for_model(subject, for_concrete_model=False)
        texts = subject._base_manager.annotate(as_text=Cast("pk", CharField()))
        gone = rows.filter(base_content_type=kind).exclude(object_id__in=texts.values("as_text"))
        found |= set(gone.values_list("pk", flat=True))
    return found


def _source_of(through: type[Model], owner: type[Model]) -> str:
    """Return the name of the key to the model that declares a relation of many to many."""
    return next(
        field.name for field in through._meta.local_fields
        if field.is_relation and field.related_model is owner
    )  # fmt: skip


def _records() -> Iterator[type[Model]]:
    """Yield the models with revisions: pages as one, and every kind of record."""
    yield Page
    for model in models_of_communes():
        if issubclass(model, RevisionMixin) and not issubclass(model, Page):
            yield model


def _logged() -> Iterator[type[Model]]:
    return (model for model in _records() if model is not Page)


def _tagged(extent: Extent) -> Q:
    wanted = NOBODY
    for label in ("commune_site.PortalImage", "documents.PortalDocument"):
        model = apps.get_model(label)
        kind = ContentType.objects.get_for_model(model)
        wanted |= Q(content_type=kind, object_id__in=extent.rows(model).values("pk"))
    return wanted


_BY_SUBJECT: dict[type[Model], Callable[[Extent], Q]] = {
    Commune: lambda extent: Q(pk=extent.commune.pk),
    CollectionViewRestriction: lambda extent: Q(
        collection__path__startswith=extent.commune.collection.path
    ),
    ModelLogEntry: lambda extent: extent.about(_logged(), "content_type"),
    Revision: lambda extent: extent.about(_records(), "base_content_type"),
    TaggedItem: _tagged,
    TaskState: lambda extent: Q(workflow_state__in=extent.rows(WorkflowState).values("pk")),
    WorkflowState: lambda extent: extent.about(_records(), "base_content_type"),
}
