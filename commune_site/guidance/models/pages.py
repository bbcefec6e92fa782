"""Guidance on the law (row 6 of the mandated sections) and policies (row 7)."""

from django.db import models
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from commune_site.guidance.models.practical import LegalBasis, PracticalPage
from commune_site.models import PortalPage


class GuidancePage(PracticalPage):
    """How somebody does what the law asks or allows, step by step."""

    schema_types = ("HowTo",)

    template = "commune_site/article_page.html"
    facts_template = "guidance/guidance.html"
    parent_page_types = ["commune_site.SectionPage"]
    subpage_types: list[str] = []

    content_panels = [
        *PortalPage.content_panels,
        PracticalPage.whom_panel,
        *PracticalPage.how_panels,
    ]

    class Meta:
        verbose_name = _("guidance")
        verbose_name_plural = _("guidance texts")

    def structured_data(self) -> list[dict]:
        """Describe the steps (``HowTo``) where there are any."""
        if not self.steps:
            return super().structured_data()
        how_to = {
            "@type": "HowTo",
            "name": self.title,
            "description": self.summary or self.title,
            "inLanguage": self.written_in,
            "url": self.full_url,
            "supply": [
                {"@type": "HowToSupply", "name": block.value["name"]} for block in self.papers
            ],
            "step": [
                {
                    "@type": "HowToStep",
                    "position": number,
                    "name": block.value["title"],
                    "text": strip_tags(block.value["text"].source) or block.value["title"],
                }
                for number, block in enumerate(self.steps, start=1)
            ],
        }
        return [*super().structured_data(), how_to]


class PolicyPage(PracticalPage):
    """What the state grants: what, to whom, how to get it, since when and until when."""

    schema_types = ("GovernmentService",)

    benefit = models.TextField(
        _("what it gives"), max_length=1500,
        help_text=_("Example: Được hỗ trợ 70% mức đóng bảo hiểm y tế."),
    )  # fmt: skip
    amount = models.CharField(
        _("amount in short"), max_length=120, blank=True,
        help_text=_("Stands in the list. Example: 500.000 đồng/tháng."),
    )  # fmt: skip
    beneficiaries = models.TextField(
        _("who gets it"), max_length=1500,
        help_text=_("Conditions, one per line. Example: Từ đủ 75 tuổi, không có lương hưu."),
    )  # fmt: skip

    template = "commune_site/article_page.html"
    facts_template = "guidance/policy.html"
    parent_page_types = ["commune_site.SectionPage"]
    subpage_types: list[str] = []

    content_panels = [
        *PortalPage.content_panels,
        PracticalPage.whom_panel,
        MultiFieldPanel(
            [FieldPanel("benefit"), FieldPanel("amount"), FieldPanel("beneficiaries")],
            heading=_("What it gives, and to whom"),
        ),
        *PracticalPage.how_panels,
    ]

    class Meta:
        verbose_name = _("policy")
        verbose_name_plural = _("policies")

    @property
    def plain_text(self) -> str:
        """Return what it gives and to whom beside the rest."""
        return f"{self.benefit} {self.amount} {self.beneficiaries} {super().plain_text}"

    def structured_data(self) -> list[dict]:
        """Describe the benefit as a service of the authority (``GovernmentService``)."""
        tenant = self.tenant
        service = {
            "@type": "GovernmentService",
            "name": self.title,
            "description": self.benefit,
            "url": self.full_url,
            "audience": {"@type": "Audience", "audienceType": str(self.get_audience_display())},
            "serviceType": str(self.get_field_display()),
            "provider": {
                "@type": "GovernmentOrganization",
                "name": tenant.authority_name,
                "url": tenant.root_url,
            },
        }
        if self.valid_from or self.valid_until:
            offer = {"@type": "Offer", "validFrom": self.valid_from}
            service["offers"] = offer | (
                {"validThrough": self.valid_until} if self.valid_until else {}
            )
        return [*super().structured_data(), service]


class GuidanceBasis(LegalBasis):
    """A provision on which guidance rests."""

    page = ParentalKey(GuidancePage, on_delete=models.CASCADE, related_name="legal_bases")


class PolicyBasis(LegalBasis):
    """A provision on which a policy rests."""

    page = ParentalKey(PolicyPage, on_delete=models.CASCADE, related_name="legal_bases")
