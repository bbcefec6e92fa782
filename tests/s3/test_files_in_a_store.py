"""Files in a real S3 store are as private, as whole and as reachable as those on a disk."""

import io
import time
import urllib.error
import urllib.request
from urllib.parse import urlsplit

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from documents.models import PortalDocument
from documents.models.files import Examination
from portal_network.delivery import moving
from portal_network.delivery.moving import DiffersAfterwards, Journal, compare, move_folder
from portal_network.delivery.objects import PrivateS3Storage
from portal_network.delivery.stores import StoreUnavailable
from portal_network.tenancy.models import Role
from tests.factories import make_file, make_image, make_user
from tests.networks import HUE, TAM_THANH, build_network
from tests.outages import seconds_away

pytestmark = pytest.mark.django_db
# More than is held in memory, and than one part of an upload (8 MB).
LARGE = bytes(range(256)) * (9 * 4096)


def content_of(answer) -> bytes:
    """Return the whole content of a streamed answer."""
    return b"".join(answer.streaming_content)


def test_a_large_file_comes_back_as_it_was_and_never_replaces_another(store):
    name = default_storage.save("documents/lớn.bin", ContentFile(LARGE))
    assert default_storage.exists(name)
    assert default_storage.size(name) == len(LARGE)
    with default_storage.open(name) as file:
        assert file.read() == LARGE
    assert default_storage.save("documents/lớn.bin", ContentFile(b"x")) != name
    default_storage.delete(name)
    assert not default_storage.exists(name)
    with pytest.raises(FileNotFoundError):
        default_storage.open(name)


def test_nobody_reads_the_store_without_its_key(store):
    name = default_storage.save("documents/rieng.txt", ContentFile(b"rieng"))
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{store.address}/tep/{name}", timeout=5)
    assert refused.value.code in (400, 403)
    stranger = PrivateS3Storage(**store.options(secret_key="khoa-sai-khoa-sai-khoa-sai"))
    with pytest.raises(StoreUnavailable):
        stranger.open(name)
    # No page ever shows the store's address, nor one that is signed.
    assert default_storage.url(name) == f"/media/{name}"


