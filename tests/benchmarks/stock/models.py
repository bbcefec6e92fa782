"""Page types of the stock site."""

from django.db import models
from django.http import HttpRequest
from wagtail.blocks import RichTextBlock
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField
from wagtail.models import Page

LISTED = 6
RELATED = 4


@register_setting
class Contact(BaseSiteSetting):
    """How to reach the authority."""

    authority = models.CharField(max_length=255)
    text = models.TextField(blank=True)


class HomePage(Page):
    """The front page: tasks, newest documents, newest news."""

    lead = models.TextField(blank=True)
    tasks = models.JSONField(default=list, blank=True)

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """Add the newest pages of this site."""
        own = ArticlePage.objects.live().descendant_of(self).order_by("-day", "-pk")
        return super().get_context(request, *args, **kwargs) | {
            "documents": own.exclude(number="")[:LISTED],
            "news": own.filter(number="")[:LISTED],
        }


class SectionPage(Page):
    """A section of the menu, or a group of sections."""


class ArticlePage(Page):
    """An article, or a document where it has a number."""

    day = models.DateField()
    number = models.CharField(max_length=60, blank=True)
    summary = models.TextField(blank=True)
    author = models.CharField(max_length=255, blank=True)
    source = models.CharField(max_length=255, blank=True)
    body = StreamField([("paragraph", RichTextBlock())])

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """Add what else stands in the section."""
        others = ArticlePage.objects.live().sibling_of(self, inclusive=False)
        return super().get_context(request, *args, **kwargs) | {
            "related": others.order_by("-day", "-pk")[:RELATED],
        }
