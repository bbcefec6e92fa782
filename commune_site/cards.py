"""Pages as lists show them, made from the base table alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects
from django.db.models.query import Prefetch
from wagtail.images import get_image_model

from commune_site.pictures import CARD_AVIF, CARD_FILTER, ready_made
from portal_network.tenancy.directory import Tenant


@dataclass(frozen=True, slots=True)
class Picture:
    """One rendition of an image, ready for an ``img`` element (pixels).

    ``avif``: the address of the same in AVIF, empty while there is none.
    """

    url: str
    width: int
    height: int
    alt: str
    avif: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One page in a list."""

    title: str
    url: str
    summary: str
    disclosed_on: date | None
    section_name: str
    authority_name: str
    is_sample: bool
    image: Picture | None
    number: str
    kind_label: str


def make_cards(pages: Iterable, viewer: Tenant, *, with_images: bool = False) -> list[Card]:
    """Return the cards of ``pages`` as seen on the site of ``viewer``.

    Addresses on the viewer's own site are local, all others are full. With images, two more
    queries serve all pages together.
    """
    pages = list(pages)
    if with_images:
        images = get_image_model().objects.prefetch_renditions(CARD_FILTER, CARD_AVIF)
        prefetch_related_objects(pages, Prefetch("lead_image", queryset=images))
    return [_card(page, viewer, with_images) for page in pages]


def _card(page, viewer: Tenant, with_images: bool) -> Card:
    site_id, root_url, path = page.get_url_parts()
    return Card(
        title=page.title,
        url=path if site_id == viewer.site_id else root_url + path,
        summary=page.summary,
        disclosed_on=page.disclosed_on,
        section_name=page.section_name,
        authority_name=page.tenant.name,
        is_sample=page.is_sample,
        image=_picture(page) if with_images else None,
        number=page.reference,
        kind_label=page.kind_label,
    )


def _picture(page) -> Picture | None:
    if page.lead_image is None:
        return None
    rendition = page.lead_image.get_rendition(CARD_FILTER)
    avif = "".join(one.url for one in ready_made(page.lead_image, CARD_AVIF))
    return Picture(rendition.url, rendition.width, rendition.height, page.lead_image_alt, avif)
