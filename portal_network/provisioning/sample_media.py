"""Pictures and files of the sample content, stored in bulk."""

from functools import cache

from django.core.files.base import ContentFile
from wagtail.models import Collection

from commune_site.models import Attachment, PortalImage
from documents.models import LegalDocumentPage, PortalDocument
from portal_network.provisioning.sample import draw_sample_image

draw_once = cache(draw_sample_image)


class SampleImages:
    """A site's own copies of the sample pictures, each made at first use."""

    def __init__(self, collection: Collection) -> None:
        self.collection = collection
        self.made: list[PortalImage] = []
        existing = PortalImage.objects.filter(collection=collection)
        self._by_title = {image.title: image for image in existing}

    def get(self, key: str) -> PortalImage:
        """Return the picture with this key (see ``sample.images``)."""
        title = f"Ảnh minh họa {key}"
        if title not in self._by_title:
            content = ContentFile(draw_once(key), name=f"mau-{key}.jpg")
            image = PortalImage(
                title=title,
                collection=self.collection,
                credit="Dữ liệu mẫu",
                file=content,
                file_size=content.size,
            )
            # One row at a time, for its key is needed at once; ``save`` would index it alone.
            PortalImage.objects.bulk_create([image])
            self.made.append(image)
            self._by_title[title] = image
        return self._by_title[title]


def attach_texts(
    texts: list[tuple[LegalDocumentPage, str]], collection: Collection
) -> list[PortalDocument]:
    """Attach to each document page its text as a file, for the sample has no signed PDF."""
    documents = []
    for page, text in texts:
        content = ContentFile(text.encode("utf-8"), name=f"{page.slug[:60]}.txt")
        documents.append(
            PortalDocument(
                title=page.title, collection=collection, file=content, file_size=content.size
            )
        )
    PortalDocument.objects.bulk_create(documents)
    Attachment.objects.bulk_create(
        Attachment(page_id=page.pk, document=document, sort_order=0)
        for (page, _text), document in zip(texts, documents, strict=True)
    )
    return documents
