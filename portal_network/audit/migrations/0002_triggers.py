"""Lets the database refuse every change of the audit log."""

from django.db import migrations

from portal_network.audit import triggers


def install(apps, schema_editor) -> None:
    """Make the triggers."""
    triggers.install(schema_editor.connection)


def remove(apps, schema_editor) -> None:
    """Take them away again, so that the tables can go."""
    connection = schema_editor.connection
    triggers.remove(connection, triggers.names(connection.vendor))


class Migration(migrations.Migration):
    """Must be repeated after every later change of the tables: SQLite makes them anew."""

    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(install, remove)]
