"""What nobody should take is refused in words at every door, and stops nothing beside it.

Doors: the field of a file in Wagtail's screens (several at once, the chooser, the form of a file),
the drop, and imports of a ZIP and of a folder of the server.
"""

import os
from functools import cache

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.urls import reverse

from documents.bulk import services
from documents.files.findings import Finding, reasons
from documents.models import (
    DocumentImport,
    ImportedRow,
    IntakeItem,
    LegalDocumentPage,
    PortalDocument,
)
from portal_network.tenancy.models import Role
from tests.documents.bulk.packages import as_zip
from tests.documents.files import hostile
from tests.documents.files.test_file_uploads import add, change, choose
from tests.factories import make_user, site_page
from tests.networks import TAM_THANH

pytestmark = pytest.mark.django_db
Outcome = ImportedRow.Outcome
GOOD = hostile.text_pdf()
TOO_LARGE = "lớn hơn 200 MB"


@cache
def bad_files() -> dict[str, tuple[bytes, str]]:
    """Return name, content and what is said of each file that none may take; made once."""
    macros = {"word/vbaProject.bin": b"x"}
    files = {
        "trong.pdf": (b"", "ệp rỗng"),
        "cut.pdf": (hostile.text_pdf(2)[:1500], Finding.DAMAGED),
        "khoa.pdf": (hostile.encrypted_pdf(), Finding.ENCRYPTED),
        "chuong-trinh.pdf": (hostile.pdf_with_script(), Finding.ACTS),
        "an.pdf": (hostile.pdf_with_hidden_script(), Finding.ACTS),
        "khoi-chay.pdf": (hostile.pdf_that_launches(), Finding.ACTS),
        "mang-tep.pdf": (hostile.pdf_with_file(), Finding.CARRIES_FILES),
        "bom.pdf": (hostile.pdf_bomb(), Finding.BOMB),
        "dai.pdf": (hostile.pdf_of_many_pages(5001), Finding.TOO_MANY_PAGES),
        "doi-duoi.pdf": (hostile.docx(), Finding.OTHER_KIND),
        "doi-duoi.docx": (hostile.text_pdf(3), Finding.OTHER_KIND),
        "macro.docx": (hostile.office("word/document.xml", **macros), Finding.MACROS),
        "hong.docx": (hostile.docx()[:-30], Finding.DAMAGED),
        "thoat.docx": (
            hostile.office("word/document.xml", **{"../../x": b"x"}), Finding.UNSAFE_PATHS,
        ),
    }  # fmt: skip
    return {
        name: (content, said if isinstance(said, str) and " " in said else reasons([said])[0])
        for name, (content, said) in files.items()
    }


NAMES = [
    "trong.pdf", "cut.pdf", "khoa.pdf", "chuong-trinh.pdf", "an.pdf", "khoi-chay.pdf",
    "mang-tep.pdf", "bom.pdf", "dai.pdf", "doi-duoi.pdf", "doi-duoi.docx", "macro.docx",
    "hong.docx", "thoat.docx",
]  # fmt: skip


@pytest.fixture
def home(network):
    """The home page of phường Tam Thanh."""
    return site_page(TAM_THANH, "home")


@pytest.fixture
def user(network):
    """An editor of phường Tam Thanh."""
    return make_user(Role.EDITOR, TAM_THANH)


@pytest.fixture
def editor(network, client_for, user):
    """The editor at work."""
    return client_for(network.communes[0], user=user)


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_every_bad_file_is_tried():
    assert set(NAMES) == set(bad_files())


@pytest.mark.parametrize("name", NAMES)
def test_fields_of_files_refuse_it_in_words_and_keep_what_was_there(editor, name):
    content, said = bad_files()[name]
    assert add(editor, GOOD, "tot.pdf")["success"] is True
    document = PortalDocument.objects.get()
    assert said in add(editor, content, name)["error_message"]
    assert said in choose(editor, content, name)["htmlFragment"]
    answer = change(editor, document, content, name)
    assert answer.status_code == 200
    assert said in " ".join(answer.context["form"].errors["file"])
    kept = PortalDocument.objects.get()
    with kept.open_file() as file:
        assert file.read() == GOOD


def test_a_drop_of_all_of_them_names_each_and_takes_the_good_ones(editor, home):
    files = [upload("dau.pdf", GOOD)]
    files += [upload(name, content) for name, (content, _said) in bad_files().items()]
    files.append(upload("cuoi.pdf", hostile.text_pdf(2)))
    answer = editor.post(reverse("intake_drop", args=[home.pk]), {"files": files}, follow=True)
    assert answer.status_code == 200
    told = [str(message) for message in answer.context["messages"]]
    for name, (_content, said) in bad_files().items():
        (sentence,) = [one for one in told if f"“{name}”" in one]
        assert said in sentence
    kept = IntakeItem.objects.order_by("pk").values_list("document__title", flat=True)
    assert list(kept) == ["dau", "cuoi"]
    assert PortalDocument.objects.count() == 2


