"""Panels of the forms of pages that several types have: help texts with an example each."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, TitleFieldPanel

from commune_site.editing.helps import WritingHelpsPanel

SUMMARY = FieldPanel(
    "summary",
    help_text=_(
        "One or two sentences for lists and search results. For example: Chủ tịch Ủy ban "
        "nhân dân phường tiếp công dân vào sáng thứ Năm hằng tuần tại tầng một trụ sở."
    ),
)
FIRST = [
    WritingHelpsPanel(),
    TitleFieldPanel(
        "title",
        help_text=_(
            "What happens, for whom and when, in one line of at most 150 letters. For "
            "example: Thông báo lịch tiếp công dân tháng 12 năm 2026."
        ),
    ),
    SUMMARY,
]
ORIGIN = [
    FieldPanel(
        "author",
        help_text=_(
            "The official or the unit that wrote the text. For example: Văn phòng Hội "
            "đồng nhân dân và Ủy ban nhân dân phường."
        ),
    ),
    FieldPanel(
        "source",
        help_text=_(
            "Where the text comes from; a text taken over names its source. For example: "
            "Cổng thông tin điện tử tỉnh, ngày 12/11/2026."
        ),
    ),
    FieldPanel(
        "approver",
        help_text=_(
            "Who answers for the publication. For example: Chủ tịch Ủy ban nhân dân phường."
        ),
    ),
]
DISCLOSED_ON = FieldPanel(
    "disclosed_on",
    help_text=_("The date that lists show and sort by: as a rule today. For example: 16/11/2026"),
)
EXPIRES_ON = FieldPanel(
    "expires_on",
    help_text=_(
        "After this day the item leaves lists and search; empty: it stays. For example: a "
        "call to a meeting ends with the day of the meeting."
    ),
)
PROVENANCE = MultiFieldPanel([*ORIGIN, DISCLOSED_ON, EXPIRES_ON], heading=_("Origin and dates"))
BODY = FieldPanel(
    "body",
    help_text=_(
        "Headings, paragraphs, pictures, tables and files in the order in which they are "
        "read. A text in Word is taken over by “Import from Word”."
    ),
)
_LEAD_IMAGE_FIELDS = [
    FieldPanel(
        "lead_image",
        help_text=_(
            "A picture from the site's own library, in landscape. For example: a "
            "photograph of the office, taken by the staff."
        ),
    ),
    FieldPanel(
        "lead_image_alt",
        help_text=_(
            "What the picture shows, for people who cannot see it; required when there "
            "is one. For example: Người dân nộp hồ sơ tại quầy số 2."
        ),
    ),
]
LEAD_IMAGE = MultiFieldPanel(_LEAD_IMAGE_FIELDS, heading=_("Lead image"))
# Of types that have a caption of their own.
CAPTIONED_IMAGE = MultiFieldPanel(
    [
        *_LEAD_IMAGE_FIELDS,
        FieldPanel(
            "lead_image_caption",
            help_text=_(
                "Stands below the picture: occasion, day, who took it. For example: Ngày "
                "hội Đại đoàn kết khối 5, ngày 16/11/2026."
            ),
        ),
    ],
    heading=_("Lead image"),
)
ATTACHMENTS = InlinePanel("attachments", heading=_("Attachments"), label=_("File"))
