"""Servers that benchmarks ask, each in processes of its own, and what they take."""

import http.client
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from portal_network.settings.environment import PROJECT_ROOT
from tests.postgresql.run import free_port

TICKS = os.sysconf("SC_CLK_TCK")
UNITS = {"us": 1e-3, "ms": 1.0, "s": 1e3}
WORKERS = 2
SECONDS_TO_START = 60
ENCODINGS = "gzip, deflate, br"


@dataclass(frozen=True, slots=True)
class Round:
    """What one run of wrk found: requests per second, p99 (ms), processor µs of the server each."""

    rate: float
    p99: float
    work: float


@dataclass(frozen=True, slots=True)
class Target:
    """A figure and what it should be; printed with pass or FAIL, never asserted."""

    name: str
    value: float
    at_least: float | None = None
    at_most: float | None = None

    def __str__(self) -> str:
        is_floor = self.at_least is not None
        aim = f"at least {self.at_least}" if is_floor else f"at most {self.at_most}"
        is_low = is_floor and self.value < self.at_least
        is_high = self.at_most is not None and self.value > self.at_most
        verdict = "FAIL" if is_low or is_high else "pass"
        return f"{self.name:<40} {self.value:8.2f}  (aim: {aim}) {verdict}"


def processor_seconds(master: int) -> float:
    """Return the processor time that the workers of a server have used."""
    total = 0
    for worker in workers(master):
        fields = Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total / TICKS


def workers(master: int) -> list[int]:
    """Return the processes that a server has started."""
    return list(map(int, Path(f"/proc/{master}/task/{master}/children").read_text().split()))


def load(url: str, host: str, master: int, *, seconds: int, connections: int) -> Round:
    """Ask for one address as fast as it answers.

    Raises:
        AssertionError: it answered with an error, or not at all.
    """
    before = processor_seconds(master)
    run = subprocess.run(
        ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "-H", f"Host: {host}",
         "-H", f"Accept-Encoding: {ENCODINGS}", url],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert "Non-2xx" not in run, run
    assert "requests in" in run, run
    requests = int(re.search(r"(\d+) requests in", run)[1])
    value, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)\b", run).groups()
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", run)[1])
    work = (processor_seconds(master) - before) / requests
    return Round(rate, float(value) * UNITS[unit], work * 1e6)


@dataclass(frozen=True, slots=True)
class Server:
    """Gunicorn as in production, with two workers; ``seconds`` until its first answer."""

    process: subprocess.Popen
    port: int
    seconds: float

    @property
    def url(self) -> str:
        """Return its root address."""
        return f"http://127.0.0.1:{self.port}"

    def get(self, host: str, path: str) -> tuple[int, bytes]:
        """Ask once; return status and body."""
        return get(self.port, host, path)

    def memory(self) -> float:
        """Return the megabytes of a worker, with its part of what all processes share."""
        family = [self.process.pid, *workers(self.process.pid)]
        total = sum(_share_of_memory(one) for one in family)
        return total / WORKERS / 1024


def get(port: int, host: str, path: str) -> tuple[int, bytes]:
    """Ask a server of this machine once."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        line.request("GET", path, headers={"Host": host, "Accept-Encoding": "identity"})
        answer = line.getresponse()
        return answer.status, answer.read()
    finally:
        line.close()


def _share_of_memory(process: int) -> int:
    rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
    return int(re.search(r"^Pss:\s+(\d+) kB", rollup, re.M)[1])


@contextmanager
def serving(application: str, host: str, **environment: str) -> Iterator[Server]:
    """Serve a WSGI application until its front page answers; processes are never replaced.

    Raises:
        AssertionError: it does not start.
    """
    port = free_port()
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py",
         application, "--bind", f"127.0.0.1:{port}"],
        cwd=PROJECT_ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env=os.environ | {"WEB_CONCURRENCY": str(WORKERS), "WEB_MAX_REQUESTS": "0"} | environment,
    )  # fmt: skip
    try:
        while True:
            assert process.poll() is None, f"{application} does not start"
            try:
                if get(port, host, "/")[0] == 200:
                    break
            except OSError:
                pass
            assert time.monotonic() - began < SECONDS_TO_START, f"{application} does not answer"
            time.sleep(0.02)
        yield Server(process, port, time.monotonic() - began)
    finally:
        process.terminate()
        process.wait(30)