@pytest.mark.parametrize("way", ["zip", "folder"])
def test_an_import_of_all_of_them_refuses_each_row_and_makes_the_good_ones(
    way, home, user, tmp_path
):
    contents = {name: content for name, (content, _said) in bad_files().items()}
    contents |= {"0-dau.pdf": GOOD, "zz-cuoi.pdf": hostile.text_pdf(2)}
    if way == "zip":
        package = ContentFile(as_zip(contents))
        batch = services.send(home, user, name="goi.zip", package=package)
    else:
        for name, content in contents.items():
            (tmp_path / name).write_bytes(content)
        batch = services.send(home, user, name="thu-muc", folder=str(tmp_path))
    services.go_on(batch.pk)
    batch.refresh_from_db()
    assert batch.problem == ""
    assert services.run(batch)
    services.go_on(batch.pk)
    batch.refresh_from_db()
    assert batch.state == DocumentImport.State.DONE
    rows = {row.file_name: row for row in ImportedRow.objects.filter(batch=batch)}
    assert set(rows) == set(contents)
    for name, (_content, said) in bad_files().items():
        assert rows[name].outcome == Outcome.REFUSED
        assert said in " ".join(rows[name].remarks)
    assert {rows[name].outcome for name in ("0-dau.pdf", "zz-cuoi.pdf")} == {Outcome.MADE}
    assert LegalDocumentPage.objects.count() == PortalDocument.objects.count() == 2


@pytest.fixture
def two_gigabytes(tmp_path):
    """A file of 2 GB, which takes no room on the disk."""
    path = tmp_path / "van-ban" / "rat-lon.pdf"
    path.parent.mkdir()
    with path.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(2 * 1024**3)
    return path


def test_two_gigabytes_in_a_folder_are_refused_unread_and_the_others_are_made(
    home, user, two_gigabytes
):
    (two_gigabytes.parent / "tot.pdf").write_bytes(GOOD)
    batch = services.send(home, user, name="thu-muc", folder=str(two_gigabytes.parent))
    services.go_on(batch.pk)
    large, good = ImportedRow.objects.filter(batch=batch).order_by("file_name")
    assert (large.outcome, good.outcome) == (Outcome.REFUSED, Outcome.READY)
    assert TOO_LARGE in large.remarks[0] and large.sha256 == ""


def sent_as_temporary(path, name: str) -> TemporaryUploadedFile:
    """Return a file as Django hands over what was too large for the memory."""
    sent = TemporaryUploadedFile(name, "application/pdf", path.stat().st_size, None)
    os.truncate(sent.temporary_file_path(), path.stat().st_size)
    return sent


def test_two_gigabytes_that_were_dropped_are_refused_unread(home, user, two_gigabytes, monkeypatch):
    from documents.intake.items import receive

    monkeypatch.setattr("documents.files.services.examine", _never_for_large)
    files = [sent_as_temporary(two_gigabytes, "rat-lon.pdf"), upload("tot.pdf", GOOD)]
    received = receive(user, home, files)
    ((name, told),) = received.refused
    assert name == "rat-lon.pdf" and TOO_LARGE in " ".join(told)
    assert [item.document.title for item in received.items] == ["tot"]


def _never_for_large(file, name, **options):
    from documents.files.examination import examine

    assert file.size < 1024**2, "a file that is too large was read"
    return examine(file, name, **options)


@pytest.mark.parametrize("door", [add, choose])
def test_two_gigabytes_are_refused_beside_the_field(editor, door, settings):
    """Of the limit's size: the client of the tests holds what it sends in memory."""
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 1024**2
    answer = door(editor, GOOD + os.urandom(1024**2 + 1), "lon.pdf")
    told = answer.get("error_message") or answer["htmlFragment"]
    assert "1" in told and "MB" in told
    assert "lớn" in told
    assert not PortalDocument.objects.exists()


def test_a_large_entry_of_an_archive_is_refused_alone(home, user, settings):
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 1024**2
    large = GOOD + os.urandom(1024**2 + 1)
    package = ContentFile(as_zip({"lon.pdf": large, "tot.pdf": GOOD}))
    batch = services.send(home, user, name="goi.zip", package=package)
    services.go_on(batch.pk)
    first, second = ImportedRow.objects.filter(batch=batch).order_by("file_name")
    assert (first.outcome, second.outcome) == (Outcome.REFUSED, Outcome.READY)
    assert "lớn hơn 1 MB" in first.remarks[0]
