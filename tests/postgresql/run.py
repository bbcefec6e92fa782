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
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
# These stop the server.
ALONE = "tests/postgresql/test_lost_parts.py"
DEFAULT = (
    ["tests/postgresql", "tests/audit", "tests/oversight", "tests/search/test_finding.py",
     "tests/search/test_filling.py", f"--ignore={ALONE}", "-n", "2"],
    [ALONE],
)  # fmt: skip
# Where Debian puts what it does not put on the path.
DEBIAN = Path("/usr/lib/postgresql")
ACCOUNT = "postgres"
# Nothing of this server outlives the machine; but a commit outlives the server, which tests crash.
SETTINGS = ("fsync=off", "full_page_writes=off")


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


@dataclass(frozen=True, slots=True)
class Server:
    """A server that keeps everything in a folder of its own."""

    state: Path
    port: int

    @property
    def address(self) -> str:
        """Return the address of its first database."""
        return f"postgres://portal@127.0.0.1:{self.port}/postgres"

    def create(self) -> None:
        """Make it; the folder is there and empty."""
        if _other_account():
            shutil.chown(self.state, ACCOUNT)
        self._call("initdb", "-U", "portal", "-A", "trust", "-E", "UTF8", "--no-sync")

    def copy(self, port: int) -> None:
        """Make it a copy of the server on a ``port``, which it follows once started."""
        if _other_account():
            shutil.chown(self.state, ACCOUNT)
        self._call(
            "pg_basebackup", "--host=127.0.0.1", f"--port={port}", "--username=portal",
            "--write-recovery-conf", "--checkpoint=fast", "--no-sync",
        )  # fmt: skip

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = [
            f"-p {self.port}", "-c listen_addresses=127.0.0.1",
            f"-c unix_socket_directories={self.state}",
            *(f"-c {setting}" for setting in SETTINGS),
        ]  # fmt: skip
        log = str(self.state / "log")
        self._call("pg_ctl", "-w", "-l", log, "-o", " ".join(options), "start")

    def stop(self) -> None:
        """Stop it as a crash does: every session ends in the middle of what it does."""
        self._call("pg_ctl", "-m", "immediate", "stop")

    def restart(self) -> None:
        """Stop it as an administrator does, which ends all sessions, and start it again."""
        self._call("pg_ctl", "-m", "fast", "stop")
        self.start()

    def _call(self, program: str, *arguments: str) -> None:
        data = str(self.state / "data")
        command = [*_other_account(), str(programs() / program), "-D", data, *arguments]
        subprocess.run(command, cwd=self.state, check=True, stdout=subprocess.DEVNULL)


def _other_account() -> list[str]:
    # The server refuses to run as the superuser.
    return ["runuser", "-u", ACCOUNT, "--"] if os.geteuid() == 0 else []


@contextmanager
def server() -> Iterator[Server]:
    """Yield a server that runs."""
    state = Path(tempfile.mkdtemp(prefix="portal-postgresql-"))
    one = Server(state, free_port())
    try:
        one.create()
        one.start()
        try:
            yield one
        finally:
            one.stop()
    finally:
        shutil.rmtree(state, ignore_errors=True)


def main(arguments: list[str]) -> int:
    """Run the tests; return what pytest returns."""
    with server() as own:
        environment = os.environ | {
            "TEST_DATABASE_URL": own.address, "TEST_DATABASE_SERVER": str(own.state),
        }  # fmt: skip
        ends = [
            subprocess.run(
                [sys.executable, "-m", "pytest", *run], cwd=PROJECT, env=environment, check=False
            ).returncode
            for run in ([arguments] if arguments else DEFAULT)
        ]
    return max(ends)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
