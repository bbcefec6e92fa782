"""An S3 store of rclone's on a folder: the real protocol, signatures checked, thrown away after."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.postgresql.run import free_port

BUCKET, ACCESS_KEY = "tep", "cong-thong-tin"
SECRET_KEY = "khoa-chi-dung-de-kiem-thu-0123456789"
SECONDS_TO_START = 30


def program() -> Path:
    """Return rclone, which the development requirements bring."""
    return Path(sys.executable).parent / "rclone"


@dataclass
class Store:
    """A store that can be stopped and started again; ``folder`` holds what it keeps."""

    folder: Path
    port: int = field(default_factory=free_port)
    _process: subprocess.Popen | None = None

    @property
    def address(self) -> str:
        """Return where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def options(self, **changes: object) -> dict[str, object]:
        """Return the options of a storage, with changes to them."""
        return {
            "bucket_name": BUCKET, "endpoint_url": self.address, "region_name": "vn",
            "access_key": ACCESS_KEY, "secret_key": SECRET_KEY,
        } | changes  # fmt: skip

    def start(self) -> None:
        """Start it, and wait until it answers.

        Raises:
            RuntimeError: it does not.
        """
        (self.folder / BUCKET).mkdir(parents=True, exist_ok=True)
        self._process = subprocess.Popen(
            [
                str(program()), "serve", "s3", str(self.folder), "--addr", f"127.0.0.1:{self.port}",
                "--auth-key", f"{ACCESS_KEY},{SECRET_KEY}", "--config", os.devnull,
                "--no-cleanup",
            ],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        end = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < end and self._process.poll() is None:
            if self.answers():
                return
            time.sleep(0.05)
        raise RuntimeError("rclone did not start")

    def stop(self) -> None:
        """Kill it, as a power cut does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(timeout=10)
            self._process = None

    def answers(self) -> bool:
        """Tell whether anything is answered, be it a refusal."""
        try:
            urllib.request.urlopen(self.address, timeout=1).close()
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False
        return True


@contextmanager
def running(folder: Path) -> Iterator[Store]:
    """Yield a store that runs."""
    store = Store(folder)
    try:
        store.start()
        yield store
    finally:
        store.stop()
