"""Keeps lists that name people (R83) to their time, and whoever opens their form on record."""

from django.http import Http404, HttpRequest
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page

from commune_site.models import Attachment, PortalPage
from commune_site.sections import get_registry
from portal_network.tenancy.policies import works_for

VIEWED = "disclosures.list_viewed"


def record_view(request: HttpRequest, page: Page) -> None:
    """Log that somebody opened the form of a page whose section names people."""
    if request.method == "GET" and isinstance(page, PortalPage) and page.personal_data:
        log(instance=page, action=VIEWED, user=request.user)


def refuse_files_of_lists_that_are_over(document, request: HttpRequest) -> None:
    """Let the file of a list leave the site with the list itself.

    A file that stands on another public page, too, stays.

    Raises:
        Http404: all public pages that carry the file are lists of people whose time is over.
    """
    attached = Attachment.everywhere.filter(document=document)
    pages = list(
        PortalPage.everywhere.filter(pk__in=attached.values("page")).values_list(
            "section", "live", "expires_on"
        )
    )
    named = get_registry().personal_data_slugs
    if not any(section in named for section, _live, _end in pages):
        return
    today = timezone.localdate()
    is_shown = any(
        live and (section not in named or end is None or end >= today)
        for section, live, end in pages
    )
    if not is_shown and not works_for(request.user, request.tenant):
        raise Http404
