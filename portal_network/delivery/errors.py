"""Pages for what does not exist, and for what failed."""

import sys

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.views import defaults

from portal_network.delivery.refusals import unavailable


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404; below the administration in its own look, whichever view gave up."""
    if not request.path.startswith(reverse("wagtailadmin_home")):
        return defaults.page_not_found(request, exception)
    response = defaults.page_not_found(request, exception, template_name="wagtailadmin/404.html")
    add_never_cache_headers(response)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a fault, wherever it was met: in a view, in a template or before any view.

    Without the database or the store of files that is a page which asks to come back, else 500.
    """
    fault = sys.exc_info()[1]
    return (unavailable(request, fault) if fault else None) or defaults.server_error(request)
