"""Speaks with ClamAV's daemon: the INSTREAM command of clamd(8), nothing else.

The libraries for it are under the GPL or have not been kept for ten years.
"""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

CHUNK = 256 * 1024
LONGEST_ANSWER = 4096


class ScannerUnavailable(Exception):
    """The daemon cannot be reached, is too slow, or says what nobody understands."""


@dataclass(frozen=True, slots=True)
class Clamd:
    """Where the daemon listens: a path of a socket, or host and port. ``timeout``: seconds."""

    socket_path: str = ""
    host: str = ""
    port: int = 3310
    timeout: float = 30.0

    def version(self) -> str:
        """Return engine, number and date of the signatures: ``ClamAV 1.4.6/27815/…``.

        Raises:
            ScannerUnavailable: see there.
        """
        with self._connected() as connection:
            connection.sendall(b"zVERSION\0")
            answer = _answer(connection)
        if not answer.startswith("ClamAV"):
            raise ScannerUnavailable(answer)
        return answer

    def scan(self, file: BinaryIO) -> str:
        """Return the name of the malware in a file, "" for none.

        Raises:
            ScannerUnavailable: see there; also for files beyond the daemon's StreamMaxLength.
        """
        file.seek(0)
        with self._connected() as connection:
            try:
                connection.sendall(b"zINSTREAM\0")
                while chunk := file.read(CHUNK):
                    connection.sendall(struct.pack("!L", len(chunk)) + chunk)
                connection.sendall(struct.pack("!L", 0))
            except (BrokenPipeError, ConnectionResetError):
                # The daemon closes in the middle of what is too long for it, and may say so.
                pass
            answer = _answer(connection)
        if answer == "stream: OK":
            return ""
        if answer.startswith("stream: ") and answer.endswith(" FOUND"):
            return answer.removeprefix("stream: ").removesuffix(" FOUND")
        raise ScannerUnavailable(answer)

    @contextmanager
    def _connected(self) -> Iterator[socket.socket]:
        try:
            if self.socket_path:
                connection = socket.socket(socket.AF_UNIX)
                connection.settimeout(self.timeout)
                connection.connect(self.socket_path)
            else:
                connection = socket.create_connection((self.host, self.port), self.timeout)
        except OSError as error:
            raise ScannerUnavailable(str(error)) from error
        with connection:
            try:
                yield connection
            except OSError as error:
                raise ScannerUnavailable(str(error)) from error


def _answer(connection: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < LONGEST_ANSWER:
        part = connection.recv(LONGEST_ANSWER)
        if not part:
            break
        said += part
    return said.rstrip(b"\0").decode("utf-8", "replace").strip()
