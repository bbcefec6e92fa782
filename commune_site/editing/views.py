"""The checklist of a page by itself, for an editor that saves while it is written."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commune_site.checks.panel import checklist
from commune_site.editing.access import own_page_or_404


@require_safe
def checklist_of_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """Return the checklist of the newest version of a page.

    Raises:
        Http404: the page is not within reach.
        PermissionDenied: the person's role does not change it.
    """
    page = own_page_or_404(request, page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    newest = page.get_latest_revision_as_object()
    return render(request, "checks/checklist.html", checklist(newest))
