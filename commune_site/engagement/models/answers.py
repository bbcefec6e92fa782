"""A question with its answer, as everybody may read it: without anything personal."""

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from commune_site.article_context import information_context
from commune_site.blocks import BodyBlock
from commune_site.engagement.structured_data import question_data
from commune_site.engagement.topics import Topic
from commune_site.fields import BodyField
from commune_site.metadata import described
from commune_site.models.base import PortalPage
from commune_site.validation import unnamed_origin
from search.kinds import Kind


class AnswerPage(PortalPage):
    """A question of common interest and its answer; made from a case, or written by an editor.

    It goes the way of every text: nobody publishes it alone. No column leads back to the case;
    the case knows its page.
    """

    schema_types = ("FAQPage",)

    question = models.TextField(
        _("question"), max_length=4000,
        help_text=_(
            "In general words, without names, addresses, telephone numbers or dates of birth. For "
            "example: Where do I apply for a copy of a birth certificate?"
        ),
    )  # fmt: skip
    topic = models.CharField(_("field"), max_length=20, choices=Topic.choices, default=Topic.OTHER)
    body = BodyField(BodyBlock(), verbose_name=_("answer"), blank=True)

    search_kind = Kind.ANSWER
    template = "engagement/answer_page.html"
    parent_page_types = ["commune_site.SectionPage"]
    subpage_types: list[str] = []

    search_fields = [
        *PortalPage.search_fields,
        index.SearchField("question"),
        index.SearchField("body"),
        index.FilterField("topic"),
    ]

    content_panels = [
        *PortalPage.content_panels,
        FieldPanel(
            "topic",
            help_text=_(
                "Visitors narrow the list by it. For example: choose land for a question "
                "on certificates."
            ),
        ),
        FieldPanel("question"),
        FieldPanel(
            "body",
            help_text=_(
                "The answer in plain words, with the provision it rests on. For example: "
                "Theo Điều 33, ông (bà) nộp hồ sơ tại…"
            ),
        ),
        PortalPage.attachments_panel,
        PortalPage.provenance_panel,
    ]

    class Meta:
        verbose_name = _("question with answer")
        verbose_name_plural = _("questions with answers")

    @property
    def answer_text(self) -> str:
        """Return the words of the answer alone."""
        return super().plain_text

    @property
    def plain_text(self) -> str:
        """Return the words of question and answer."""
        return f"{self.question} {self.answer_text}"

    @property
    def search_values(self) -> dict[str, str]:
        """Return the field of the question; see :meth:`PortalPage.search_values`."""
        return {"field": str(Topic(self.topic).label)}

    def counts_as_item(self) -> bool:
        """Every answer is content."""
        return True

    def describe_itself(self) -> None:
        """Let lists show the field of the question."""
        super().describe_itself()
        self.kind_label = self.get_topic_display()

    def errors_by_field(self) -> dict:
        """Refuse an answer of which nobody knows who gave it."""
        return super().errors_by_field() | unnamed_origin(self)

    def structured_data(self) -> list[dict]:
        """Add the question with its answer (``FAQPage``); what has no answer yet is none."""
        asked = question_data(self)
        faq = [described(self, "FAQPage") | {"mainEntity": [asked]}] if asked else []
        return [*super().structured_data(), *faq]

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """Add files and links to print, save and share."""
        context = super().get_context(request, *args, **kwargs)
        return (
            context
            | information_context(self, request)
            | {"print_content": "engagement/components/answer_content.html"}
        )
