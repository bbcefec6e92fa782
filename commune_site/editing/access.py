"""Which pages a person works on."""

from django.http import Http404, HttpRequest

from commune_site.models import PortalPage


def own_page_or_404(request: HttpRequest, key: int) -> PortalPage:
    """Return a page within reach, as its own class.

    Raises:
        Http404: there is none.
    """
    page = PortalPage.objects.filter(pk=key).first()
    if page is None:
        raise Http404
    return page.specific
