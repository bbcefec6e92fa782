"""Pages in another language than Vietnamese: which there are on a site, read with its tree.

A variant is a page below the site's English front page (``/en/``) that shares the translation key
of a Vietnamese page. It is shown while both are: who withdraws the original withdraws the variant.
"""

from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.db.models import Q

from portal_network.tenancy.directory import Tenant

MAIN_LANGUAGE = settings.LANGUAGE_CODE
ENGLISH = "en"
ENGLISH_SLUG = "en"
ENGLISH_HOME = f"/{ENGLISH_SLUG}/"
# The ``registry_key`` of the front page; begins as that of a home, which editors cannot delete.
ENGLISH_HOME_KEY = "home:en"


@dataclass(frozen=True, slots=True)
class Variant:
    """One English page that is shown, with the Vietnamese one that it renders."""

    page_id: int
    title: str
    url: str
    section: str
    original_id: int
    original_url: str


def read_variants(tenant: Tenant) -> tuple[Variant, ...]:
    """Return the English pages that the public of a site sees, in the order of the tree.

    Takes one query where the site has English pages, and none elsewhere. What names people has no
    variant (R83). The front page stands first, and only where there is anything to find below it.
    """
    if not tenant.has_english:
        return ()
    pages = apps.get_model("commune_site", "PortalPage").everywhere.of_tenant(tenant)
    shown = pages.live().unexpired().open_to_all().findable()
    keys = pages.live().filter(written_in=ENGLISH).values("translation_key")
    rows = (
        shown.filter(Q(written_in=ENGLISH) | Q(written_in=MAIN_LANGUAGE, translation_key__in=keys))
        .order_by("path")
        .values_list(
            "pk", "title", "url_path", "section", "written_in", "translation_key", named=True
        )
    )
    originals = {row.translation_key: row for row in rows if row.written_in == MAIN_LANGUAGE}
    found = tuple(
        Variant(
            page_id=row.pk,
            title=row.title,
            url=_address(tenant, row),
            section=row.section,
            original_id=original.pk,
            original_url=_address(tenant, original),
        )
        for row in rows
        if row.written_in == ENGLISH and (original := originals.get(row.translation_key))
    )
    front = [one for one in found if one.url == ENGLISH_HOME]
    below = [one for one in found if one.url != ENGLISH_HOME]
    return (*front, *below) if front and below else ()


def _address(tenant: Tenant, row) -> str:
    return "/" + row.url_path[len(tenant.root_url_path) :]


def is_variant(page) -> bool:
    """Tell whether a page is written in another language than Vietnamese."""
    return getattr(page, "written_in", MAIN_LANGUAGE) != MAIN_LANGUAGE
