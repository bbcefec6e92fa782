"""What the page editor asks while somebody writes: the checklist, and what was pasted."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commune_site.checks.panel import checklist
from commune_site.editing.access import own_page_or_404
from commune_site.editing.word.pasting import LONGEST_PASTE, pasted_state


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


@require_POST
def blocks_of_paste(request: HttpRequest) -> JsonResponse:
    """Return what was pasted as blocks of a text; nothing is stored.

    ``message`` says in words why there are none.
    """
    html = request.POST.get("html", "")
    if len(html) > LONGEST_PASTE:
        message = _(
            "This is too much to paste at once. Save it in Word and choose “Import from Word”."
        )
        return JsonResponse({"message": message}, status=413)
    blocks = pasted_state(html)
    if not blocks:
        return JsonResponse({"message": _("There is no text in what was pasted.")}, status=400)
    return JsonResponse({"blocks": blocks})
