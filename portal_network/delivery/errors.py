"""The page for what does not exist: the site's own, or that of the administration."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.views import defaults


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404; below the administration in its own look, whichever view gave up."""
    if not request.path.startswith(reverse("wagtailadmin_home")):
        return defaults.page_not_found(request, exception)
    response = defaults.page_not_found(request, exception, template_name="wagtailadmin/404.html")
    add_never_cache_headers(response)
    return response
