"""Runs tests against a PostgreSQL of their own, which is started here and thrown away.

    python -m tests.postgresql.run [what pytest takes]

Without arguments: the tests of two connections, and those of rooms that ask it for something
of its own. Where the programs of the server are missing, it says so and fails.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
DEFAULT = [
    "tests/postgresql", "tests/audit", "tests/oversight",
    "tests/search/test_finding.py", "tests/search/test_filling.py",
    "-n", "2",
]  # fmt: skip
# Where Debian puts what it does not put on the path.
DEBIAN = Path("/usr/lib/postgresql")
ACCOUNT = "postgres"
# Nothing of this server outlives the run.
SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def programs() -> Path:
    """Return the folder of the server's programs, those of the newest version.

    Raises:
        FileNotFoundError: PostgreSQL is not installed.
    """
    folders = sorted(DEBIAN.glob("*/bin"), key=lambda path: int(path.parent.name))
    for folder in [*reversed(folders), *map(Path, os.get_exec_path())]:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    raise FileNotFoundError("PostgreSQL is not installed: apt-get install postgresql")


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def server() -> Iterator[str]:
    """Start a server; yield the address of its database for ``TEST_DATABASE_URL``."""
    folder, port = programs(), free_port()
    # The server refuses to run as the superuser.
    other = ["runuser", "-u", ACCOUNT, "--"] if os.geteuid() == 0 else []
    state = Path(tempfile.mkdtemp(prefix="portal-postgresql-"))
    if other:
        shutil.chown(state, ACCOUNT)
    data = state / "data"

    def call(program: str, *arguments: str) -> None:
        command = [*other, str(folder / program), *arguments]
        subprocess.run(command, cwd=state, check=True, stdout=subprocess.DEVNULL)

    options = [f"-p {port}", "-c listen_addresses=127.0.0.1", f"-c unix_socket_directories={state}"]
    options += [f"-c {setting}" for setting in SETTINGS]
    try:
        call("initdb", "-D", str(data), "-U", "portal", "-A", "trust", "-E", "UTF8", "--no-sync")
        log = str(state / "log")
        call("pg_ctl", "-D", str(data), "-w", "-l", log, "-o", " ".join(options), "start")
        try:
            yield f"postgres://portal@127.0.0.1:{port}/postgres"
        finally:
            call("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
    finally:
        shutil.rmtree(state, ignore_errors=True)


def main(arguments: list[str]) -> int:
    """Run the tests; return what pytest returns."""
    with server() as address:
        environment = os.environ | {"TEST_DATABASE_URL": address}
        command = [sys.executable, "-m", "pytest", *(arguments or DEFAULT)]
        return subprocess.run(command, cwd=PROJECT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
