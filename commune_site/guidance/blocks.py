"""Steps to take and papers to bring: plain lists that read well aloud and on paper."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from commune_site.blocks import RICH_TEXT_FEATURES
from portal_network.tenancy.isolation.blocks import OwnDocumentChooserBlock, OwnRichTextBlock


class StepBlock(blocks.StructBlock):
    """One step: what to do, and what to know about it."""

    title = blocks.CharBlock(
        label=_("What to do"), max_length=160,
        help_text=_("Begin with a verb. Example: Nộp hồ sơ tại bộ phận một cửa."),
    )  # fmt: skip
    text = OwnRichTextBlock(
        label=_("Explanation of the step"), features=RICH_TEXT_FEATURES, required=False
    )

    class Meta:
        icon = "list-ol"
        label = _("Step")


class PaperBlock(blocks.StructBlock):
    """One paper to bring, with its form where there is one."""

    name = blocks.CharBlock(
        label=_("Paper"), max_length=200,
        help_text=_("Example: Giấy chứng sinh (bản chính)."),
    )  # fmt: skip
    note = blocks.CharBlock(
        label=_("Note on the paper"), max_length=255, required=False,
        help_text=_("How many copies, who signs, when it is not needed."),
    )  # fmt: skip
    form = OwnDocumentChooserBlock(label=_("Form to fill in"), required=False)

    class Meta:
        icon = "doc-full"
        label = _("Paper to bring")
