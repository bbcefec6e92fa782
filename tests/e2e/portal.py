"""A whole portal as its operator starts it: a real process, a real port, the sample content.

The browser tests, the quality checks and the screenshots all look at this one. Preparing it takes
about a minute, so its state is kept under ``.pytest_cache/portal`` for as long as the sources that
fill it stay the same; starting it again takes seconds.
"""

import fcntl
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
STATES = PROJECT / ".pytest_cache" / "portal"
# What the content of a prepared portal depends on. Templates and styles are taken up at each start.
SOURCES = ("portal_network", "home", "commune_site", "documents", "search", "locale")
PROVINCE = "langson"
COMMUNE = "tamthanh.langson"
# Seconds: the first start migrates, provisions 65 communes, loads the samples, collects files.
START_TIMEOUT = 600


class PortalDidNotStart(RuntimeError):
    """The server process ended or stayed silent; the message carries what it printed."""


class Portal:
    """A running portal, and the addresses of its sites."""

    def __init__(self, port: int, state: Path) -> None:
        self.port = port
        self.state = state

    def url(self, host_label: str, path: str = "/") -> str:
        """Return the address of ``path`` on the site whose host begins with ``host_label``."""
        return f"http://{host_label}.localhost:{self.port}{path}"

    def fetch(self, host_label: str, path: str = "/") -> tuple[int, str]:
        """Return status and text of an answer, asked for without a browser."""
        # Not every system resolves names below localhost; the address does without.
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}",
            headers={"Host": f"{host_label}.localhost:{self.port}"},
        )
        try:
            with _opener().open(request, timeout=30) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def environment(self) -> dict[str, str]:
        """Return the variables with which this portal's commands run."""
        inherited = {
            name: value
            for name, value in os.environ.items()
            if name not in ("DATABASE_URL", "CACHE_URL", "MEDIA_ROOT", "STATIC_ROOT")
        }
        return inherited | {
            "DJANGO_SETTINGS_MODULE": "portal_network.settings.dev",
            "PORTAL_STATE_DIR": str(self.state),
            "PORTAL_DOMAIN_SUFFIX": "localhost",
            "PORTAL_PUBLIC_PORT": str(self.port),
            "PORT": str(self.port),
            # What it prints is needed in full when it fails.
            "PYTHONUNBUFFERED": "1",
        }


@contextmanager
def running_portal(state: Path | None = None) -> Iterator[Portal]:
    """Start a portal on a free port, wait until it answers, and stop it in the end.

    Whoever changes what tests rely on brings a folder for its state, which is filled anew.
    """
    portal = Portal(free_port(), state or STATES / _fingerprint())
    portal.state.mkdir(parents=True, exist_ok=True)
    STATES.mkdir(parents=True, exist_ok=True)
    log = portal.state / f"server-{portal.port}.log"
    # Two test processes must not prepare the same state at the same time.
    with (STATES / "lock").open("w") as lock, log.open("w") as output:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if state is None:
            _forget_other_states(keep=portal.state)
        server = subprocess.Popen(
            [sys.executable, "manage.py", "start_portal"],
            cwd=PROJECT,
            env=portal.environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            _wait_until_healthy(portal, server, log)
        except BaseException:
            stop(server)
            raise
    try:
        yield portal
    finally:
        stop(server)
        log.unlink(missing_ok=True)


def _opener() -> urllib.request.OpenerDirector:
    # No proxy of the environment stands between us and our own server.
    return urllib.request.build_opener(urllib.request.ProxyHandler({}))


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def _fingerprint() -> str:
    digest = hashlib.sha256((PROJECT / "requirements.txt").read_bytes())
    for source in SOURCES:
        for path in sorted((PROJECT / source).rglob("*")):
            if path.is_file() and path.suffix in (".py", ".toml", ".json", ".txt", ".po"):
                digest.update(str(path.relative_to(PROJECT)).encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _forget_other_states(keep: Path) -> None:
    for state in STATES.iterdir():
        if state.is_dir() and state != keep:
            shutil.rmtree(state, ignore_errors=True)


def answers(port: int, path: str) -> bool:
    """Tell whether a server on this machine answers an address without an error."""
    try:
        with _opener().open(f"http://127.0.0.1:{port}{path}", timeout=5):
            return True
    except (urllib.error.URLError, OSError):
        return False


def _wait_until_healthy(portal: Portal, server: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + START_TIMEOUT
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise PortalDidNotStart(f"exit code {server.returncode}\n{log.read_text()}")
        if answers(portal.port, "/healthz"):
            return
        time.sleep(0.2)
    raise PortalDidNotStart(f"no answer within {START_TIMEOUT} s\n{log.read_text()}")


def stop(server: subprocess.Popen) -> None:
    """End the server and the workers that it started, politely first."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(server.pid, sign)
            server.wait(timeout=10)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue
        else:
            return
