"""What was public and was taken down answers at its address that it was, when and why."""

from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.models import get_page_models

from commune_site.approval import approval_policy
from commune_site.models import PortalPage
from commune_site.models.querysets import RestrictionAbove


def serve_withdrawn(request: HttpRequest, path: str) -> HttpResponse:
    """Answer 410 with a notice for a page of a type that keeps one; one query more than a 404.

    The title may be what had to go; the notice names the page by what its type says of itself.

    Raises:
        Http404: nothing that keeps a notice was taken down here.
    """
    if "\x00" in path:
        raise Http404
    row = (
        PortalPage.objects.filter(
            url_path=request.tenant.root_url_path + path.rstrip("/") + "/",
            live=False,
            first_published_at__isnull=False,
            names_people=False,
            content_type__in=_keeping_types(),
        )
        .filter(~RestrictionAbove("path"))
        .first()
    )
    page = row and row.specific
    withdrawal = approval_policy().withdrawal_of(page) if page else None
    if withdrawal is None:
        raise Http404
    # Without the page itself, whose title the head would repeat.
    context = {"withdrawal": withdrawal, "robots": "noindex"} | page.withdrawal_context()
    return render(request, page.withdrawal_template, context, status=410)


def _keeping_types() -> list[ContentType]:
    keeping = [
        model
        for model in get_page_models()
        if issubclass(model, PortalPage) and model.keeps_withdrawal_notice
    ]
    return list(ContentType.objects.get_for_models(*keeping).values())
