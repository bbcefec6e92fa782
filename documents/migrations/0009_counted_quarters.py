from django.db import migrations, models


def note_all_quarters(apps, schema_editor):
    """Let the quarters of all lists be counted; until the next night each list counts itself."""
    documents = apps.get_model("documents", "LegalDocumentPage").objects.exclude(shelf="")
    listed = documents.order_by().values_list("shelf", "listed_on").distinct()
    quarters = {
        (shelf, day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1))
        for shelf, day in listed.iterator()
    }
    changed = apps.get_model("documents", "ChangedQuarter")
    changed.objects.bulk_create(
        (changed(shelf=shelf, first_day=first_day) for shelf, first_day in sorted(quarters)),
        batch_size=1000,
    )


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0008_examples_in_help'),
    ]

    operations = [
        migrations.CreateModel(
            name='ChangedQuarter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('shelf', models.CharField(max_length=60)),
                ('first_day', models.DateField()),
            ],
            options={
                'indexes': [models.Index(fields=['shelf', 'first_day'], name='changed_quarter_of_shelf')],
            },
        ),
        migrations.CreateModel(
            name='CountedQuarter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('shelf', models.CharField(max_length=60)),
                ('first_day', models.DateField()),
                ('until', models.DateField(db_index=True)),
                ('content', models.JSONField(default=dict)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('shelf', 'first_day'), name='counted_quarter_once')],
            },
        ),
        migrations.RunPython(note_all_quarters, migrations.RunPython.noop),
    ]
