"""Forgets the sizes of pictures made before their folders named the province; they are made anew."""

from django.db import migrations


def forget_renditions(apps, schema_editor):
    apps.get_model("commune_site", "PortalRendition")._base_manager.all().delete()


class Migration(migrations.Migration):
    dependencies = [("commune_site", "0002_initial")]

    operations = [migrations.RunPython(forget_renditions, migrations.RunPython.noop)]