def test_a_file_is_handed_out_after_the_same_questions_and_in_parts(store, network, client_for):
    document = make_file(TAM_THANH)
    PortalDocument.everywhere.filter(pk=document.pk).update(
        examination=Examination.CLEAN, file_hash="a1b2"
    )
    with document.file.storage.open(document.file.name) as file:
        whole = file.read()
    visitor, url = client_for(network.communes[0]), urlsplit(document.url).path
    assert url.startswith("/tep/")
    # Nothing public refers to it.
    assert visitor.get(url).status_code == 404
    staff = client_for(network.communes[0], user=make_user(Role.EDITOR, TAM_THANH))
    answer = staff.get(url)
    assert answer.status_code == 200, answer.get("Location")
    assert (answer.status_code, content_of(answer)) == (200, whole)
    assert answer["Content-Length"] == str(len(whole))
    assert answer["Content-Security-Policy"] == "default-src 'none'"
    part = staff.get(url, headers={"Range": "bytes=2-5"})
    assert (part.status_code, content_of(part)) == (206, whole[2:6])
    assert part["Content-Range"] == f"bytes 2-5/{len(whole)}"
    last = staff.get(url, headers={"Range": "bytes=-3"})
    assert content_of(last) == whole[-3:]
    assert staff.get(url, headers={"Range": "bytes=99999999-"}).status_code == 416
    assert staff.get(url, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    elsewhere = client_for(network.communes[1], user=make_user(Role.EDITOR, TAM_THANH))
    assert elsewhere.get(url).status_code == 404


def test_a_picture_is_shown_on_the_sites_of_its_province_alone(store, network, client_for):
    hue = build_network(HUE, communes=1).communes[0]
    image = make_image(TAM_THANH)
    url = image.get_rendition("width-40").url
    assert url.startswith("/media/images/20/")
    visitor = client_for(network.communes[1])
    answer = visitor.get(url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert content_of(answer).startswith(b"\xff\xd8")
    known = visitor.get(url, headers={"If-Modified-Since": answer["Last-Modified"]})
    assert known.status_code == 304
    assert client_for(hue).get(url).status_code == 404
    assert visitor.get(f"/media/{image.file.name}").status_code == 404
    assert visitor.get("/media/images/20/khong-co.jpg").status_code == 404


def test_while_the_store_is_away_people_are_told_and_it_heals_by_itself(store, network, client_for):
    url = make_image(TAM_THANH).get_rendition("width-40").url
    visitor = client_for(network.communes[0])
    store.stop()
    try:
        with pytest.raises(StoreUnavailable):
            default_storage.save("documents/a.txt", ContentFile(b"a"))
        answer = visitor.get(url)
        assert (answer.status_code, answer["Retry-After"]) == (503, "60")
        assert "Kho tệp" in answer.content.decode()
        # Pages do not need it.
        assert visitor.get("/").status_code == 200
        time.sleep(seconds_away())
    finally:
        store.start()
    assert visitor.get(url).status_code == 200


@pytest.fixture
def folder(tmp_path):
    """Return a folder with files as they lie on a machine."""
    contents = {"documents/Nghị quyết.pdf": b"pdf", "images/20/a.jpg": b"jpg", "b": b""}
    for name, content in contents.items():
        path = tmp_path / "media" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return tmp_path / "media"


def test_files_move_into_the_store_and_a_second_run_copies_what_is_new(store, folder, tmp_path):
    journal = tmp_path / "journal"
    target = PrivateS3Storage(**store.options(location="moved"))
    assert move_folder(folder, target, Journal(journal)).copied == 3
    assert compare(folder, target) == []
    again = move_folder(folder, target, Journal(journal))
    assert (again.copied, again.known) == (0, 3)
    (folder / "b").write_bytes(b"changed")
    assert compare(folder, target) == ["b"]
    assert move_folder(folder, target, Journal(journal)).copied == 1
    with target.open("b") as file:
        assert file.read() == b"changed"


def test_a_move_that_is_cut_off_goes_on_where_it_was(store, folder, tmp_path, monkeypatch):
    journal = tmp_path / "journal"
    target = PrivateS3Storage(**store.options(location="cut"))
    add, added = Journal.add, []

    def add_and_die(self, name, digest):
        # After the copy was made, before it is noted: the worst moment.
        if added:
            raise KeyboardInterrupt
        added.append(name)
        add(self, name, digest)

    monkeypatch.setattr(Journal, "add", add_and_die)
    with pytest.raises(KeyboardInterrupt):
        move_folder(folder, target, Journal(journal))
    monkeypatch.undo()
    # The line that was being written.
    with journal.open("a") as file:
        file.write('\n{"name": "documen')
    rest = move_folder(folder, target, Journal(journal))
    assert (rest.known, rest.copied) == (1, 2)
    assert compare(folder, target) == []
    assert sorted(target.listdir("")[1]) == ["b"]


def test_a_store_that_gives_back_something_else_is_found_out(store, folder, tmp_path, monkeypatch):
    target = PrivateS3Storage(**store.options(location="broken"))
    monkeypatch.setattr(moving, "digest_of", lambda file: f"{id(file)}")
    with pytest.raises(DiffersAfterwards):
        move_folder(folder, target, Journal(tmp_path / "journal"))
    assert not (tmp_path / "journal").exists()


def test_the_command_moves_both_kinds_of_files_and_compares(store, folder, tmp_path):
    said = io.StringIO()
    options = {"media": folder, "private": folder, "journal": tmp_path / "j", "stdout": said}
    call_command("move_files_to_s3", **options)
    assert "default: 3 copied" in said.getvalue()
    call_command("move_files_to_s3", compare=True, **options)
    assert "Everything is the same" in said.getvalue()
    (folder / "new").write_bytes(b"new")
    with pytest.raises(CommandError, match="default/new"):
        call_command("move_files_to_s3", compare=True, **options)
