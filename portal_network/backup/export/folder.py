"""A folder that is written whole or not at all, with the list of everything in it."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MANIFEST = "manifest.json"
BLOCK = 1024 * 1024


class Folder:
    """Files by their names below the folder, each with size (bytes) and SHA-256."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files: dict[str, dict[str, object]] = {}

    def write(self, name: str, content: bytes, **facts: object) -> None:
        """Write a file; ``facts`` stand beside it in the list."""
        self.copy(name, iter([content]), **facts)

    def write_json(self, name: str, content: object, **facts: object) -> None:
        """Write something as JSON that people can read, too."""
        text = json.dumps(content, ensure_ascii=False, indent=1)
        self.write(name, text.encode(), **facts)

    def copy(self, name: str, blocks: Iterator[bytes], **facts: object) -> None:
        """Write a file from its blocks."""
        path, digest, size = self.root / name, hashlib.sha256(), 0
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as target:
            for block in blocks:
                target.write(block)
                digest.update(block)
                size += len(block)
        self.files[name] = {"size_bytes": size, "sha256": digest.hexdigest(), **facts}

    def holds(self, name: str) -> bool:
        """Tell whether this file has been written."""
        return name in self.files


@contextmanager
def whole_folder(target: Path) -> Iterator[Folder]:
    """Yield a folder that becomes ``target`` when everything went well, and is gone otherwise.

    Raises:
        FileExistsError: there is something of this name.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise FileExistsError(f"{target} is not empty; an export replaces nothing.")
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    unfinished.mkdir(parents=True)
    try:
        yield Folder(unfinished)
        unfinished.replace(target)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def blocks_of(file) -> Iterator[bytes]:
    """Yield what an open file holds."""
    while block := file.read(BLOCK):
        yield block
