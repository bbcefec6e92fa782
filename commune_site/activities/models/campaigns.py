"""Campaigns (row 48): a topic with its time, and the texts that belong to it."""

from urllib.parse import urljoin

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable

from commune_site.activities.models.texts import TextPage
from commune_site.cards import Card, make_cards
from commune_site.metadata import described, publisher, stated
from commune_site.models import PortalPage
from portal_network.tenancy.scoping import scoped_manager, unscoped_manager


class CampaignPage(TextPage):
    """A campaign: what for, from when until when, its slogan, and the texts gathered under it."""

    schema_types = ("Event",)

    starts_on = models.DateField(_("begins on"))
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    slogan = models.CharField(
        _("slogan"), max_length=200, blank=True,
        help_text=_("Example: Giữ rừng hôm nay, giữ nước cho mai sau."),
    )  # fmt: skip

    template = "commune_site/article_page.html"
    facts_template = "activities/campaign.html"
    parent_page_types = ["commune_site.SectionPage"]
    subpage_types: list[str] = []

    content_panels = [
        *PortalPage.content_panels,
        FieldRowPanel(
            [
                FieldPanel(
                    "starts_on",
                    help_text=_("The first day of the campaign. For example: 01/12/2026"),
                ),
                FieldPanel(
                    "ends_on",
                    help_text=_(
                        "The last day; afterwards the page says that it is over. For example: "
                        "31/12/2026"
                    ),
                ),
            ]
        ),
        FieldPanel("slogan"),
        InlinePanel(
            "gathered", heading=_("Texts of the campaign"), label=_("Text of the campaign"),
            help_text=_("Texts of your site, wherever they were posted, in the order shown."),
        ),
        PortalPage.lead_image_panel,
        *TextPage.last_panels,
    ]  # fmt: skip

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")

    @property
    def is_running(self) -> bool:
        """Tell whether today lies in its time."""
        today = timezone.localdate()
        return self.starts_on <= today and (self.ends_on is None or today <= self.ends_on)

    def errors_by_field(self) -> dict:
        """Refuse a campaign that ends before it begins."""
        errors = super().errors_by_field()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            errors["ends_on"] = _("The last day must not lie before the first.")
        return errors

    @cached_property
    def gathered_cards(self) -> list[Card]:
        """The gathered texts that are public, in the editor's order; three queries."""
        wanted = [row.item_id for row in self.gathered.all()]
        public = PortalPage.objects.filter(pk__in=wanted).public_items()
        found = {page.pk: page for page in public}
        shown = [found[key] for key in dict.fromkeys(wanted) if key in found]
        return make_cards(shown, self.tenant, with_images=True)

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """Add the texts of the campaign."""
        return super().get_context(request, *args, **kwargs) | {"gathered": self.gathered_cards}

    def structured_data(self) -> list[dict]:
        """Add the campaign as an ``Event`` from its first to its last day, with its texts."""
        # An event has an organiser; what only texts have is left to them.
        text_alone = ("publisher", "dateModified")
        known = described(self, "Event")
        event = {name: value for name, value in known.items() if name not in text_alone}
        event |= stated(
            {
                "startDate": self.starts_on.isoformat(),
                "endDate": self.ends_on.isoformat() if self.ends_on else "",
                "location": {
                    "@type": "Place",
                    "name": self.tenant.name,
                    "address": self.tenant.name,
                },
                "organizer": publisher(self.tenant),
                "subjectOf": [
                    {
                        "@type": "WebPage",
                        "name": card.title,
                        "url": urljoin(self.tenant.root_url, card.url),
                    }
                    for card in self.gathered_cards
                ],
            }
        )
        return [*super().structured_data(), event]


class GatheredPage(Orderable):
    """A text that belongs to a campaign."""

    page = ParentalKey(CampaignPage, on_delete=models.CASCADE, related_name="gathered")
    item = models.ForeignKey(
        PortalPage, verbose_name=_("text"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [
        FieldPanel(
            "item",
            help_text=_(
                "A text of this site, in whatever section it was posted. For example: a "
                "notice on vaccination."
            ),
        )
    ]

    # Rows that a form sends by their keys are looked for here.
    objects = scoped_manager()
    everywhere = unscoped_manager()

    class Meta(Orderable.Meta):
        verbose_name = _("text of a campaign")
        verbose_name_plural = _("texts of campaigns")

    def __str__(self) -> str:
        return str(self.item)
