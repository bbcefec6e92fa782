"""A migrated SQLite database kept between test runs, so that a run begins without migrating.

Applying every migration costs a test process about twenty seconds. The first run keeps a copy of
the empty, migrated database; later runs load it, and Django's own ``migrate`` then finds nothing to
do. The copy's name is a digest of every migration and of the installed packages' versions: any
change makes a new one.
"""

import hashlib
import os
import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager
from importlib import metadata
from pathlib import Path

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

FOLDER = Path(__file__).resolve().parent.parent / ".pytest_cache" / "databases"


def template_path() -> Path:
    """Where the copy for the present migrations and packages is, or would be."""
    digest = hashlib.sha256()
    for package in sorted(f"{found.name}=={found.version}" for found in metadata.distributions()):
        digest.update(package.encode())
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        for migration in sorted(Path(app.path, "migrations").glob("*.py")):
            digest.update(migration.name.encode() + migration.read_bytes())
    return FOLDER / f"{digest.hexdigest()[:32]}.sqlite3"


def _is_empty(database: sqlite3.Connection) -> bool:
    return database.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)


def _fill_from_template(sender: object, connection: BaseDatabaseWrapper, **signal: object) -> None:
    template = template_path()
    if connection.is_in_memory_db() and template.is_file() and _is_empty(connection.connection):
        with closing(sqlite3.connect(template)) as source:
            source.backup(connection.connection)


@contextmanager
def filled_from_template(vendor: str) -> Generator[None]:
    """While it lasts, an empty in-memory database begins as the kept copy, if there is one."""
    if vendor != "sqlite":
        yield
        return
    connection_created.connect(_fill_from_template)
    try:
        yield
    finally:
        connection_created.disconnect(_fill_from_template)


def keep(connection: BaseDatabaseWrapper) -> None:
    """Keep a copy of a migrated in-memory database for later runs, unless there is one already."""
    target = template_path()
    if connection.vendor != "sqlite" or not connection.is_in_memory_db() or target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(f".{os.getpid()}")
    with closing(sqlite3.connect(unfinished)) as copy:
        connection.connection.backup(copy)
    unfinished.replace(target)
