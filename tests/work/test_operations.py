"""An index that is made beside writers on PostgreSQL is made on every database."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from portal_network.work.operations import AddIndexBesideWriters

TABLE = migrations.CreateModel(
    "Slip", [("id", models.AutoField(primary_key=True)), ("remark", models.TextField())]
)
ADDED = AddIndexBesideWriters("slip", models.Index(fields=["remark"], name="slip_remark"))


def indexes() -> set[str]:
    """Return the names of the table's indexes."""
    with connection.cursor() as cursor:
        return set(connection.introspection.get_constraints(cursor, "trial_slip"))


@pytest.mark.django_db(transaction=True)
def test_an_index_is_made_and_taken_away_again():
    before, with_table = ProjectState(), ProjectState()
    TABLE.state_forwards("trial", with_table)
    with_index = with_table.clone()
    ADDED.state_forwards("trial", with_index)
    with connection.schema_editor(atomic=False) as editor:
        TABLE.database_forwards("trial", editor, before, with_table)
    try:
        with connection.schema_editor(atomic=False) as editor:
            ADDED.database_forwards("trial", editor, with_table, with_index)
        assert "slip_remark" in indexes()
        with connection.schema_editor(atomic=False) as editor:
            ADDED.database_backwards("trial", editor, with_index, with_table)
        assert "slip_remark" not in indexes()
    finally:
        with connection.schema_editor(atomic=False) as editor:
            TABLE.database_backwards("trial", editor, with_table, before)
