"""A portal in processes of its own, as the container starts it, on the database of the tests."""

import http.client
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

from django.db import connection

from tests.postgresql.run import free_port

PROJECT = Path(__file__).resolve().parents[2]
HOST = "tamthanh.langson.localhost"
SECONDS_TO_START = 120
GUNICORN = [
    sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py",
    "portal_network.wsgi:application", "--bind",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reply:
    """What a visitor got."""

    status: int
    headers: dict[str, str]
    text: str


@dataclass
class Portal:
    """Server and worker; both survive whatever is done to what they need."""

    folder: Path
    cache_url: str
    port: int = field(default_factory=free_port)
    # Settings beside the usual ones.
    settings: dict[str, str] = field(default_factory=dict)
    _processes: list[subprocess.Popen] = field(default_factory=list)

    def start(self) -> None:
        """Start both, and wait until the server answers.

        Raises:
            AssertionError: it does not.
        """
        here = connection.settings_dict
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.postgresql.served",
            "DATABASE_URL": f"postgres://{here['USER']}@{here['HOST']}:{here['PORT']}/{here['NAME']}",
            "CACHE_URL": self.cache_url, "TASKS_IN_DATABASE": "true", "WEB_CONCURRENCY": "1",
            "PORTAL_STATE_DIR": str(self.folder), "CASES_PER_ADDRESS_WITHOUT_PROOF": "99999",
            "CASES_PER_FORM_WITHOUT_PROOF": "99999", **self.settings,
        }  # fmt: skip
        worker = [sys.executable, "manage.py", "work", "--without-schedule"]
        for command in ([*GUNICORN, f"127.0.0.1:{self.port}"], worker):
            with (self.folder / "log").open("ab") as log:
                self._processes.append(
                    subprocess.Popen(
                        command, cwd=PROJECT, env=environment, stdout=log, stderr=log,
                        start_new_session=True,
                    )
                )  # fmt: skip
        until(lambda: self.ask("/healthz").status == 200, SECONDS_TO_START)

    def stop(self) -> None:
        """End both, with the processes that they have started."""
        for process in self._processes:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(timeout=10)

    def ask(self, path: str, *, sent: dict | None = None, **headers: str) -> Reply:
        """Ask as a visitor; with ``sent`` as a form. Status 0 means that nobody answered."""
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        body = None
        if sent is not None:
            body = urlencode(sent)
            names["Content-Type"] = "application/x-www-form-urlencoded"
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            line.request("POST" if body else "GET", path, body, {"Host": HOST} | names)
            answer = line.getresponse()
            told = {name.lower(): value for name, value in answer.getheaders()}
            return Reply(answer.status, told, answer.read().decode("utf-8", "replace"))
        except OSError:
            return Reply(0, {}, "")
        finally:
            line.close()


@dataclass
class Load:
    """A form that is sent without end, each until it is acknowledged."""

    acknowledged: list[str] = field(default_factory=list)
    statuses: set[int] = field(default_factory=set)


@contextmanager
def under_load(portal: Portal, path: str, form: Callable[[str], dict]) -> Iterator[Load]:
    """Let three visitors send forms; ``form`` makes one for a name."""
    load, end, numbers = Load(), threading.Event(), count(1)

    def send() -> None:
        while not end.is_set():
            name = f"phiếu {next(numbers)}"
            values = form(name)
            while not end.is_set():
                status = portal.ask(path, sent=values).status
                load.statuses.add(status)
                if status == 201:
                    load.acknowledged.append(name)
                    break
                time.sleep(0.05)

    visitors = [threading.Thread(target=send, daemon=True) for _ in range(3)]
    for visitor in visitors:
        visitor.start()
    try:
        yield load
    finally:
        end.set()
        for visitor in visitors:
            visitor.join(60)


def until(is_so: Callable[[], bool], seconds: float) -> float:
    """Wait for something to become so; return after how many seconds it did.

    Raises:
        AssertionError: it did not.
    """
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        if is_so():
            return time.monotonic() - began
        time.sleep(0.1)
    raise AssertionError(f"not so after {seconds} seconds")
