"""When a file to download is public: while something that the public sees refers to it.

Pages are asked after here; a room whose records show files otherwise registers its own question.
"""

from collections.abc import Callable

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, Case, When
from django.db.models.functions import Cast
from wagtail.documents.models import AbstractDocument
from wagtail.models import Page, ReferenceIndex
from wagtail.signals import page_published

from commune_site.models import Attachment, PortalPage
from portal_network.tenancy.directory import Tenant

# Asked with a file and the authority that owns it; a fixed number of queries each.
Use = Callable[[AbstractDocument, Tenant], bool]
_uses: dict[str, Use] = {}


def register_public_use(name: str, use: Use) -> None:
    """Let a room say that the public sees a file in its records; once per name."""
    _uses[name] = use


def is_in_public_use(document: AbstractDocument, owner: Tenant) -> bool:
    """Tell whether anything that the public sees refers to a file.

    A draft refers to nothing: what is not published yet, or was withdrawn, does not count.
    """
    return any(use(document, owner) for use in _uses.values())


def is_on_live_page(document: AbstractDocument, owner: Tenant) -> bool:
    """Tell whether a live page that everybody may read carries or links a file; two queries.

    Not one: databases look through all pages for what is in either of two lists.
    """
    carrying = Attachment.everywhere.filter(document=document.pk).values("page")
    # The kind of what refers is no condition of the query, for which SQLite would take the index of
    # sources and look through those of all pages.
    is_page = When(
        base_content_type=ContentType.objects.get_for_model(Page),
        then=Cast("object_id", BigIntegerField()),
    )
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(type(document)),
        to_object_id=str(document.pk),
    )
    linking = references.annotate(page_key=Case(is_page)).values("page_key")
    shown = PortalPage.everywhere.filter(live=True).open_to_all()
    return any(shown.filter(pk__in=keys).exists() for keys in (carrying, linking))


def refresh_references(instance: Page, **_signal) -> None:
    """Index anew what a page refers to once all of it is stored.

    Wagtail does it while the page itself is saved; rows of the page that are taken away are deleted
    after that, and their files would stay public.
    """
    ReferenceIndex.create_or_update_for_object(instance)


register_public_use("pages", is_on_live_page)
page_published.connect(refresh_references, dispatch_uid="public_files.refresh_references")
