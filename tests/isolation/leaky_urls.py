"""The portal's addresses and some that leak on purpose, one way each."""

import io

from django.core.mail import send_mail
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import include, path
from openpyxl import Workbook
from wagtail.models import Page

from commune_site.models import PortalPage


def show(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show the title of whatever page."""
    return HttpResponse(_page(page_id).title)


def name_keys(request: HttpRequest, page_id: int) -> HttpResponse:
    """Name the keys of the pages below."""
    return HttpResponse(" ".join(str(child.pk) for child in _page(page_id).get_siblings()))


def export(request: HttpRequest, page_id: int) -> HttpResponse:
    """Put the title into a workbook."""
    book, file = Workbook(), io.BytesIO()
    book.active.append([_page(page_id).title])
    book.save(file)
    return HttpResponse(file.getvalue())


def lead_on(request: HttpRequest, page_id: int) -> HttpResponse:
    """Redirect to an address that tells the slug."""
    return HttpResponseRedirect(f"/{_page(page_id).slug}/")


def write(request: HttpRequest, page_id: int) -> HttpResponse:
    """Send the title away."""
    send_mail("Tin", _page(page_id).title, "a@vidu.invalid", ["b@vidu.invalid"])
    return HttpResponse()


def change(request: HttpRequest, page_id: int) -> HttpResponse:
    """Change whatever page."""
    Page.objects.filter(pk=page_id).update(title="Đổi")
    return HttpResponse()


def refer(request: HttpRequest, page_id: int) -> HttpResponse:
    """Let a page of the person's own site be an alias of whatever page."""
    mine = PortalPage.everywhere.filter(commune_id=request.tenant.code).last()
    Page.objects.filter(pk=mine.pk).update(alias_of=page_id)
    return HttpResponse()


def tell_apart(request: HttpRequest, page_id: int) -> HttpResponse:
    """Refuse what is there otherwise than what is not."""
    return HttpResponse(status=403 if Page.objects.filter(pk=page_id).exists() else 404)


def fail(request: HttpRequest, page_id: int) -> HttpResponse:
    """Fail on what is there."""
    raise RuntimeError(_page(page_id).pk)


def _page(page_id: int) -> Page:
    try:
        return Page.objects.get(pk=page_id)
    except Page.DoesNotExist as error:
        raise Http404 from error


VIEWS = (show, name_keys, export, lead_on, write, change, refer, tell_apart, fail)
urlpatterns = [
    *(
        path(f"quan-tri/lo/{view.__name__}/<int:page_id>/", view, name=f"leaky_{view.__name__}")
        for view in VIEWS
    ),
    path("", include("portal_network.urls")),
]
