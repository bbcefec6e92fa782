"""A secret key of its own for every embedded installation."""

import os
from pathlib import Path

from django.core.management.utils import get_random_secret_key


def read_or_create_secret_key(path: Path) -> str:
    """Return the key stored at ``path``; make the file, readable by its owner alone, at first use."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        key = get_random_secret_key()
        stream.write(key)
    return key
