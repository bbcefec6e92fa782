"""Keeps Wagtail from looking for the site of a page among the roots of all sites.

``Site.get_site_root_paths`` costs a query for each site of the installation whenever its cache is
empty. Wagtail remembers its answer at the request or the page that asks; so we answer first.
"""

from django.http import HttpRequest
from wagtail.models import Page

from portal_network.tenancy.directory import DirectorySnapshot


def remember_site_roots(request: HttpRequest, snapshot: DirectorySnapshot) -> None:
    """Let whatever asks on behalf of a request find the roots that the directory knows."""
    request._wagtail_cached_site_root_paths = snapshot.site_root_paths


def know_whether_above_all_sites(page: Page) -> Page:
    """Return the page; one of Wagtail's own class stands above all sites, and belongs to none."""
    if type(page) is Page:
        page._wagtail_cached_site_root_paths = ()
    return page
