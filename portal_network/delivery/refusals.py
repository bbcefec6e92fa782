"""Answers for requests that views of packages cannot take: a clear refusal instead of a fault."""

from collections.abc import Callable

from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.translation import gettext as _


class RefusalMiddleware:
    """Answers 400 to a form that lacks what no browser leaves out, 409 to deleting what is in use.

    Wagtail's views index the posted data and delete without asking who refers to a row; both
    would answer 500 and alarm whoever watches the log.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Hand the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Refuse what the sender can mend; anything else stays a fault."""
        if isinstance(exception, MultiValueDictKeyError):
            return refusal(
                400,
                _("The form did not arrive complete"),
                _("Go back, load the page again and send the form once more."),
            )
        if isinstance(exception, ProtectedError):
            return refusal(
                409,
                _("This is still in use"),
                _("Remove it from the pages that use it first, then delete it."),
            )
        return None


def refusal(status: int, title: str, advice: str) -> HttpResponse:
    """Return a page that says what is wrong and what to do."""
    page = render_to_string("refusal.html", {"title": title, "advice": advice})
    response = HttpResponse(page, status=status)
    add_never_cache_headers(response)
    return response
