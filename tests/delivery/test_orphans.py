"""Files that no row names go after a week; whatever a row names stays."""

import io
import os
import time

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command

from documents.models import DocumentImport
from portal_network.delivery.orphans import FOLDERS, file_fields
from tests.factories import make_file, make_image, site_page
from tests.networks import TAM_THANH

pytestmark = pytest.mark.django_db

DAYS = 24 * 3600


def deleted(**options) -> list[str]:
    """Return what one run deleted, of what this test has made."""
    out = io.StringIO()
    call_command("delete_orphans", stdout=out, **options)
    return [line for line in out.getvalue().splitlines() if "mo-coi" in line]


def test_every_column_that_names_files_is_of_a_folder_that_is_looked_through():
    folders = {folder for some in FOLDERS.values() for folder in some}
    for field in file_fields():
        pictures = [one for one in field.model._meta.fields if one.name == "image"]
        row = field.model(**{one.name: one.related_model() for one in pictures})
        name = field.generate_filename(row, "a.pdf")
        assert name.partition("/")[0] in folders, field


def test_what_no_row_names_goes_after_a_week_and_the_rest_stays(network):
    document, image = make_file(TAM_THANH), make_image(TAM_THANH)
    rendition = image.get_rendition("width-40")
    batch = DocumentImport(parent=site_page(TAM_THANH, "home"), name="goi")
    batch.package.save("goi.zip", ContentFile(b"PK"))
    old, young = "documents/mo-coi-cu.pdf", "documents/mo-coi-moi.pdf"
    deep, elsewhere = "imports/2026/11/mo-coi.zip", "khac/mo-coi.txt"
    for alias, name in (
        ("default", old), ("default", young), ("private", deep), ("default", elsewhere),
    ):  # fmt: skip
        storages[alias].delete(name)
        storages[alias].save(name, ContentFile(b"x"))
    past = time.time() - 8 * DAYS
    for path in (
        storages["default"].path(old), storages["default"].path(elsewhere),
        storages["private"].path(deep), document.file.path, image.file.path, rendition.file.path,
        batch.package.path,
    ):  # fmt: skip
        os.utime(path, (past, past))
    assert deleted() == [f"default/{old}", f"private/{deep}"]
    assert deleted(days=9) == []
    for file in (document.file, image.file, rendition.file, batch.package):
        assert file.storage.exists(file.name)
    assert storages["default"].exists(young) and storages["default"].exists(elsewhere)
    storages["default"].delete(young)
    storages["default"].delete(elsewhere)
