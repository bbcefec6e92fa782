"""Blocks of which the bodies of articles and information pages are made."""

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock

from commune_site.pictures import shown_picture
from portal_network.tenancy.isolation.blocks import (
    OwnDocumentChooserBlock,
    OwnImageChooserBlock,
    OwnRichTextBlock,
)

RICH_TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link", "superscript"]

# The editor pastes from Word and Excel; these are the options that matter to a reader.
TABLE_OPTIONS = {
    "minSpareRows": 0,
    "startRows": 3,
    "startCols": 3,
    "colHeaders": False,
    "rowHeaders": False,
    "contextMenu": [
        "row_above", "row_below", "---------", "col_left", "col_right", "---------",
        "remove_row", "remove_col", "---------", "mergeCells", "---------", "undo", "redo",
    ],
    # Tables from Word keep their merged cells also when they are edited afterwards.
    "mergeCells": True,
    "autoColumnSize": False,
}  # fmt: skip


class HeadingBlock(blocks.CharBlock):
    """A heading inside a text; the page's own title is the only one above it."""

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "commune_site/blocks/heading.html"


class ImageBlock(blocks.StructBlock):
    """A picture with the text that stands for it when it cannot be seen."""

    image = OwnImageChooserBlock(label=_("Image"))
    alt = blocks.CharBlock(
        label=_("Alternative text"),
        max_length=255,
        help_text=_("What the picture shows, for people who cannot see it."),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=255)

    class Meta:
        icon = "image"
        label = _("Image")
        template = "commune_site/blocks/image.html"

    def get_context(self, value: blocks.StructValue, parent_context: dict | None = None) -> dict:
        """Add the picture in all its widths; None where it was deleted."""
        context = super().get_context(value, parent_context)
        image = value["image"]
        context["picture"] = shown_picture(image, value["alt"], value["caption"]) if image else None
        return context


class QuoteBlock(blocks.StructBlock):
    """A quotation with its source."""

    text = blocks.TextBlock(label=_("Quotation"))
    source = blocks.CharBlock(label=_("Source"), required=False, max_length=255)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "commune_site/blocks/quote.html"


class CalloutBlock(blocks.StructBlock):
    """A short text that must not be overlooked."""

    level = blocks.ChoiceBlock(
        label=_("Level"),
        choices=[("info", _("Information")), ("warning", _("Warning"))],
        default="info",
    )
    text = OwnRichTextBlock(label=_("Text"), features=RICH_TEXT_FEATURES)

    class Meta:
        icon = "warning"
        label = _("Callout")
        template = "commune_site/blocks/callout.html"


class DocumentsBlock(blocks.ListBlock):
    """Files to download, in the middle of a text."""

    def __init__(self, **kwargs):
        super().__init__(OwnDocumentChooserBlock(label=_("File")), **kwargs)

    class Meta:
        icon = "doc-full"
        label = _("Files")
        template = "commune_site/blocks/documents.html"


class VideoLinkBlock(blocks.StructBlock):
    """A link to a video; nothing is loaded from the other host until the reader follows it."""

    title = blocks.CharBlock(label=_("Title"), max_length=255)
    url = blocks.URLBlock(
        label=_("Address of the video"),
        validators=[RegexValidator(r"^https://", _("The address must begin with https://."))],
    )
    transcript = blocks.TextBlock(
        label=_("Transcript"),
        help_text=_("What is said and shown, for people who cannot see or hear it."),
    )

    class Meta:
        icon = "media"
        label = _("Video")
        template = "commune_site/blocks/video_link.html"


class OwnTableBlock(TableBlock):
    """A table in a text; versions of it are compared row by row."""

    def get_comparison_class(self) -> type:
        """Return what draws the differences of two versions."""
        from commune_site.comparisons import TableBlockComparison

        return TableBlockComparison


class BodyBlock(blocks.StreamBlock):
    """The body of an article or an information page."""

    heading = HeadingBlock(max_length=255)
    paragraph = OwnRichTextBlock(
        features=RICH_TEXT_FEATURES,
        label=_("Text"),
        icon="pilcrow",
    )
    image = ImageBlock()
    table = OwnTableBlock(
        table_options=TABLE_OPTIONS,
        label=_("Table"),
        icon="table",
        template="commune_site/blocks/table.html",
    )
    quote = QuoteBlock()
    callout = CalloutBlock()
    documents = DocumentsBlock()
    video = VideoLinkBlock()
