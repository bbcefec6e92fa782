"""The front page of a province and its directory of communes."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from commune_site.metadata import described, organisation, website
from commune_site.models.base import PortalPage
from home.frontpage import directory_context, province_front_page


class ProvinceHomePage(PortalPage):
    """The front page of the provincial portal: network search, communes, network news."""

    is_creatable = False
    owns_place = True

    dublin_core_type = "Collection"

    template = "home/province_home_page.html"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "commune_site.SectionPage",
        "commune_site.InformationPage",
        "home.CommuneDirectoryPage",
    ]

    class Meta:
        verbose_name = _("home page of a province")
        verbose_name_plural = _("home pages of provinces")

    def structured_data(self) -> list[dict]:
        """Add the authority and its portal with the search."""
        own = [organisation(self.tenant), website(self.tenant)]
        return [*super().structured_data(), *own]

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """Add what the front page shows."""
        return super().get_context(request, *args, **kwargs) | province_front_page(self, request)


class CommuneDirectoryPage(PortalPage):
    """All communes of the province: list, filter and map; their home pages stand below it."""

    is_creatable = False

    dublin_core_type = "Collection"

    template = "home/commune_directory_page.html"
    parent_page_types = ["home.ProvinceHomePage"]
    subpage_types = ["commune_site.CommuneHomePage"]

    class Meta:
        verbose_name = _("directory of communes")
        verbose_name_plural = _("directories of communes")

    def structured_data(self) -> list[dict]:
        """Add the page as the collection of the communes."""
        return [*super().structured_data(), described(self, "CollectionPage")]

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """Add the communes that match the filter."""
        return super().get_context(request, *args, **kwargs) | directory_context(self, request)
