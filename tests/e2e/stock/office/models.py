"""What a developer would give a commune in an afternoon: sections, texts, officials."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.snippets.models import register_snippet


class SectionPage(Page):
    """A section, with texts below it."""

    subpage_types = ("office.TextPage",)


class TextPage(Page):
    """News, a document or a schedule: a title, a summary and a text."""

    summary = models.TextField(blank=True)
    body = RichTextField(blank=True)
    content_panels = (*Page.content_panels, FieldPanel("summary"), FieldPanel("body"))
    subpage_types = ()


@register_snippet
class Official(models.Model):
    """Somebody in the directory."""

    name = models.CharField(max_length=255)
    phone = models.CharField(max_length=255)

    class Meta:
        app_label = "office"

    def __str__(self) -> str:
        return self.name
