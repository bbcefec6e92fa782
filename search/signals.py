"""What changes what is found: pages that are saved, moved, closed or gone, words of a province."""

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import post_page_move

from commune_site.models.base import PortalPage
from search import pages
from search.models import Synonym
from search.synonyms import forget_thesaurus

# A save of these columns alone changes nothing that is found: an edition was kept, a lock set.
_UNSEEN = frozenset(
    ["latest_revision", "latest_revision_created_at", "draft_title", "has_unpublished_changes"]
)


def _saved(sender, instance, update_fields=None, raw=False, **kwargs) -> None:
    if raw or not isinstance(instance, PortalPage):
        return
    if update_fields is None:
        pages.index_page(instance)
    elif not _UNSEEN.issuperset(update_fields):
        # The rest of the object in memory may be a draft.
        pages.refresh(pages.SOURCE, [instance.pk])


def _deleted(sender, instance, **kwargs) -> None:
    if isinstance(instance, Page):
        pages.forget_page(instance.pk)


def _moved(sender, instance: Page, **kwargs) -> None:
    moved = Page.objects.filter(pk=instance.pk).values_list("path", flat=True).first()
    if moved:
        pages.index_below(moved)


def _restriction_changed(sender, instance: PageViewRestriction, **kwargs) -> None:
    pages.index_below(instance.page.path)


def _words_changed(sender, instance: Synonym, **kwargs) -> None:
    forget_thesaurus(instance.province_id)


def connect() -> None:
    """Listen; called once when the room is ready."""
    post_save.connect(_saved, dispatch_uid="search-page-saved")
    post_delete.connect(_deleted, dispatch_uid="search-page-deleted")
    post_page_move.connect(_moved, dispatch_uid="search-page-moved")
    for signal in (post_save, post_delete):
        signal.connect(
            _restriction_changed, sender=PageViewRestriction, dispatch_uid="search-restricted"
        )
        signal.connect(_words_changed, sender=Synonym, dispatch_uid="search-words")
