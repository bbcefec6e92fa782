from django.db import migrations, models

from search.text import fold

BATCH = 2000


def fold_titles(apps, schema_editor):
    """Fill the column for the pages that are there."""
    pages = apps.get_model("commune_site", "PortalPage").objects.only("pk", "title")
    batch = []
    for page in pages.iterator(chunk_size=BATCH):
        page.folded_title = fold(page.title)[:255]
        batch.append(page)
        if len(batch) == BATCH:
            pages.model.objects.bulk_update(batch, ["folded_title"])
            batch = []
    pages.model.objects.bulk_update(batch, ["folded_title"])


class Migration(migrations.Migration):

    dependencies = [
        ("commune_site", "0003_renditions_by_province"),
    ]

    operations = [
        migrations.AddField(
            model_name="portalpage",
            name="folded_title",
            field=models.CharField(blank=True, editable=False, max_length=255),
        ),
        migrations.RunPython(fold_titles, migrations.RunPython.noop),
    ]
