"""Indexes that Wagtail's table of pages lacks: by address, and of what stands at the top.

Every page that a visitor opens is looked up by its address, and many screens ask for the root of
all trees; without an index both read the rows of the whole network (SCALING, fault 6).
"""

from django.contrib.postgres.indexes import HashIndex
from django.db import migrations, models

TOP = models.Index(fields=["path"], condition=models.Q(depth__lte=2), name="page_at_the_top")


def indexes(vendor: str) -> list[models.Index]:
    """Return the indexes; PostgreSQL's tree holds no long address, its hash any."""
    by_address = HashIndex if vendor == "postgresql" else models.Index
    return [by_address(fields=["url_path"], name="page_by_address"), TOP]


def add_indexes(apps, schema_editor) -> None:
    """Add them beside those that Wagtail knows."""
    for index in indexes(schema_editor.connection.vendor):
        schema_editor.add_index(apps.get_model("wagtailcore", "Page"), index)


def remove_indexes(apps, schema_editor) -> None:
    """Leave the table as Wagtail makes it."""
    for index in indexes(schema_editor.connection.vendor):
        schema_editor.remove_index(apps.get_model("wagtailcore", "Page"), index)


class Migration(migrations.Migration):
    """After all that Wagtail does to the table: SQLite makes tables anew, with its indexes alone."""

    dependencies = [
        ("home", "0002_remove_welcome_site"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(add_indexes, remove_indexes)]
