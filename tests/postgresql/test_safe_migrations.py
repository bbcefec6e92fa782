"""A new migration neither locks tables for long nor breaks the version that still serves beside it.

What it would send to PostgreSQL is judged by squawk. ``accepted_migrations.txt`` names those of the
first version, which met no data, and those whose faults somebody has weighed.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader

from portal_network.work.operations import AddIndexBesideWriters

PROJECT = Path(__file__).resolve().parents[2]
ACCEPTED = Path(__file__).with_name("accepted_migrations.txt")
SQUAWK = Path(sys.executable).parent / "squawk"
LOCKS = {
    "adding-field-with-default", "adding-foreign-key-constraint", "changing-column-type",
    "constraint-missing-not-valid", "disallowed-unique-constraint",
    "require-concurrent-index-creation", "require-concurrent-index-deletion",
    "ban-concurrent-index-creation-in-transaction",
}  # fmt: skip
# The version before knows nothing of the new column, and still asks for the old one.
BREAKS = {
    "adding-not-nullable-field", "adding-required-field", "ban-drop-column", "ban-drop-default",
    "ban-drop-table", "renaming-column", "renaming-table",
}  # fmt: skip

pytestmark = pytest.mark.django_db


def faults(sql: str, *, is_atomic: bool) -> set[str]:
    """Return the rules that a migration's statements break."""
    command = [
        str(SQUAWK), "--pg-version", "15", "--reporter", "json", "--stdin-filepath", "one.sql",
        "--assume-in-transaction" if is_atomic else "--no-assume-in-transaction",
    ]  # fmt: skip
    judged = subprocess.run(command, input=sql, capture_output=True, text=True, check=False)
    found = {one["rule_name"] for one in json.loads(judged.stdout)}
    assert "syntax-error" not in found, judged.stdout
    return found & (LOCKS | BREAKS)


def own_migrations(loader: MigrationLoader) -> set[tuple[str, str]]:
    """Return the migrations of the project's own rooms."""
    own = {app.label for app in apps.get_app_configs() if Path(app.path).is_relative_to(PROJECT)}
    # The environment may lie within the project.
    own -= {app.label for app in apps.get_app_configs() if "site-packages" in app.path}
    return {key for key in loader.disk_migrations if key[0] in own}


def accepted() -> dict[str, str]:
    """Return the migrations that are not judged, with the reason."""
    lines = ACCEPTED.read_text("utf-8").splitlines()
    pairs = (line.partition(": ") for line in lines if line and not line.startswith("#"))
    return {name: reason for name, _colon, reason in pairs}


def test_new_migrations_take_no_long_lock_and_leave_the_version_before_working():
    loader = MigrationLoader(connection, replace_migrations=False)
    known = accepted()
    found = {}
    for key in sorted(own_migrations(loader)):
        if ".".join(key) not in known:
            migration = loader.graph.nodes[key]
            sql = "\n".join(loader.collect_sql([(migration, False)]))
            found[".".join(key)] = faults(sql, is_atomic=migration.atomic)
    assert not {name: rules for name, rules in found.items() if rules}


def test_the_list_of_accepted_migrations_names_those_that_exist_and_says_why():
    existing = {".".join(key) for key in own_migrations(MigrationLoader(connection))}
    assert len(existing) > 40
    assert set(accepted()) <= existing
    assert all(accepted().values())


INDEX = models.Index(fields=["remark"], name="thu_remark")


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        (migrations.AddField("rating", "x", models.IntegerField(default=1)), {"ban-drop-default"}),
        (migrations.RemoveField("rating", "remark"), {"ban-drop-column"}),
        (migrations.RenameField("rating", "remark", "x"), {"renaming-column"}),
        (migrations.AddIndex("rating", INDEX), {"require-concurrent-index-creation"}),
        (migrations.AddField("rating", "x", models.IntegerField(null=True)), set()),
        (migrations.AddField("rating", "x", models.IntegerField(db_default=1)), set()),
    ],
)
def test_operations_are_judged_by_what_they_do_to_a_table_in_use(operation, expected):
    assert expected <= judged(operation, is_atomic=True)
    assert bool(judged(operation, is_atomic=True)) == bool(expected)


def judged(operation: migrations.operations.base.Operation, *, is_atomic: bool) -> set[str]:
    """Return the faults of a migration of one operation."""
    state = MigrationLoader(connection).project_state()
    migration = migrations.Migration("thu", "engagement")
    migration.operations, migration.atomic = [operation], is_atomic
    with connection.schema_editor(collect_sql=True, atomic=False) as editor:
        migration.apply(state, editor, collect_sql=True)
    return faults("\n".join(editor.collected_sql), is_atomic=is_atomic)


@pytest.mark.django_db(transaction=True)
def test_an_index_that_is_made_beside_the_writers_is_accepted():
    assert not judged(AddIndexBesideWriters("rating", INDEX), is_atomic=False)
