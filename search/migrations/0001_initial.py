"""Entries, their texts, words of provinces, and the index: FTS5 in SQLite, GIN in PostgreSQL.

SQLite makes a table anew when one of its columns changes, and drops its triggers with the old one:
a migration that changes ``SearchEntry`` has to make ``sqlite.CREATE_TRIGGER`` again.
"""

import django.db.models.deletion
from django.db import migrations, models

from search.index import postgresql, sqlite



def make_index(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in postgresql.CREATE if is_postgresql else sqlite.CREATE:
        schema_editor.execute(statement)


def drop_index(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in postgresql.DROP if is_postgresql else sqlite.DROP:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('tenancy', '0002_english_pages'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('source', models.CharField(max_length=20)),
                ('object_id', models.BigIntegerField()),
                ('is_public', models.BooleanField(default=False)),
                ('is_shared', models.BooleanField(default=False)),
                ('kind', models.CharField(choices=[('van-ban', 'Official documents'), ('thu-tuc', 'Procedures'), ('tin-bai', 'News and articles'), ('hoi-dap', 'Public answers'), ('to-chuc-can-bo', 'Units and officials'), ('chuyen-muc', 'Sections'), ('noi-dung-khac', 'Other content')], max_length=20)),
                ('section', models.CharField(blank=True, max_length=50)),
                ('type_label', models.CharField(blank=True, max_length=60)),
                ('issuer', models.CharField(blank=True, max_length=255)),
                ('field', models.CharField(blank=True, max_length=255)),
                ('title', models.CharField(max_length=1000)),
                ('folded_title', models.CharField(max_length=1000)),
                ('reference', models.CharField(blank=True, max_length=80)),
                ('listed_on', models.DateField()),
                ('expires_on', models.DateField(null=True)),
                ('path', models.CharField(max_length=1000)),
                ('is_sample', models.BooleanField(default=False)),
                ('commune', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenancy.commune', verbose_name='commune')),
                ('province', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenancy.province', verbose_name='province')),
            ],
            options={
                'verbose_name': 'search entry',
                'verbose_name_plural': 'search entries',
            },
        ),
        migrations.CreateModel(
            name='SearchText',
            fields=[
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='text', serialize=False, to='search.searchentry')),
                ('opening', models.TextField(blank=True)),
                ('written', models.TextField(blank=True)),
            ],
            options={
                'verbose_name': 'search text',
                'verbose_name_plural': 'search texts',
            },
        ),
        migrations.CreateModel(
            name='Synonym',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(help_text='An abbreviation or a name and what it stands for, with a sign of equality between them. For example: UBND = Ủy ban nhân dân; or: sổ đỏ = giấy chứng nhận quyền sử dụng đất = GCNQSDĐ.', max_length=500, verbose_name='words that mean the same')),
                ('is_active', models.BooleanField(default=True, help_text='Without the tick, search does not take these words for the same.', verbose_name='in use')),
                ('province', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenancy.province', verbose_name='province')),
            ],
            options={
                'verbose_name': 'words of search',
                'verbose_name_plural': 'words of search',
                'ordering': ['words'],
            },
        ),
        migrations.AddConstraint(
            model_name='searchentry',
            constraint=models.UniqueConstraint(fields=('source', 'object_id'), name='search_entry_once'),
        ),
        migrations.RunPython(make_index, drop_index),
    ]
