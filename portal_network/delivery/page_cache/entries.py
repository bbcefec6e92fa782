"""What is kept of a page, and how it is handed out: encoded once, with a strong validator."""

import gzip
from dataclasses import dataclass
from hashlib import blake2b
from time import time
from typing import Any

import brotli
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

# A page compresses in some milliseconds at these levels, to within a few percent of the best.
GZIP_LEVEL = 6
BROTLI_QUALITY = 5
# Seconds: what an edge in front may keep, and for how long it may help itself when we are down.
# Together with our own lifetime and that of alerts this stays far below a minute.
CACHE_CONTROL = "public, max-age=0, s-maxage=5, stale-while-revalidate=5, stale-if-error=86400"
# Set anew for each answer, or by whoever stands in front.
_OWN_HEADERS = {"content-length", "etag", "cache-control", "vary", "content-encoding", "date"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One kept page.

    ``clock`` is the time of the store's own clock before the page was made, ``made_at`` the wall
    clock's, ``until`` the last moment at which it may be used. ``asked`` holds the keys of the
    query that the view read. There is no plain body: whoever accepts none gets it unpacked.
    """

    tags: frozenset[str]
    frame: str
    asked: frozenset[str]
    clock: int
    made_at: float
    until: float
    headers: tuple[tuple[str, str], ...]
    digest: str
    length: int
    brotli: bytes
    gzip: bytes

    @property
    def size(self) -> int:
        """Return about how many bytes of memory it takes."""
        return len(self.brotli) + len(self.gzip) + 2000

    def is_in_time(self, moment: float | None = None) -> bool:
        """Tell whether its time has not run out; one made in the future (a clock went back) has."""
        return self.made_at - 1 <= (time() if moment is None else moment) < self.until


def make_entry(
    response: HttpResponse,
    *,
    tags: frozenset[str],
    frame: str,
    asked: frozenset[str],
    clock: int,
    made_at: float,
    until: float,
) -> Entry:
    """Return what is kept of an answer that may be."""
    body = response.content
    headers = [
        (name, value) for name, value in response.items() if name.lower() not in _OWN_HEADERS
    ]
    return Entry(
        tags=tags,
        frame=frame,
        asked=asked,
        clock=clock,
        made_at=made_at,
        until=until,
        headers=(
            *headers,
            ("Cache-Control", CACHE_CONTROL),
            # Staff see more on the same address.
            ("Vary", "Accept-Encoding, Cookie"),
        ),
        digest=blake2b(body, digest_size=12).hexdigest(),
        length=len(body),
        brotli=brotli.compress(body, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY),
        gzip=gzip.compress(body, GZIP_LEVEL, mtime=0),
    )


def answer(entry: Entry, request: HttpRequest) -> HttpResponse:
    """Return a kept page in an encoding that the visitor accepts; 304 where it is known."""
    meta = request.META
    headers, body = encoded(entry, meta)
    response = HttpResponse(body, headers=dict(headers))
    if is_conditional(meta):
        response = get_conditional_response(request, etag=response["ETag"], response=response)
    response.is_encoded = True
    return response


def encoded(entry: Entry, meta: dict[str, Any]) -> tuple[list[tuple[str, str]], bytes]:
    """Return headers and body of a kept page, as the environment of a request asks for them."""
    encoding = accepted_encoding(meta.get("HTTP_ACCEPT_ENCODING", ""))
    headers = list(entry.headers)
    if encoding:
        body = entry.brotli if encoding == "br" else entry.gzip
        length = len(body)
        headers.append(("Content-Encoding", encoding))
        headers.append(("ETag", f'"{entry.digest}-{encoding}"'))
    else:
        body, length = b"", entry.length
        headers.append(("ETag", f'"{entry.digest}"'))
    headers.append(("Content-Length", str(length)))
    if meta["REQUEST_METHOD"] == "HEAD":
        body = b""
    elif not encoding:
        body = gzip.decompress(entry.gzip)
    return headers, body


def is_conditional(meta: dict[str, Any]) -> bool:
    """Tell whether a request names a state that its sender knows (RFC 9110, section 13)."""
    return "HTTP_IF_NONE_MATCH" in meta or "HTTP_IF_MATCH" in meta


def accepted_encoding(header: str) -> str:
    """Return ``br`` or ``gzip``, or nothing where neither is accepted (RFC 9110, 12.5.3)."""
    if header in _COMMON:
        return _COMMON[header]
    weights: dict[str, float] = {}
    for part in header.lower().split(","):
        name, _, parameters = part.strip().partition(";")
        weights[name.strip()] = _weight(parameters)
    for encoding in ("br", "gzip"):
        if weights.get(encoding, weights.get("*", 0.0)) > 0:
            return encoding
    return ""


# What browsers send; read in no time.
_COMMON = {
    "": "",
    "gzip, deflate, br": "br",
    "gzip, deflate, br, zstd": "br",
    "gzip, deflate": "gzip",
    "gzip": "gzip",
    "br": "br",
    "identity": "",
}


def _weight(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
