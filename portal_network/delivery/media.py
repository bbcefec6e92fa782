"""Hands out uploaded files where no other server does."""

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.static import serve


def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Return a file below ``MEDIA_ROOT``.

    Raises:
        Http404: also for names that lead elsewhere or that no file system can hold.
    """
    try:
        return serve(request, path, document_root=settings.MEDIA_ROOT)
    except (OSError, SuspiciousFileOperation, ValueError) as error:
        raise Http404 from error
