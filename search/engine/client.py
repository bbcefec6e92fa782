"""Speaks with Elasticsearch 8 and 9 and with OpenSearch 2 and 3 by requests that they share."""

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache

import urllib3
from django.conf import settings

from portal_network.settings.search_engine import SearchEngine

JSON, LINES = "application/json", "application/x-ndjson"
# What nobody waits for: a batch of entries, a new index, a refresh (seconds).
PATIENT = 60.0
CONNECTIONS = 16


class EngineError(Exception):
    """The server did not do what it was asked. Its text names no host and nothing searched for."""


class EngineUnavailable(EngineError):
    """The server cannot be reached, is too slow, too busy, or has no index of ours."""


class EngineRefused(EngineError):
    """The server is well and does not take this very request."""


class EngineClient:
    """Requests to one server of several addresses; safe to share between threads."""

    def __init__(self, engine: SearchEngine):
        self._engine = engine
        headers = {"Authorization": engine.authorization} if engine.authorization else {}
        self._pool = urllib3.PoolManager(
            maxsize=CONNECTIONS, headers=headers, retries=False, cert_reqs="CERT_REQUIRED",
            ca_certs=engine.ca_certs or None,
        )  # fmt: skip
        self._first = 0

    def ask(self, method: str, path: str, body: dict | None = None) -> dict:
        """Return the answer to a request for which a visitor waits.

        Raises:
            EngineUnavailable, EngineRefused: see there.
        """
        data = None if body is None else _encoded(body)
        return _read(self._send(method, path, data, JSON, self._engine.timeout))

    def tell(self, method: str, path: str, body: dict | None = None) -> dict:
        """Return the answer to a request for which nobody waits; raises as :meth:`ask`."""
        data = None if body is None else _encoded(body)
        return _read(self._send(method, path, data, JSON, PATIENT))

    def bulk(self, path: str, lines: Iterable[dict]) -> Sequence[dict]:
        """Do what the lines say; return what became of each; raises as :meth:`ask`."""
        data = b"".join(_encoded(line) + b"\n" for line in lines)
        answer = _read(self._send("POST", path, data, LINES, PATIENT))
        return [next(iter(item.values())) for item in answer["items"]]

    def exists(self, path: str) -> bool:
        """Tell whether the server knows what is called so.

        Raises:
            EngineUnavailable: nobody can tell.
        """
        answer = self._send("HEAD", path, None, JSON, self._engine.timeout)
        if answer.status in (200, 404):
            return answer.status == 200
        raise EngineUnavailable(f"status {answer.status}")

    def _send(
        self, method: str, path: str, data: bytes | None, kind: str, timeout: float
    ) -> urllib3.BaseHTTPResponse:
        urls = self._engine.urls
        first = self._first
        for turn in range(len(urls)):
            place = (first + turn) % len(urls)
            try:
                answer = self._pool.request(
                    method, f"{urls[place]}{path}", body=data, redirect=False,
                    timeout=urllib3.Timeout(connect=self._engine.timeout, read=timeout),
                    headers={**self._pool.headers, "Content-Type": kind, "Accept": JSON},
                )  # fmt: skip
            except urllib3.exceptions.NewConnectionError:
                # Nobody listens there, which is known at once: the next address has its turn.
                continue
            except urllib3.exceptions.HTTPError as error:
                # Whoever asks next asks another address first.
                self._first = (place + 1) % len(urls)
                raise EngineUnavailable(type(error).__name__) from error
            self._first = place
            return answer
        raise EngineUnavailable("nobody listens")


def _read(answer: urllib3.BaseHTTPResponse) -> dict:
    status = answer.status
    if status in (401, 403, 404, 408, 429) or status >= 500:
        raise EngineUnavailable(f"status {status}")
    if status >= 400:
        raise EngineRefused(f"status {status}: {_reason(answer.data)}")
    if not answer.data:
        return {}
    try:
        read = json.loads(answer.data)
    except ValueError as error:
        raise EngineUnavailable("the answer is no JSON") from error
    return read if isinstance(read, dict) else {}


def _reason(data: bytes) -> str:
    """Return the kind of an error: its text repeats what was searched for."""
    try:
        return str(json.loads(data)["error"]["type"])
    except (ValueError, KeyError, TypeError):
        return "unknown"


def _encoded(body: dict) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


@lru_cache(maxsize=4)
def client_of(engine: SearchEngine) -> EngineClient:
    """Return the one client of this process for a server."""
    return EngineClient(engine)


def current_client() -> EngineClient:
    """Return the client of the server that the settings name, which must name one."""
    return client_of(settings.SEARCH_ENGINE)
