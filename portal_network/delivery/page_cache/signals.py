"""Listens to whatever changes public pages, and drops what shows it."""

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move
from wagtailmenus.models import MainMenu, MainMenuItem

from commune_site.models import PortalPage
from portal_network.delivery.monitoring.figures import PUBLISHED_SECONDS
from portal_network.delivery.page_cache.drops import (
    drop_item,
    drop_own_site,
    drop_references,
    drop_site,
    is_alone,
)
from portal_network.delivery.page_cache.owners import is_shown, site_of

# What saving a draft of a public page touches.
DRAFT_FIELDS = {
    "draft_title",
    "has_unpublished_changes",
    "latest_revision",
    "latest_revision_created_at",
    "locked",
    "locked_at",
    "locked_by",
}


def _came_or_went(sender: type, instance: Model, **kwargs: object) -> None:
    """A page was published, unpublished or deleted."""
    if not isinstance(instance, PortalPage):
        return
    drop_item(instance)
    drop_references(instance)
    if not instance.is_item or is_alone(instance):
        drop_own_site(instance)


def _measure(sender: type, instance: Model, **kwargs: object) -> None:
    """Tell how long a publication took: after this commit no page shows the old state."""
    published_at = instance.last_published_at
    if published_at is not None:
        transaction.on_commit(
            lambda: PUBLISHED_SECONDS.observe((timezone.now() - published_at).total_seconds())
        )


def _saved(sender: type, instance: Model, created: bool, **kwargs: object) -> None:
    """A page was saved past publication, or a record of a place."""
    if isinstance(instance, PortalPage):
        _page_saved(instance, created, kwargs.get("update_fields"))
    elif is_shown(sender):
        drop_site(site_of(instance))


def _page_saved(page: PortalPage, created: bool, fields: frozenset[str] | None) -> None:
    if not page.live or (fields and set(fields) <= DRAFT_FIELDS):
        return
    drop_item(page)
    if created or not page.is_item:
        drop_own_site(page)


def _deleted(sender: type, instance: Model, **kwargs: object) -> None:
    if isinstance(instance, PortalPage):
        _came_or_went(sender, instance)
    elif is_shown(sender):
        drop_site(site_of(instance))


def _moved(sender: type, instance: Page, parent_page_before: Page, **kwargs: object) -> None:
    """A page has another address, with all below it: both sites show another tree."""
    for page in (instance.specific, parent_page_before.specific):
        if isinstance(page, PortalPage):
            drop_own_site(page)
    drop_references(instance)


def _menu_changed(sender: type, instance: Model, **kwargs: object) -> None:
    menu = instance if isinstance(instance, MainMenu) else instance.menu
    page = PortalPage.everywhere.filter(sites_rooted_here=menu.site_id).first()
    if page is not None:
        drop_own_site(page)


def _restricted(sender: type, instance: PageViewRestriction, **kwargs: object) -> None:
    """A view restriction came or went: nothing of the site may show what lies below it."""
    page = PortalPage.everywhere.filter(pk=instance.page_id).first()
    if page is not None:
        drop_own_site(page)


def _related(sender: type, instance: Model, action: str, **kwargs: object) -> None:
    """Rows on the other side of a record's relation were chosen or left out."""
    if action.startswith("post_") and is_shown(type(instance)):
        drop_site(site_of(instance))


def connect() -> None:
    """Listen; after all rooms, so that what they remember is forgotten before pages are made."""
    page_published.connect(_came_or_went, dispatch_uid="page-cache-published")
    page_published.connect(_measure, dispatch_uid="page-cache-measured")
    page_unpublished.connect(_came_or_went, dispatch_uid="page-cache-unpublished")
    post_page_move.connect(_moved, dispatch_uid="page-cache-moved")
    post_save.connect(_saved, dispatch_uid="page-cache-saved")
    post_delete.connect(_deleted, dispatch_uid="page-cache-deleted")
    m2m_changed.connect(_related, dispatch_uid="page-cache-related")
    for signal in (post_save, post_delete):
        for sender in (MainMenu, MainMenuItem):
            signal.connect(_menu_changed, sender, dispatch_uid=f"page-cache-{sender.__name__}")
        signal.connect(_restricted, PageViewRestriction, dispatch_uid="page-cache-restriction")
