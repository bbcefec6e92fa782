"""Local files that are whole or not there, also where the disk is full in the middle of one."""

import os
import uuid
from pathlib import Path, PurePosixPath

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible


@deconstructible(path="django.core.files.storage.FileSystemStorage")
class WholeFileSystemStorage(FileSystemStorage):
    """Writes under a name that nobody knows, and gives a file its own name when it is whole."""

    def _save(self, name: str, content: File) -> str:
        """Store a file; return its name, another one where somebody was quicker.

        Raises:
            OSError: the disk is full, or cannot be written to; nothing is left of the file.
        """
        hidden = str(PurePosixPath(name).with_name(f".{uuid.uuid4().hex}"))
        try:
            hidden = super()._save(hidden, content)
            name = self._claimed(name)
            os.replace(self.path(hidden), self.path(name))
        except OSError:
            self.delete(hidden)
            raise
        return name

    def _claimed(self, name: str) -> str:
        """Make an empty file of this name, or of another one that is free; return its name."""
        while True:
            try:
                Path(self.path(name)).touch(exist_ok=False)
            except FileExistsError:
                name = self.get_available_name(name)
            else:
                return name
