"""Who wrote what stands in a revision: saving a comment does not make anybody its author."""

from collections.abc import Mapping

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, Revision

# What a revision holds beside the text itself, and what moving, locking or publishing changes.
NOT_TEXT = frozenset(
    {
        "pk", "path", "depth", "numchild", "url_path", "draft_title", "live", "expired",
        "has_unpublished_changes", "first_published_at", "last_published_at", "live_revision",
        "latest_revision", "latest_revision_created_at", "locked", "locked_by", "locked_at",
        "owner", "translation_key", "alias_of", "wagtail_admin_comments", "province", "commune",
        "section", "is_item", "index_entries",
    }
)  # fmt: skip


def text_of(content: Mapping) -> dict:
    """Return what readers would meet of the content of a revision."""
    return {name: value for name, value in content.items() if name not in NOT_TEXT}


def is_same_text(one: Revision, other: Revision) -> bool:
    """Tell whether two revisions read the same."""
    return one.pk == other.pk or text_of(one.content) == text_of(other.content)


def revisions_of(page_id: int):
    """Return the revisions of a page, the newest first."""
    pages = ContentType.objects.get_for_model(Page)
    rows = Revision.objects.filter(base_content_type=pages, object_id=str(page_id))
    return rows.order_by("-created_at", "-pk")


def last_editor_id(page_id: int) -> int | None:
    """Return who wrote the newest text of a page; None for what no person saved.

    Goes back over revisions that read the same: whoever saved only a comment wrote nothing.
    """
    editor, newer = None, None
    for revision in revisions_of(page_id).iterator(chunk_size=2):
        if newer is not None and not is_same_text(newer, revision):
            break
        editor, newer = revision.user_id, revision
    return editor
