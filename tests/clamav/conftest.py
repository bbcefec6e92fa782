"""Starts Debian's clamd with a database of one signature, so that nothing is downloaded."""

import getpass
import hashlib
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from documents.files.clamd import Clamd, ScannerUnavailable
from tests.documents.files.hostile import EICAR

SECONDS_TO_START = 60


@dataclass(frozen=True, slots=True)
class Daemon:
    """A daemon that can be started and stopped; ``client`` speaks to it while it runs."""

    program: str
    folder: Path

    @property
    def client(self) -> Clamd:
        """Return who asks it."""
        return Clamd(socket_path=str(self.folder / "s"), timeout=20)

    def configure(self) -> None:
        """Write its settings and its database."""
        database = self.folder / "db"
        database.mkdir()
        eicar = EICAR.encode()
        digest = hashlib.md5(eicar, usedforsecurity=False).hexdigest()
        (database / "test.hdb").write_text(f"{digest}:{len(eicar)}:Eicar-Test-Signature\n")
        (database / "test.ndb").write_text(f"Eicar-Inside:0:*:{eicar.hex()}\n")
        (self.folder / "clamd.conf").write_text(
            f"DatabaseDirectory {database}\nLocalSocket {self.folder / 's'}\nForeground yes\n"
            f"LogFile {self.folder / 'log'}\nStreamMaxLength 2M\nUser {getpass.getuser()}\n"
        )

    @contextmanager
    def running(self) -> Iterator[Clamd]:
        """Let it run for as long as the block lasts."""
        process = subprocess.Popen(
            [self.program, "--config-file", str(self.folder / "clamd.conf")],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ | {"TZ": "UTC"},
        )  # fmt: skip
        try:
            _wait_for(self.client, process, self.folder / "log")
            yield self.client
        finally:
            process.terminate()
            process.wait(timeout=30)


@pytest.fixture(scope="session")
def daemon(tmp_path_factory) -> Daemon:
    """A daemon that does not run yet and knows the EICAR file, by its hash and by its bytes."""
    program = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin")
    if program is None:
        pytest.skip("clamd is not installed: apt-get install clamav-daemon")
    # Short, for the path of a socket may have a hundred letters at most.
    made = Daemon(program, Path(tmp_path_factory.mktemp("clamd")))
    made.configure()
    return made


@pytest.fixture(scope="module")
def clamd(daemon) -> Iterator[Clamd]:
    """Return the daemon's client while it runs."""
    with daemon.running() as client:
        yield client


def _wait_for(daemon: Clamd, process: subprocess.Popen, log: Path) -> None:
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end:
        try:
            daemon.version()
        except ScannerUnavailable:
            if process.poll() is not None:
                break
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(log.read_text() if log.exists() else "clamd did not start")
