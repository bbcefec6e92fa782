"""Reads which search server the portal asks, and refuses what would be unsafe."""

import json
import re
from base64 import b64encode
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

VARIABLE = "WAGTAILSEARCH_BACKENDS"
DATABASE = "database"
ENGINES = frozenset(["elasticsearch8", "elasticsearch9", "opensearch2", "opensearch3"])
KNOWN_OPTIONS = frozenset(["ca_certs", "api_key", "basic_auth"])
KNOWN_PARAMETERS = frozenset(["BACKEND", "URLS", "INDEX_PREFIX", "TIMEOUT", "OPTIONS"])
DEFAULT_PREFIX, DEFAULT_TIMEOUT = "portal", 0.8
LONGEST_TIMEOUT = 5.0  # seconds
# Both servers: lower case, no sign that means something in an address.
_PREFIX = re.compile(r"[a-z][a-z0-9_-]{0,40}")


@dataclass(frozen=True, slots=True)
class SearchEngine:
    """A search server: its addresses, whose turn is in this order, and what it is told.

    ``prefix`` begins the names of its indexes; ``timeout`` are the seconds after which an answer
    comes from the database instead. ``authorization`` is the value of the HTTP header, or empty.
    ``kind`` is one of ``ENGINES``: all are asked alike, and reports say which it was.
    """

    urls: tuple[str, ...]
    prefix: str = DEFAULT_PREFIX
    timeout: float = DEFAULT_TIMEOUT
    ca_certs: str = ""
    authorization: str = ""
    kind: str = "elasticsearch9"


def read_search_engine(text: str) -> SearchEngine | None:
    """Return the server that ``WAGTAILSEARCH_BACKENDS`` names, None for the database.

    The text is JSON in the shape of Wagtail's setting of that name.

    Raises:
        ImproperlyConfigured: it cannot be read, names what nobody knows, or is unsafe: words and
            passwords must not travel unencrypted through other networks, certificates are verified.
    """
    if not text.strip():
        return None
    try:
        given = json.loads(text)
        backend = dict(given.pop("default"))
        name = str(backend["BACKEND"]).rpartition(".")[2]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _faulty('it is no JSON like {"default": {"BACKEND": …, "URLS": […]}}') from error
    if given:
        raise _faulty("it names more than the backend “default”")
    if name == DATABASE:
        return None
    if name not in ENGINES:
        raise _faulty(f"{name!r} is none of {', '.join(sorted(ENGINES | {DATABASE}))}")
    if unknown := set(backend) - KNOWN_PARAMETERS:
        raise _faulty(f"nobody knows {', '.join(sorted(unknown))}")
    options = backend.get("OPTIONS") or {}
    if not isinstance(options, dict) or set(options) - KNOWN_OPTIONS:
        raise _faulty(f"OPTIONS may hold {', '.join(sorted(KNOWN_OPTIONS))} alone")
    return SearchEngine(
        urls=_urls(backend.get("URLS")),
        prefix=_prefix(backend.get("INDEX_PREFIX", DEFAULT_PREFIX)),
        timeout=_timeout(backend.get("TIMEOUT", DEFAULT_TIMEOUT)),
        ca_certs=_ca_certs(options.get("ca_certs", "")),
        authorization=_authorization(options),
        kind=name,
    )


def _urls(given: object) -> tuple[str, ...]:
    if not isinstance(given, list) or not given or not all(isinstance(url, str) for url in given):
        raise _faulty("URLS must be a list of addresses")
    return tuple(_url(url) for url in given)


def _url(url: str) -> str:
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError as error:
        raise _faulty("an address in URLS cannot be read") from error
    if parts.scheme not in ("http", "https") or not host or parts.query or parts.fragment:
        raise _faulty("an address in URLS is not like https://host:9200")
    if parts.username or parts.password:
        raise _faulty("name and password belong in OPTIONS, not in URLS")
    if parts.scheme == "http" and not _is_near(host):
        raise _faulty(f"http:// to {host} would send what is found unencrypted; use https://")
    return url.rstrip("/")


def _is_near(host: str) -> bool:
    """Tell whether a host is this machine, or a neighbour in a network of containers.

    Such a network names its containers without a dot, and nobody else is in it; database and cache
    stand in it like this (``deploy/compose.yaml``).
    """
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return "." not in host


def _prefix(given: object) -> str:
    if not isinstance(given, str) or not _PREFIX.fullmatch(given):
        raise _faulty("INDEX_PREFIX must be lower-case letters, digits, hyphens")
    return given


def _timeout(given: object) -> float:
    is_number = isinstance(given, int | float) and not isinstance(given, bool)
    if not is_number or not 0 < given <= LONGEST_TIMEOUT:
        raise _faulty(f"TIMEOUT must be more than 0 and at most {LONGEST_TIMEOUT:g} seconds")
    return float(given)


def _ca_certs(given: object) -> str:
    if given and not (isinstance(given, str) and Path(given).is_file()):
        raise _faulty("ca_certs is no file")
    return str(given)


def _authorization(options: dict) -> str:
    key, pair = options.get("api_key"), options.get("basic_auth")
    if key and pair:
        raise _faulty("api_key and basic_auth exclude each other")
    if key:
        if not isinstance(key, str) or not key.isascii() or not key.isprintable():
            raise _faulty("api_key must be a text as the server gave it")
        return f"ApiKey {key}"
    if not pair:
        return ""
    if not isinstance(pair, list) or len(pair) != 2 or not all(isinstance(x, str) for x in pair):
        raise _faulty("basic_auth must be a list of name and password")
    return f"Basic {b64encode(':'.join(pair).encode()).decode('ascii')}"


def _faulty(why: str) -> ImproperlyConfigured:
    # What was given may hold a password.
    return ImproperlyConfigured(f"{VARIABLE}: {why}.")
