"""Hands out what lies in an S3 store as if it lay here, whole or in parts."""

from http import HTTPStatus
from mimetypes import guess_type

from django.core.files.storage import Storage, default_storage
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date_safe, quote_etag
from wagtail import hooks
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument, document_served
from wagtail.documents.views.serve import serve

from portal_network.delivery.ranges import part_of
from portal_network.delivery.stores import RemoteStorage


def is_remote(storage: Storage) -> bool:
    """Tell whether files of a storage come from elsewhere."""
    # The default storage is a lazy object; its attributes are those of the real one.
    return isinstance(storage, RemoteStorage)


def serve_document(request: HttpRequest, key: str, filename: str) -> HttpResponseBase:
    """Answer with a document: one on this machine as Wagtail does, one in the store as it comes.

    Whoever asks before a document is served (``before_serve_document``) is asked for both.

    Raises:
        Http404: there is no such document, or the store lost it.
        StoreUnavailable: the store does not answer.
    """
    if not is_remote(default_storage):
        return serve(request, key, filename)
    document = get_object_or_404(get_document_model(), pk=key)
    if document.filename != filename:
        raise Http404
    for ask in hooks.get_hooks("before_serve_document"):
        if isinstance(refused := ask(document, request), HttpResponse):
            return refused
    try:
        return _serve_remote(document, request)
    except FileNotFoundError as error:
        raise Http404 from error


def _serve_remote(document: AbstractDocument, request: HttpRequest) -> HttpResponseBase:
    document_served.send(sender=type(document), instance=document, request=request)
    etag = quote_etag(document.file_hash) if document.file_hash else None
    if (known := get_conditional_response(request, etag=etag)) is not None:
        return known
    file = document.file
    answer = _answer(request, file.storage, file.name, document.content_type, etag)
    answer["Content-Disposition"] = document.content_disposition
    answer["Content-Security-Policy"] = "default-src 'none'"
    return answer


def serve_picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """Answer with a picture from the store.

    Raises:
        FileNotFoundError: there is none.
        StoreUnavailable: the store does not answer.
    """
    return _answer(
        request, default_storage, name, guess_type(name)[0] or "application/octet-stream", None
    )


def _answer(
    request: HttpRequest, storage: RemoteStorage, name: str, kind: str, etag: str | None
) -> HttpResponseBase:
    asked = request.headers.get("Range", "") if request.method == "GET" else ""
    part = None
    if asked:
        size = storage.size(name)
        part = part_of(asked, size)
        if part and part[0] >= size:
            return HttpResponse(
                status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
                headers={"Content-Range": f"bytes */{size}"},
            )
    stored = storage.stream(name, part)
    modified = int(stored.modified_at.timestamp())
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    if etag is None and since is not None and modified <= since:
        stored.chunks.close()
        return HttpResponse(status=HTTPStatus.NOT_MODIFIED)
    answer = StreamingHttpResponse(stored.chunks, content_type=kind)
    if part:
        answer.status_code = HTTPStatus.PARTIAL_CONTENT
        answer["Content-Range"] = f"bytes {part[0]}-{part[1]}/{stored.size}"
    answer["Content-Length"] = str(stored.length)
    answer["Accept-Ranges"] = "bytes"
    answer["Last-Modified"] = http_date(modified)
    answer["X-Content-Type-Options"] = "nosniff"
    if etag:
        answer["ETag"] = etag
    return answer
