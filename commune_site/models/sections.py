"""The pages that make up a site's tree: its home, its groups and its sections."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from commune_site.frontpage import commune_front_page
from commune_site.metadata import described, organisation, website
from commune_site.models.base import PortalPage
from commune_site.section_context import section_context


class CommuneHomePage(PortalPage):
    """The front page of a commune: what people come to do first, then what is new."""

    is_creatable = False
    owns_place = True

    dublin_core_type = "Collection"

    template = "commune_site/commune_home_page.html"
    parent_page_types = ["home.CommuneDirectoryPage"]
    subpage_types = ["commune_site.SectionPage", "commune_site.InformationPage"]

    class Meta:
        verbose_name = _("home page of a commune")
        verbose_name_plural = _("home pages of communes")

    def structured_data(self) -> list[dict]:
        """Add the authority and its site with the search."""
        own = [organisation(self.tenant), website(self.tenant)]
        return [*super().structured_data(), *own]

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """Add what the front page shows."""
        return super().get_context(request, *args, **kwargs) | commune_front_page(self, request)


class SectionPage(PortalPage):
    """A group of sections, or a section of the registry with what is published in it."""

    schema_types = ("CollectionPage",)

    dublin_core_type = "Collection"

    template = "commune_site/section_page.html"
    parent_page_types = [
        "commune_site.CommuneHomePage",
        "home.ProvinceHomePage",
        "commune_site.SectionPage",
    ]
    subpage_types = [
        "commune_site.ArticlePage",
        "commune_site.InformationPage",
        "commune_site.RedirectPage",
        "commune_site.SectionPage",
        "disclosures.DisclosurePage",
        "documents.LegalDocumentPage",
        "engagement.AnswerPage",
        "activities.AlbumPage",
        "activities.CampaignPage",
        "activities.GazettePage",
        "activities.ReceptionPage",
        "activities.RecordingPage",
        "activities.WorkWeekPage",
        "consultations.ConsultationPage",
        "guidance.GuidancePage",
        "guidance.PolicyPage",
        "organisation.HeritagePage",
        "plans.LandRecoveryPage",
        "plans.PlanPage",
        "plans.PlanningPage",
        "plans.ProjectPage",
        "plans.TenderPage",
    ]

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def structured_data(self) -> list[dict]:
        """Add the page as a collection of what is published in it."""
        return [*super().structured_data(), described(self, "CollectionPage")]

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """Add the list of the section, or the sections of the group."""
        return super().get_context(request, *args, **kwargs) | section_context(self, request)
