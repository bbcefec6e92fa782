"""The first screen of the administration."""

from wagtail.admin.views.home import HomeView


class OwnHomeView(HomeView):
    """Wagtail's, named after the site on which one works.

    Wagtail asks for the site above all that a person may see; for who works in several places it
    would read the roots of all sites of the installation.
    """

    def get_site_details(self) -> dict:
        """Return the name of the site that was asked."""
        return {"root_page": None, "root_site": None, "site_name": self.request.tenant.name}
