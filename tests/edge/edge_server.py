"""Starts Debian's nginx with the configuration of the portal, and an application behind it."""

import contextlib
import getpass
import http.client
import os
import shutil
import signal
import socket
import ssl
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
HOST = "tamthanh.langson.localhost"
SECONDS_TO_START = 10

Answer = tuple[int, dict[str, str], bytes]


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass(frozen=True, slots=True)
class Seen:
    """A request as the application got it."""

    method: str
    path: str
    headers: dict[str, str]


@dataclass
class Application:
    """What stands behind the edge: ``answer`` says what it answers, ``seen`` what it was asked."""

    port: int
    answer: Callable[[Seen], Answer]
    seen: list[Seen] = field(default_factory=list)
    _server: ThreadingHTTPServer | None = None

    def start(self) -> None:
        """Listen; again after ``stop``."""
        application = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                self.rfile.read(length)
                lower = {name.lower(): value for name, value in self.headers.items()}
                if application._server is None:
                    # Connections that were open end with it.
                    self.close_connection = True
                    return
                request = Seen(self.command, self.path, lower)
                application.seen.append(request)
                status, headers, body = application.answer(request)
                self.send_response_only(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(body)

            do_POST = do_HEAD = do_GET

            def log_message(self, *_: object) -> None:
                """Keep the test's output clean."""

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            allow_reuse_address = True

        self._server = Server(("127.0.0.1", self.port), Handler)
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        """Be gone, as after a crash."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def count(self, path: str) -> int:
        """Return how often a path was asked for."""
        return Counter(request.path for request in self.seen)[path]


@dataclass(frozen=True, slots=True)
class Reply:
    """What a visitor got."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def cache(self) -> str:
        """Return what the edge says of it: HIT, MISS, STALE, COPY, …"""
        return self.headers.get("x-cache", "")


@dataclass
class Edge:
    """A running nginx."""

    folder: Path
    https_port: int
    http_port: int
    # The same sites without encryption, for programs that cannot be told a name.
    plain_port: int

    def ask(
        self, path: str = "/", method: str = "GET", *, host: str = HOST, source: str = "127.0.0.1",
        body: bytes | None = None, **headers: str,
    ) -> Reply:  # fmt: skip
        """Ask over HTTPS from an address of this machine; ``_`` in names of headers is a hyphen."""
        return self.ask_often(1, path, method, host=host, source=source, body=body, **headers)[0]

    def ask_often(
        self, times: int, path: str, method: str = "GET", *, host: str = HOST,
        source: str = "127.0.0.1", body: bytes | None = None, **headers: str,
    ) -> list[Reply]:  # fmt: skip
        """Ask the same again and again over one connection."""
        connection = TlsConnection(host, self.https_port, source)
        try:
            return [_ask(connection, method, path, host, body, headers) for _ in range(times)]
        finally:
            connection.close()

    def _log_size(self) -> int:
        return sum(path.stat().st_size for path in (self.folder / "logs").iterdir())

    def log(self) -> str:
        """Return everything that was written down so far; nginx gathers lines before it writes."""
        os.kill(int((self.folder / "nginx.pid").read_text()), signal.SIGUSR1)
        end = time.monotonic() + 5
        size = -1
        while (found := self._log_size()) != size and time.monotonic() < end:
            size = found
            time.sleep(0.3)
        return "".join(path.read_text() for path in sorted((self.folder / "logs").iterdir()))


class TlsConnection(http.client.HTTPSConnection):
    """A connection to this machine which asks for a name that no server of names knows."""

    def __init__(self, host: str, port: int, source: str) -> None:
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        super().__init__(host, port, context=context, timeout=60)
        self._source = source

    def connect(self) -> None:
        """Connect to this machine, whatever the name."""
        target = "::1" if ":" in self._source else "127.0.0.1"
        raw = socket.create_connection((target, self.port), self.timeout, (self._source, 0))
        self.sock = self._context.wrap_socket(raw, server_hostname=self.host)


def _ask(
    connection: TlsConnection, method: str, path: str, host: str, body: bytes | None,
    headers: dict[str, str],
) -> Reply:  # fmt: skip
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    connection.putheader("Host", host)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    if body is not None:
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body)
    response = connection.getresponse()
    lower = {name.lower(): value for name, value in response.getheaders()}
    return Reply(response.status, lower, response.read())


def program() -> str:
    """Return the path of nginx; without it the test is skipped."""
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if found is None:
        pytest.skip("nginx is not installed: apt-get install nginx-core")
    return found


def make_certificate(folder: Path) -> tuple[Path, Path]:
    """Make a certificate of its own word; return it and its key."""
    chain, key = folder / "chain.pem", folder / "key.pem"
    command = [
        "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
        "-days", "2", "-subj", f"/CN={HOST}", "-keyout", str(key), "-out", str(chain),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    return chain, key


@contextlib.contextmanager
def edge(folder: Path, upstream: str, **values: str) -> Iterator[Edge]:
    """Run nginx with the configuration of ``deploy/nginx`` in a folder of its own."""
    nginx, (chain, key) = program(), make_certificate(folder)
    running = Edge(folder, free_port(), free_port(), free_port())
    for name in ("static", "copies", "cache", "logs", "acme"):
        (folder / name).mkdir(exist_ok=True)
    environment = {
        "EDGE_HOSTS": ".localhost", "EDGE_CERTIFICATE": str(chain),
        "EDGE_CERTIFICATE_KEY": str(key), "EDGE_UPSTREAM": upstream,
        "EDGE_STATIC": str(folder / "static"), "EDGE_COPIES": str(folder / "copies"),
        "EDGE_CACHE": str(folder / "cache"), "EDGE_CACHE_SIZE": "100m",
        "EDGE_LOGS": str(folder / "logs"), "EDGE_ACME": str(folder / "acme"),
        "EDGE_HTTP_PORT": str(running.http_port), "EDGE_HTTPS_PORT": str(running.https_port),
    } | values  # fmt: skip
    rendered = folder / "rendered"
    render = ["sh", str(PROJECT / "deploy/nginx/render.sh"), str(rendered)]
    subprocess.run(render, env=os.environ | environment, check=True)
    # A busy machine does not ask ten times a second.
    portal = (rendered / "portal.conf").read_text()
    assert "rate=10r/s" in portal
    (rendered / "portal.conf").write_text(portal.replace("rate=10r/s", "rate=30r/m"))
    main = folder / "nginx.conf"
    main.write_text(
        f"user {getpass.getuser()};\nworker_processes 1;\ndaemon off;\n"
        f"pid {folder}/nginx.pid;\nerror_log {folder}/start.log;\n"
        "include /etc/nginx/modules-enabled/*.conf;\n"
        "events { worker_connections 512; }\n"
        f"http {{ include /etc/nginx/mime.types; include {rendered}/portal.conf;\n"
        f"server {{ listen 127.0.0.1:{running.plain_port}; server_name .localhost;\n"
        f"include {rendered}/site.conf; }} }}\n"
    )
    command = [nginx, "-c", str(main), "-e", f"{folder}/start.log"]
    process = subprocess.Popen(command)
    try:
        _wait_for(process, running, folder)
        yield running
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(process: subprocess.Popen, running: Edge, folder: Path) -> None:
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end:
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", running.https_port), 1).close()
            return
        if process.poll() is not None:
            break
        time.sleep(0.02)
    log = folder / "start.log"
    raise AssertionError(log.read_text() if log.exists() else "nginx did not start")
