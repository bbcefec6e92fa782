"""A mail server in a process of its own, which can be killed and started again."""

import subprocess
import sys
import time
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from socket import create_connection

from tests.postgresql.run import free_port

SECONDS_TO_START = 30


@dataclass
class MailProcess:
    """Keeps each letter as a file in ``folder``, which outlives it."""

    folder: Path
    port: int = field(default_factory=free_port)
    _process: subprocess.Popen | None = None

    def start(self) -> None:
        """Start it, and wait until it listens.

        Raises:
            RuntimeError: it does not.
        """
        self._process = subprocess.Popen(
            [
                sys.executable, "-W", "ignore", "-m", "aiosmtpd", "--nosetuid", "--listen",
                f"127.0.0.1:{self.port}", "--class", "aiosmtpd.handlers.Mailbox",
                str(self.folder),
            ],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        end = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < end and self._process.poll() is None:
            try:
                create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise RuntimeError("the mail server did not start")

    def stop(self) -> None:
        """Kill it, as a power cut does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(timeout=10)
            self._process = None

    def letters(self) -> list[EmailMessage]:
        """Return what it has taken since it was first started."""
        files = sorted((self.folder / "new").glob("*"))
        return [message_from_bytes(one.read_bytes(), policy=policy.default) for one in files]

    def to(self, user) -> list[EmailMessage]:
        """Return what it has taken for a person."""
        return [letter for letter in self.letters() if user.email in str(letter["To"])]
