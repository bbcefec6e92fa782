"""Compresses what the portal writes itself, where no web server in front does it."""

import re

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

TEXT_TYPES = re.compile(
    r"text/|application/(?:[\w.-]+\+)?(?:json|xml|javascript)\b|image/svg\+xml\b"
)


class TextCompressionMiddleware(GZipMiddleware):
    """Compresses pages, feeds and site maps for whoever accepts gzip (RFC 9110, section 8.4).

    Files pass as they are: they are streamed, mostly compressed already, and keep their length.
    Each answer gets a random number of bytes more, against guessing secrets by the length of a
    compressed page (BREACH).
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Compress a text; leave files and answers of other types alone."""
        if getattr(response, "is_encoded", False):
            # A kept page has the form that the visitor accepts.
            return response
        if response.streaming or not TEXT_TYPES.match(response.get("Content-Type", "")):
            return response
        return super().process_response(request, response)
