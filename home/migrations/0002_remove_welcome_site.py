"""Wagtail brings a welcome page and a default site that would answer for every unknown host."""

from django.db import migrations


def remove_welcome_site(apps, schema_editor):
    """Delete the default site and the page it shows, if nobody has made them their own."""
    Site = apps.get_model("wagtailcore", "Site")
    Page = apps.get_model("wagtailcore", "Page")
    Site.objects.filter(hostname="localhost", is_default_site=True).delete()
    removed, _details = Page.objects.filter(depth=2, slug="home", numchild=0).delete()
    if removed:
        Page.objects.filter(depth=1).update(numchild=Page.objects.filter(depth=2).count())


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
        ("wagtailcore", "0002_initial_data"),
        ("wagtailredirects", "0001_initial"),
    ]

    operations = [migrations.RunPython(remove_welcome_site, migrations.RunPython.noop)]
