"""Keeps cached trees and the pages' place in the network true when pages or menus change."""

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move
from wagtailmenus.models import MainMenu, MainMenuItem

from commune_site.models import PortalImage
from commune_site.models.base import PortalPage
from commune_site.navigation import forget_site_tree
from commune_site.tasks import make_renditions


def forget_tree_of(page) -> None:
    """Drop the cached tree of the site to which a page belongs, once the change is committed."""
    tenant = page.tenant
    if tenant is not None:
        transaction.on_commit(lambda: forget_site_tree(tenant.key))


def _page_changed(sender, instance, **kwargs) -> None:
    if isinstance(instance, PortalPage):
        forget_tree_of(instance)


def _page_moved(sender, instance: Page, parent_page_after: Page, **kwargs) -> None:
    """Give a moved page and all below it the place of its new parent.

    A home page owns its place: to move it, be it one line up in the directory, moves its site.
    """
    moved = instance.specific
    parent = parent_page_after.specific_deferred
    if not isinstance(moved, PortalPage) or not isinstance(parent, PortalPage):
        return
    forget_tree_of(moved)
    if moved.owns_place:
        return
    below = PortalPage.everywhere.descendant_of(instance, inclusive=True)
    below.update(province_id=parent.province_id, commune_id=parent.commune_id)
    if parent.section:
        below.update(section=parent.section)
    forget_tree_of(parent)


def _menu_changed(sender, instance, **kwargs) -> None:
    menu = instance if isinstance(instance, MainMenu) else instance.menu
    page = PortalPage.everywhere.filter(sites_rooted_here=menu.site_id).first()
    if page is not None:
        forget_tree_of(page)


def _picture_saved(sender, instance: PortalImage, **kwargs) -> None:
    """Let the sizes of an uploaded picture be made while nobody waits."""
    if getattr(instance, "sizes_are_due", False):
        instance.sizes_are_due = False
        make_renditions.enqueue(instance.pk)


def connect() -> None:
    """Listen to everything that changes a site's tree, and to pictures that are uploaded."""
    post_save.connect(_picture_saved, sender=PortalImage, dispatch_uid="picture-uploaded")
    page_published.connect(_page_changed, dispatch_uid="site-tree-published")
    page_unpublished.connect(_page_changed, dispatch_uid="site-tree-unpublished")
    post_page_move.connect(_page_moved, dispatch_uid="site-tree-moved")
    post_delete.connect(_page_changed, dispatch_uid="site-tree-deleted")
    for sender in (MainMenu, MainMenuItem):
        for signal in (post_save, post_delete):
            signal.connect(_menu_changed, sender=sender, dispatch_uid=f"menu-{sender.__name__}")
