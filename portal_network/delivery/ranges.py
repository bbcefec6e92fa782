"""Parts of a recording (HTTP ranges, RFC 9110), without which some players play nothing."""

import re

from django.http import HttpRequest, HttpResponse
from wagtail.documents.models import AbstractDocument

PLAYED = ("video/", "audio/")
ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)
# Bytes; a player asks for the next part by itself.
MOST_AT_ONCE = 2 * 1024 * 1024


def serve_part(document: AbstractDocument, request: HttpRequest) -> HttpResponse | None:
    """Answer a request for one part of a recording; leave all others to Wagtail.

    Must run after everything that asks whether the file may be read.
    """
    asked = request.headers.get("Range", "")
    if request.method != "GET" or not asked or not document.content_type.startswith(PLAYED):
        return None
    try:
        size = document.file.size
        document.file.path  # noqa: B018 - files elsewhere are sent by their own server
    except (OSError, NotImplementedError):
        return None
    part = part_of(asked, size)
    if part is None:
        return None
    start, end = part
    if start >= size:
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{size}"
        return response
    end = min(end, start + MOST_AT_ONCE - 1)
    with document.file.storage.open(document.file.name, "rb") as opened:
        opened.seek(start)
        content = opened.read(end - start + 1)
    answer = HttpResponse(content, status=206, content_type=document.content_type)
    answer["Content-Range"] = f"bytes {start}-{end}/{size}"
    answer["Accept-Ranges"] = "bytes"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'"
    return answer


def part_of(asked: str, size: int) -> tuple[int, int] | None:
    """Return first and last byte that are asked for; None for what is answered as a whole.

    Several parts at once, other units and nonsense are answered as a whole, as the standard allows.
    """
    match = ONE_RANGE.fullmatch(asked.strip())
    if match is None or size <= 0:
        return None
    first, last = match.groups()
    if not first:
        # The last so many bytes.
        return (max(0, size - int(last)), size - 1) if last and int(last) else None
    start, end = int(first), min(int(last), size - 1) if last else size - 1
    if last and int(last) < start:
        return None
    return start, end
