"""Whose the rows of Django, Wagtail and the packages beside it are."""

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.admin.models import EditingSession
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    Comment,
    CommentReply,
    GroupSitePermission,
    Locale,
    ModelLogEntry,
    Page,
    PageLogEntry,
    PageViewRestriction,
    Revision,
    Site,
    Task,
    TaskState,
    UploadedFile,
    Workflow,
    WorkflowState,
)

from portal_network.tenancy.isolation.ownership import (
    OPERATORS_ONLY,
    SHARED,
    ByAuthority,
    ByCollectionPath,
    ByObject,
    ByPagePath,
    ByPerson,
    ByTree,
    Where,
    register_ownership,
)
from portal_network.tenancy.isolation.reach import Reach
from portal_network.tenancy.models import Commune, HostName, Membership, Province


def register_rules() -> None:
    """Register the rules of all models that are not ours, and of this room's own."""
    for model in (HostName, Membership):
        register_ownership(model, ByAuthority())
    register_ownership(Commune, Where(_communes))
    register_ownership(Province, Where(lambda reach: Q(pk__in=reach.provinces)))
    register_ownership(get_user_model(), Where(_colleagues))

    register_ownership(Page, ByTree())
    register_ownership(Site, ByPagePath("root_page__path"))
    register_ownership(Collection, ByCollectionPath("path"))
    for model in (get_image_model(), get_document_model()):
        register_ownership(model, ByCollectionPath())
    for model in (PageLogEntry, PageViewRestriction, Comment):
        register_ownership(model, ByPagePath("page__path"))
    register_ownership(CommentReply, ByPagePath("comment__page__path"))
    register_ownership(Revision, ByObject(lambda row: row.content_object))
    register_ownership(WorkflowState, ByObject(lambda row: row.content_object))
    register_ownership(TaskState, ByObject(lambda row: row.revision.content_object))
    register_ownership(EditingSession, ByObject(lambda row: row.content_object))
    register_ownership(ModelLogEntry, ByObject(_logged_object))
    register_ownership(UploadedFile, ByPerson("uploaded_by_user"))
    for model in (Locale, ContentType, Workflow, Task):
        register_ownership(model, SHARED)
    register_ownership(GroupSitePermission, OPERATORS_ONLY)
    _register_packages()


def _register_packages() -> None:
    for name in ("MainMenu", "FlatMenu"):
        menu = apps.get_model("wagtailmenus", name)
        register_ownership(menu, ByPagePath("site__root_page__path"))
    for name in ("MainMenuItem", "FlatMenuItem"):
        item = apps.get_model("wagtailmenus", name)
        register_ownership(item, ByPagePath("menu__site__root_page__path"))
    redirect = apps.get_model("wagtailredirects", "Redirect")
    register_ownership(redirect, ByPagePath("site__root_page__path"))
    source = apps.get_model("wagtail_localize", "TranslationSource")
    register_ownership(source, ByObject(lambda row: row.get_source_instance()))
    translation = apps.get_model("wagtail_localize", "Translation")
    register_ownership(translation, ByObject(lambda row: row.source))


def _communes(reach: Reach) -> Q:
    return Q(pk__in=reach.communes) | Q(province__in=reach.provinces)


def _colleagues(reach: Reach) -> Q:
    """Accept the person and whoever holds a role within reach."""
    memberships = Membership.everywhere.filter(
        Q(commune__in=reach.communes)
        | Q(commune__province__in=reach.provinces)
        | Q(province__in=reach.provinces)
    )
    return Q(pk=reach.user_id) | Q(pk__in=memberships.values("user_id"))


def _logged_object(row: ModelLogEntry):
    return row.content_type.get_object_for_this_type(pk=row.object_id)
