"""A disk of a few megabytes that is really full, and has room again."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

BLOCK = 4096
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class SmallDisk:
    """A file system of its own at ``folder``."""

    folder: Path

    @property
    def _filler(self) -> Path:
        return self.folder / "filler"

    def room(self) -> int:
        """Return how many bytes are left."""
        found = os.statvfs(self.folder)
        return found.f_bavail * found.f_frsize

    def fill(self, *, leave: int = 0) -> None:
        """Use up what is left, but for ``leave`` bytes."""
        with self._filler.open("ab") as file:
            while self.room() > leave:
                file.write(bytes(min(MEGABYTE, max(BLOCK, self.room() - leave))))
                file.flush()

    def free(self) -> None:
        """Give back what ``fill`` has used up."""
        self._filler.unlink()


@contextmanager
def mounted(folder: Path, *, megabytes: int) -> Iterator[SmallDisk]:
    """Yield a new disk of this size, mounted at a folder that is made for it.

    Skips the test where nobody may mount: on a developer's machine without the rights.
    """
    if os.geteuid() != 0:
        pytest.skip("only the superuser may mount a disk")
    folder.mkdir(parents=True)
    size = ["-o", f"size={megabytes}m,mode=0777"]
    subprocess.run(["mount", "-t", "tmpfs", *size, "tmpfs", str(folder)], check=True)
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
