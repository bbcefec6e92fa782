"""Starts Debian's clamd with a database of one signature, so that nothing is downloaded."""

import getpass
import hashlib
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from documents.files.clamd import Clamd, ScannerUnavailable
from tests.documents.files.hostile import EICAR

SECONDS_TO_START = 60


@pytest.fixture(scope="session")
def clamd(tmp_path_factory) -> Iterator[Clamd]:
    """Return a real daemon that knows the EICAR file, by its hash and by its bytes."""
    program = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin")
    if program is None:
        pytest.skip("clamd is not installed: apt-get install clamav-daemon")
    # Short, for the path of a socket may have a hundred letters at most.
    folder = Path(tmp_path_factory.mktemp("clamd"))
    database = folder / "db"
    database.mkdir()
    eicar = EICAR.encode()
    digest = hashlib.md5(eicar, usedforsecurity=False).hexdigest()
    (database / "test.hdb").write_text(f"{digest}:{len(eicar)}:Eicar-Test-Signature\n")
    (database / "test.ndb").write_text(f"Eicar-Inside:0:*:{eicar.hex()}\n")
    socket = folder / "s"
    config = folder / "clamd.conf"
    config.write_text(
        f"DatabaseDirectory {database}\nLocalSocket {socket}\nForeground yes\n"
        f"LogFile {folder / 'log'}\nStreamMaxLength 2M\nUser {getpass.getuser()}\n"
    )
    process = subprocess.Popen(
        [program, "--config-file", str(config)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ | {"TZ": "UTC"},
    )  # fmt: skip
    try:
        daemon = Clamd(socket_path=str(socket), timeout=20)
        _wait_for(daemon, process, folder / "log")
        yield daemon
    finally:
        process.terminate()
        process.wait(timeout=30)


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
