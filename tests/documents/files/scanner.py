"""A real server that speaks the protocol of ClamAV's daemon, and one that does not."""

import socketserver
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.documents.files.hostile import EICAR

VERSION = b"ClamAV 1.4.6/27815/Mon Nov  2 09:00:00 2026\0"


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        command = self._line()
        self.server.commands.append(command)
        if command == b"zVERSION":
            self.wfile.write(VERSION)
            return
        if self.server.mood == "garbage":
            self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
            return
        if self.server.mood == "short":
            self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
            return
        content = self._stream()
        if self.server.mood == "slow":
            time.sleep(3)
        self.server.contents.append(content)
        is_infected = EICAR.encode() in content
        said = b"stream: Eicar-Test-Signature FOUND\0" if is_infected else b"stream: OK\0"
        self.wfile.write(said)

    def _line(self) -> bytes:
        line = b""
        while (byte := self.rfile.read(1)) not in (b"\0", b""):
            line += byte
        return line

    def _stream(self) -> bytes:
        content = b""
        while length := struct.unpack("!L", self.rfile.read(4))[0]:
            content += self.rfile.read(length)
        return content


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, mood: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.mood = mood
        self.commands: list[bytes] = []
        self.contents: list[bytes] = []


@contextmanager
def running_scanner(mood: str = "") -> Iterator[_Server]:
    """Run a scanner that finds the EICAR file; ``slow``, ``short`` or full of ``garbage``."""
    server = _Server(mood)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
