"""Pages as things to be found: what the public may read, and for staff what it may not yet."""

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Model
from django.utils import timezone

from commune_site.models.base import PortalPage
from commune_site.sections import get_registry
from commune_site.variants import MAIN_LANGUAGE
from portal_network.tenancy.directory import Tenant
from search.entries import Draft, EntrySource
from search.filling import batches, forget, refresh, replace
from search.kinds import Kind

SOURCE = "page"
PAGES_AT_ONCE = 500


def index_page(page: PortalPage) -> None:
    """Let a page that was just saved be found as it is now."""
    replace(PAGES, [page.pk], list(drafts_of([page])))


def index_pages(pages: Iterable[Model]) -> None:
    """Let pages that were inserted in bulk be found; what is no page is left out."""
    own = [page for page in pages if isinstance(page, PortalPage)]
    for some in batches(own, PAGES_AT_ONCE):
        replace(PAGES, [page.pk for page in some], list(drafts_of(some)))


def forget_page(key: int) -> None:
    """Let a page that is gone be found no longer."""
    forget(SOURCE, [key])


def index_below(path: str) -> None:
    """Read a page and all below it anew: they moved, or somebody closed or opened them."""
    pages = PortalPage.everywhere.filter(path__startswith=path)
    refresh(SOURCE, list(pages.values_list("pk", flat=True)))


def drafts_of(pages: Sequence[PortalPage]) -> Iterator[Draft]:
    """Yield what is to be found of pages of any type; one query for all of them.

    Never found, not by staff either, is what names people (R83); what expired stays known and is
    left out of the answers.
    """
    keys = [page.pk for page in pages]
    open_to_all = set(
        PortalPage.everywhere.filter(pk__in=keys).open_to_all().values_list("pk", flat=True)
    )
    standing = {section.slug for section in get_registry().sections if section.standing}
    for page in pages:
        if page.written_in == MAIN_LANGUAGE and not page.personal_data and page.tenant:
            yield _draft(page, page.tenant, page.pk in open_to_all, standing)


def _draft(page: PortalPage, tenant: Tenant, is_open: bool, standing: set[str]) -> Draft:
    is_content = page.is_item or page.owns_place
    values = page.search_values
    return Draft(
        object_id=page.pk,
        province=page.province_id,
        commune=page.commune_id,
        kind=page.search_kind if is_content else Kind.SECTION,
        title=page.title,
        path=f"/{page.url_path.removeprefix(tenant.root_url_path)}",
        listed_on=getattr(page, "listed_on", None) or page.disclosed_on or timezone.localdate(),
        text=f"{page.summary} {page.plain_text}".strip(),
        words=page.folded_text,
        section=page.section,
        type_label=page.kind_label,
        issuer=values.get("issuer", ""),
        field=values.get("field", ""),
        reference=page.reference,
        expires_on=page.expires_on,
        is_public=page.live and is_open and bool(is_content or page.section),
        # A word that names a section would find it once per commune; some always say something.
        in_province=is_content or page.section in standing,
        is_sample=page.is_sample,
    )


def _drafts(keys: Sequence[int]) -> Iterator[Draft]:
    pages = PortalPage.everywhere.filter(pk__in=keys).specific()
    return drafts_of([page for page in pages if isinstance(page, PortalPage)])


def _keys() -> Iterator[int]:
    return PortalPage.everywhere.order_by("pk").values_list("pk", flat=True).iterator()


PAGES = EntrySource(SOURCE, 1, _drafts, _keys)
