"""Makes a draft from a Word file, with its pictures in the collection of the site."""

import io
from dataclasses import dataclass
from pathlib import PurePath

from django.core.files.images import ImageFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Collection

from commune_site.blocks import BodyBlock
from commune_site.editing.word.blocks import LONGEST_TITLE, Block, blocks_of
from commune_site.editing.word.package import checked_package
from commune_site.editing.word.reading import Picture, WordText, read_word
from commune_site.models import PortalImage, PortalPage
from commune_site.page_types import is_posted_in
from commune_site.tasks import make_renditions
from search.text import fold

LONGEST_SLUG = 80


@dataclass(frozen=True, slots=True)
class Imported:
    """A draft, how many pictures came with it undescribed, and how many could not be kept."""

    page: PortalPage
    undescribed: int
    lost: int


def word_type_of(parent: PortalPage) -> type[PortalPage] | None:
    """Return what a Word file becomes below a page: the first type posted there with a body."""
    for model in parent.specific_class.allowed_subpage_models():
        field = next((one for one in model._meta.local_fields if one.name == "body"), None)
        has_body = isinstance(getattr(field, "stream_block", None), BodyBlock)
        if has_body and is_posted_in(model, parent.section) and model.can_create_at(parent):
            return model
    return None


def import_word(user, parent: PortalPage, file: UploadedFile, title: str = "") -> Imported:
    """Make a draft below ``parent`` from a Word file.

    Raises:
        UnreadableWordFile: the file is refused; nothing is kept of it.
    """
    text = read_word(checked_package(file.read()))
    found, blocks = blocks_of(text.html)
    if title and found:
        # What the officer wrote wins; the heading of the file stays in the text.
        blocks.insert(0, ("heading", found[:255]))
    title = title or found or PurePath(file.name).stem
    return _store(user, parent, title[:LONGEST_TITLE], blocks, text)


@transaction.atomic
def _store(user, parent: PortalPage, title: str, blocks: list[Block], text: WordText) -> Imported:
    model = word_type_of(parent)
    collection = Collection.objects.get(pk=parent.tenant.collection_id)
    images = [
        _image(picture, f"{title} ({number})", collection, user)
        for number, picture in enumerate(text.pictures, start=1)
    ]
    body = [
        ("image", {"image": images[value.number], "alt": text.pictures[value.number].alt[:255]})
        if kind == "image"
        else (kind, value)
        for kind, value in blocks
    ]
    page = model(
        title=title, slug=free_slug(parent, title), body=body, live=False, owner=user,
        locale_id=parent.locale_id,
        # What is true of most files; the officer reads both and writes what differs.
        author=user.get_full_name(), source=parent.tenant.authority_name,
    )  # fmt: skip
    parent.add_child(instance=page)
    page.save_revision(user=user, log_action=True, clean=False)
    undescribed = sum(1 for picture in text.pictures if not picture.alt)
    return Imported(page, undescribed, text.lost_pictures)


def _image(picture: Picture, title: str, collection: Collection, user) -> PortalImage:
    name = f"{slugify(fold(title))[:LONGEST_SLUG] or 'hinh'}.{picture.extension}"
    image = PortalImage.objects.create(
        title=title[:255],
        file=ImageFile(io.BytesIO(picture.content), name),
        file_size=len(picture.content),
        collection=collection,
        uploaded_by_user=user,
    )
    make_renditions.enqueue(image.pk)
    return image


def free_slug(parent: PortalPage, title: str) -> str:
    """Return the end of an address below ``parent`` that no other page has."""
    wanted = slugify(fold(title))[:LONGEST_SLUG].strip("-") or "bai"
    taken = set(parent.get_children().values_list("slug", flat=True))
    slug, number = wanted, 2
    while slug in taken:
        slug, number = f"{wanted}-{number}", number + 1
    return slug
