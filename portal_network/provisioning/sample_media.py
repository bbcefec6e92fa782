"""Pictures and files of the sample content, stored in bulk."""

import os
from contextlib import suppress
from functools import cache
from io import BytesIO
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from PIL import Image
from wagtail.models import Collection

from commune_site.models import Attachment, PortalImage
from documents.files.examination import examine
from documents.files.services import describe
from documents.models import LegalDocumentPage, PortalDocument
from portal_network.provisioning.sample import draw_sample_image, sample_image_title

RECORDINGS = Path(__file__).parent / "sample" / "media"

draw_once = cache(draw_sample_image)


class PictureFiles:
    """The files of the sample pictures, written once for all sites.

    Every site owns a file of its own, for deleting a picture deletes its file; in a folder these
    are links to the same bytes.
    """

    def __init__(self) -> None:
        self._first: dict[str, str] = {}

    def store(self, key: str, wanted_name: str) -> str:
        """Store the picture for one more site and return the name of its file."""
        first = self._first.get(key)
        if first is not None and isinstance(default_storage, FileSystemStorage):
            name = default_storage.get_available_name(wanted_name)
            with suppress(OSError):
                os.link(default_storage.path(first), default_storage.path(name))
                return name
        name = default_storage.save(wanted_name, ContentFile(draw_once(key)))
        self._first.setdefault(key, name)
        return name


class SampleImages:
    """A site's own copies of the sample pictures, each made at first use."""

    def __init__(self, collection: Collection, files: PictureFiles) -> None:
        self.collection = collection
        self.files = files
        self.made: list[PortalImage] = []
        existing = PortalImage.objects.filter(collection=collection)
        self._by_title = {image.title: image for image in existing}

    def get(self, key: str) -> PortalImage:
        """Return the picture with this key (see ``sample.images``)."""
        title = sample_image_title(key)
        if title not in self._by_title:
            # With its size stated, nobody has to decode the file to learn it.
            width, height = Image.open(BytesIO(draw_once(key))).size
            field = PortalImage._meta.get_field("file")
            wanted_name = field.generate_filename(PortalImage(title=title), f"mau-{key}.jpg")
            image = PortalImage(
                title=title,
                collection=self.collection,
                credit="Dữ liệu mẫu",
                file=self.files.store(key, wanted_name),
                width=width,
                height=height,
                file_size=len(draw_once(key)),
            )
            # One row at a time, for its key is needed at once; ``save`` would index it alone.
            PortalImage.objects.bulk_create([image])
            self.made.append(image)
            self._by_title[title] = image
        return self._by_title[title]


class SampleRecordings:
    """A site's own copies of the sample recordings and their captions."""

    def __init__(self, collection: Collection) -> None:
        self.collection = collection
        self.made: list[PortalDocument] = []

    def get(self, name: str) -> PortalDocument:
        """Return the recording, or the captions, with this name in ``sample/media``."""
        content = ContentFile((RECORDINGS / name).read_bytes(), name=f"mau-{name}")
        document = PortalDocument(
            title=f"Dữ liệu mẫu: {name}", collection=self.collection, file=content
        )
        describe(document, examine(content, content.name))
        # One row at a time, for its key is needed at once.
        PortalDocument.objects.bulk_create([document])
        self.made.append(document)
        return document


def attach_texts(
    texts: list[tuple[LegalDocumentPage, str]], collection: Collection
) -> list[PortalDocument]:
    """Attach to each document page its text as a file, for the sample has no signed PDF."""
    documents = []
    for page, text in texts:
        content = ContentFile(text.encode("utf-8"), name=f"{page.slug[:60]}.txt")
        document = PortalDocument(title=page.title, collection=collection, file=content)
        describe(document, examine(content, content.name))
        documents.append(document)
    PortalDocument.objects.bulk_create(documents)
    Attachment.objects.bulk_create(
        Attachment(page_id=page.pk, document=document, sort_order=0)
        for (page, _text), document in zip(texts, documents, strict=True)
    )
    return documents
