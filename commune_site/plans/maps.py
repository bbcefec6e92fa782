"""Maps of plannings as pages show them, read without a query per map."""

from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects
from wagtail.images import get_image_model

from commune_site.article_context import AttachmentLink

SMALL, LARGE, WHOLE = (
    "width-480|format-webp|webpquality-75",
    "width-960|format-webp|webpquality-80",
    "max-2600x2600|format-webp|webpquality-85",
)


@dataclass(frozen=True, slots=True)
class MapPicture:
    """The picture of a map in two widths (pixels), and the way to the whole of it."""

    url: str
    srcset: str
    whole_url: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ShownMap:
    """A map on its page."""

    number: int
    title: str
    text: str
    picture: MapPicture | None
    file: AttachmentLink | None


def shown_maps(page) -> list[ShownMap]:
    """Return the maps of a page in the order of the editor."""
    rows = list(page.maps.all())
    if page.pk:
        renditions = (
            get_image_model()
            .get_rendition_model()
            .objects.filter(filter_spec__in=(SMALL, LARGE, WHOLE))
        )
        prefetch_related_objects(
            rows, "document", "image", Prefetch("image__renditions", queryset=renditions)
        )
    return [_shown(number, row) for number, row in enumerate(rows, start=1)]


def _shown(number: int, row) -> ShownMap:
    return ShownMap(
        number=number,
        title=row.title,
        text=row.text_alternative,
        picture=_picture(row.image) if row.image_id and row.image else None,
        file=_file(row.document) if row.document_id and row.document else None,
    )


def _picture(image) -> MapPicture:
    renditions = image.get_renditions(SMALL, LARGE, WHOLE)
    small, large = renditions[SMALL], renditions[LARGE]
    return MapPicture(
        url=large.url,
        srcset=f"{small.url} {small.width}w, {large.url} {large.width}w",
        whole_url=renditions[WHOLE].url,
        width=large.width,
        height=large.height,
    )


def _file(document) -> AttachmentLink:
    return AttachmentLink(
        title=document.title,
        url=document.url,
        size_bytes=document.file_size or 0,
        extension=document.file_extension.lower(),
    )
