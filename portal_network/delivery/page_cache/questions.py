"""What a request asks for, freed of everything that does not change the answer."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import QueryDict
from django.urls import reverse

from commune_site.listings import YEAR_PARAMETER
from commune_site.pagination import PAGE_PARAMETER
from portal_network.tenancy.directory import DirectorySnapshot, Tenant, directory
from portal_network.tenancy.hostnames import InvalidHost, normalise_host

# The keys whose answers are kept, with the values that may be: at most some 250 for one path.
KEPT_KEYS = {
    PAGE_PARAMETER: re.compile(r"[1-9]|[1-4][0-9]", re.ASCII),
    YEAR_PARAMETER: re.compile(r"(?:19|20)[0-9]{2}", re.ASCII),
}
# Uploaded files, which are examined, private or asked for in parts.
FILES = "/tep/"
LONGEST_PATH = 500
LONGEST_QUERY = 1000
# What the making of a page may depend on besides its key; nothing else that was sent reaches it.
KEPT_HEADERS = {"HTTP_HOST"}


@dataclass(frozen=True, slots=True)
class Question:
    """One page of one site, as every visitor asks for it.

    ``frame`` is what surrounds the page: name, contacts and palette of the site, and the notices
    due at this moment; a kept page of another frame is not used. ``dropped`` holds the keys of the
    query that do not count unless the page turns out to read them.
    """

    tenant: Tenant
    key: tuple[str, str, str, str]
    frame: str
    query: str = ""
    dropped: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Frames:
    """The frames of the sites of one reading of the directory."""

    snapshot: DirectorySnapshot | None = None
    by_key: dict[str, str] = field(default_factory=dict)

    def of(self, snapshot: DirectorySnapshot, tenant: Tenant) -> str:
        """Return the frame of a site, without its notices; the same in every process."""
        if self.snapshot is not snapshot:
            self.snapshot, self.by_key = snapshot, {}
        frame = self.by_key.get(tenant.key)
        if frame is None:
            about = [tenant, snapshot.by_key.get(f"province:{tenant.province_code}")]
            if tenant.is_province:
                # It names all its communes, their hosts and whether they are open.
                about += snapshot.communes.get(tenant.code, [])
            frame = blake2b(repr(about).encode(), digest_size=12).hexdigest()
            self.by_key[tenant.key] = frame
        return frame


class Questions:
    """Reads requests; one for each process."""

    def __init__(self) -> None:
        self._frames = _Frames()
        self._never = (
            reverse("wagtailadmin_home"),
            reverse("search"),
            "/" + settings.STATIC_URL.lstrip("/"),
            "/" + settings.MEDIA_URL.lstrip("/"),
            FILES,
        )
        self._personal_cookies = (settings.SESSION_COOKIE_NAME, "messages")

    def read(self, meta: dict[str, Any], path: str, scheme: str) -> Question | None:
        """Return what an anonymous visitor asks for; None for what always goes to the view.

        ``meta`` is the environment of the request (PEP 3333), ``path`` its path in Unicode.
        """
        if meta["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return None
        if path.startswith(self._never) or len(path) > LONGEST_PATH or meta.get("SCRIPT_NAME"):
            return None
        if "HTTP_AUTHORIZATION" in meta or self._is_somebody(meta):
            return None
        if settings.SECURE_SSL_REDIRECT and scheme != "https":
            return None
        query, dropped = "", frozenset()
        if text := meta.get("QUERY_STRING"):
            if (reading := kept_query(text)) is None:
                return None
            query, dropped = reading
        snapshot = directory.snapshot()
        tenant = self._tenant(snapshot, meta)
        if tenant is None or snapshot.maintenance or not tenant.is_active:
            return None
        frame = self._frames.of(snapshot, tenant)
        if notices := tenant.notices():
            frame += repr(notices)
        return Question(tenant, (tenant.key, scheme, path, query), frame, query, dropped)

    def _is_somebody(self, meta: dict[str, Any]) -> bool:
        """Tell whether the visitor brings what only staff and senders of forms have."""
        # By their names alone: whoever merely seems to bring one costs a page that is made anew.
        cookies = meta.get("HTTP_COOKIE")
        return bool(cookies) and any(name in cookies for name in self._personal_cookies)

    def _tenant(self, snapshot: DirectorySnapshot, meta: dict[str, Any]) -> Tenant | None:
        """Return the site of the primary host; aliases are redirected by whoever knows how."""
        host = meta.get("HTTP_HOST") or meta.get("SERVER_NAME", "")
        tenant = snapshot.by_host.get(host)
        if tenant is None:
            try:
                host = normalise_host(host)
            except InvalidHost:
                return None
            tenant = snapshot.by_host.get(host)
        return tenant if tenant and tenant.host == host and tenant.root_page_id else None


def kept_query(text: str) -> tuple[str, frozenset[str]] | None:
    """Return the part of a query that counts, and the keys that do not.

    None where the answer is not kept: more than one key that counts, an odd value, a query that is
    too long or that cannot be read.
    """
    if len(text) > LONGEST_QUERY:
        return None
    try:
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict")
    except ValueError:
        return None
    counting = {name: value for name, value in pairs if name in KEPT_KEYS}
    if len(counting) > 1 or sum(name in KEPT_KEYS for name, _value in pairs) > 1:
        return None
    if any(not KEPT_KEYS[name].fullmatch(value) for name, value in counting.items()):
        return None
    return urlencode(counting), frozenset(name for name, _value in pairs if name not in KEPT_KEYS)


class ListeningQuery(QueryDict):
    """A query that remembers which keys a view asks for, whether they were sent or not."""

    def __init__(self, text: str, **options: Any) -> None:
        self.asked: set[str] = set()
        super().__init__(text, **options)
        # Reading the text asks as well.
        self.asked.clear()

    def _heard(self, key: object) -> None:
        if isinstance(key, str):
            self.asked.add(key)

    def __getitem__(self, key: str) -> str:
        self._heard(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self._heard(key)
        return super().__contains__(key)

    def get(self, key: str, default: Any = None) -> Any:
        """Return the last value of a key."""
        self._heard(key)
        return super().get(key, default)

    def getlist(self, key: str, default: Any = None) -> list:
        """Return all values of a key."""
        self._heard(key)
        return super().getlist(key, default)

    def copy(self) -> QueryDict:
        """Return a plain copy to change; what is asked of it is about addresses of other pages."""
        return QueryDict(self.urlencode(), mutable=True)


def plain_request(request: WSGIRequest, question: Question) -> WSGIRequest:
    """Return the request for which a page is made for everybody: host, path and what counts."""
    needed = set(KEPT_HEADERS)
    if settings.SECURE_PROXY_SSL_HEADER:
        needed.add(settings.SECURE_PROXY_SSL_HEADER[0])
    environ = {
        name: value
        for name, value in request.environ.items()
        if not name.startswith("HTTP_") or name in needed
    }
    environ["REQUEST_METHOD"] = "GET"
    # Django has put the text in place of what the server sent (PEP 3333: bytes as Latin 1).
    environ["PATH_INFO"] = request.path_info.encode().decode("latin-1")
    environ["QUERY_STRING"] = question.query
    plain = WSGIRequest(environ)
    plain.GET = ListeningQuery(question.query)
    return plain


def reads_any(asked: Iterable[str], dropped: frozenset[str]) -> bool:
    """Tell whether a page reads one of the keys that did not count."""
    return not dropped.isdisjoint(asked)
