"""Files in the storages that no row names: what a process left that was killed between the two.

A file is written before its row is committed. Who dies in between, or is rolled back, leaves a file
that nobody can find, delete or have deleted; it may hold personal data.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import islice

from django.apps import apps
from django.core.files.storage import Storage, storages
from django.db.models import FileField
from django.utils import timezone

# By the name of the storage: the folders in which every file belongs to a row.
FOLDERS = {
    "default": (
        "documents",
        "original_images",
        "images",
        "emblems",
        "avatar_images",
        "wagtail_uploads",
    ),
    "private": ("imports", "cases"),
}
# Long enough to bring the database back from a backup and to think better of it.
KEPT_FOR = timedelta(days=7)
NAMES_AT_ONCE = 500


def delete_orphans(kept_for: timedelta = KEPT_FOR) -> Iterator[str]:
    """Delete the files that no row names and that are older than this; yield their names."""
    latest = timezone.now() - kept_for
    for alias, folders in FOLDERS.items():
        storage = storages[alias]
        names = (name for folder in folders for name in _files_below(storage, folder))
        for name in _unnamed(names):
            if storage.get_modified_time(name) <= latest:
                storage.delete(name)
                yield f"{alias}/{name}"


def file_fields() -> list[FileField]:
    """Return every column that names files, of the models that have a table."""
    return [
        field
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, FileField)
    ]


def _unnamed(names: Iterable[str]) -> Iterator[str]:
    """Yield the names that stand in no column; it does not matter of which storage."""
    names = iter(names)
    while some := list(islice(names, NAMES_AT_ONCE)):
        known: set[str] = set()
        for field in file_fields():
            rows = field.model._base_manager.filter(**{f"{field.name}__in": some})
            known.update(rows.values_list(field.name, flat=True))
        yield from (name for name in some if name not in known)


def _files_below(storage: Storage, folder: str) -> Iterator[str]:
    try:
        below, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}/{name}" for name in files)
    for name in below:
        yield from _files_below(storage, f"{folder}/{name}")
