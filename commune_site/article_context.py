"""Pictures, files, related items and links of a single text."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.images import get_image_model

from commune_site.cards import Card, make_cards
from commune_site.models.base import PortalPage
from commune_site.navigation import site_tree
from commune_site.pictures import (
    GALLERY_FULL,
    GALLERY_THUMBNAIL,
    LEAD_AVIF,
    LEAD_FILTERS,
    ShownPicture,
    shown_picture,
)
from commune_site.variants import is_variant
from portal_network.delivery.page_cache.caches import kept_part
from portal_network.delivery.page_cache.marks import section_tag

RELATED_COUNT = 4


@dataclass(frozen=True, slots=True)
class AttachmentLink:
    """A file to download; ``document`` tells what was found in it."""

    title: str
    url: str
    size_bytes: int
    extension: str
    document: object = None


@dataclass(frozen=True, slots=True)
class GalleryPicture:
    """A thumbnail and the way to the whole picture (pixels)."""

    url: str
    full_url: str
    width: int
    height: int
    alt: str
    caption: str


@dataclass(frozen=True, slots=True)
class ShareLink:
    """A plain link to another service; nothing is loaded from it."""

    key: str
    title: str
    url: str


def information_context(page, request: HttpRequest) -> dict:
    """Return what a page without pictures of its own shows beside its text."""
    load_renditions(pictures_of_body(page))
    return beside_text(page, request)


def beside_text(page, request: HttpRequest) -> dict:
    """Return the files of a page and the links to share, print and save it."""
    return {
        "attachments": attachments(page),
        "share_links": share_links(page),
        "print_url": f"{request.path}?ban-in=1",
        "save_url": f"{request.path}?tai-ve=1",
        "lead_image": None,
        "gallery": [],
        "related": [],
    }


def article_context(page, request: HttpRequest) -> dict:
    """Return what an article or a document shows beside its text."""
    gallery = getattr(page, "gallery", None) or ()
    pictures = [*pictures_of_body(page), *(block.value["image"] for block in gallery)]
    load_renditions([*pictures, page.lead_image])
    pictures_of_page = {
        "lead_image": lead_image(page),
        "gallery": [gallery_picture(block.value) for block in gallery if block.value["image"]],
    }
    return beside_text(page, request) | pictures_of_page | related(page)


def pictures_of_body(page) -> list:
    """Return the pictures between the paragraphs; None stands for one that was deleted."""
    body = getattr(page, "body", None) or ()
    return [block.value["image"] for block in body if block.block_type == "image"]


def load_renditions(images: list) -> None:
    """Load what templates ask of these pictures with one query; None is passed over."""
    found = [image for image in images if image is not None]
    if found:
        specs = [*LEAD_FILTERS, *LEAD_AVIF, GALLERY_THUMBNAIL, GALLERY_FULL]
        renditions = get_image_model().get_rendition_model().objects.filter(filter_spec__in=specs)
        prefetch_related_objects(found, Prefetch("renditions", queryset=renditions))


def lead_image(page) -> ShownPicture | None:
    """Return the lead picture in all its widths, or None."""
    if not page.lead_image_id or page.lead_image is None:
        return None
    caption = getattr(page, "lead_image_caption", "")
    return shown_picture(page.lead_image, page.lead_image_alt, caption)


def gallery_picture(value) -> GalleryPicture:
    """Return one picture of a gallery from the value of its block."""
    renditions = value["image"].get_renditions(GALLERY_THUMBNAIL, GALLERY_FULL)
    thumbnail = renditions[GALLERY_THUMBNAIL]
    return GalleryPicture(
        url=thumbnail.url,
        full_url=renditions[GALLERY_FULL].url,
        width=thumbnail.width,
        height=thumbnail.height,
        alt=value["alt"],
        caption=value["caption"],
    )


def attachments(page) -> list[AttachmentLink]:
    """Return the files of a page in the order its editor gave them."""
    if not page.has_attachments:
        return []
    rows = page.attachments.select_related("document") if page.pk else page.attachments.all()
    return [
        AttachmentLink(
            title=str(row),
            url=row.document.url,
            size_bytes=row.document.file_size or 0,
            extension=row.document.file_extension.lower(),
            document=row.document,
        )
        for row in rows
    ]


def related(page) -> dict:
    """Return cards of the newest other items of the section; English pages lead to English ones.

    With them comes the place for which they can be kept as drawn: one for all older texts of the
    section, one for each of the newest; None where nothing is kept.
    """
    tenant = page.tenant
    if is_variant(page):
        others = [one.page_id for one in site_tree(tenant).variants[1:] if one.page_id != page.pk]
        found = PortalPage.objects.of_tenant(tenant).filter(pk__in=others)
        newest = found.order_by("-disclosed_on", "-pk")
        cards = make_cards(newest.for_cards()[:RELATED_COUNT], tenant)
        return {"related": cards, "related_place": None}

    def read() -> list[tuple[int, Card]]:
        own = PortalPage.objects.of_tenant(tenant).filter(section=page.section)
        # One more than is shown: the page itself may be among them.
        newest = list(own.public_items().for_cards()[: RELATED_COUNT + 1])
        return list(zip((one.pk for one in newest), make_cards(newest, tenant), strict=True))

    place = None
    if page.personal_data:
        newest = read()
    else:
        tags = [section_tag(tenant.key, page.section)]
        newest = kept_part(tenant, ("related", page.section), tags, read)
        own = page.pk if any(key == page.pk for key, _card in newest) else ""
        place = f"{page.section} {own}"
    cards = [card for key, card in newest if key != page.pk][:RELATED_COUNT]
    return {"related": cards, "related_place": place}


def share_links(page) -> list[ShareLink]:
    """Return plain links that hand the address to other services (R31)."""
    url, title = page.full_url, page.title
    return [
        ShareLink(
            "facebook",
            _("Share on Facebook"),
            "https://www.facebook.com/sharer/sharer.php?" + urlencode({"u": url}),
        ),
        ShareLink(
            "zalo",
            _("Share on Zalo"),
            "https://zalo.me/share?" + urlencode({"url": url, "title": title}),
        ),
        ShareLink("x", _("Share on X"), "https://x.com/intent/post?" + urlencode({"url": url})),
        ShareLink(
            "email",
            _("Send by e-mail"),
            "mailto:?" + urlencode({"subject": title, "body": url}).replace("+", "%20"),
        ),
    ]
