"""At every door through which staff bring files, the same examination stands."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data

from documents.files.findings import Finding, reasons
from documents.files.services import examine_stored, store_upload, to_be_examined
from documents.files.text import pages_of
from documents.models import DocumentFilePage, Examination, MalwareScan, PortalDocument
from portal_network.notices.models import Notice
from portal_network.tenancy.models import Role
from search.text import fold
from tests.documents.files import hostile
from tests.documents.files.scanner import running_scanner
from tests.documents.files.signed_files import an_authority, changed_afterwards, sign
from tests.factories import make_file, make_user
from tests.networks import QUOC_KHANH, TAM_THANH

pytestmark = pytest.mark.django_db
ADMIN = "/quan-tri/"


@pytest.fixture
def editor(network, client_for):
    return client_for(network.communes[0], user=make_user(Role.EDITOR, TAM_THANH))


@pytest.fixture
def collection(network):
    return network.communes[0].collection


def add(editor, content: bytes, name: str):
    """Upload a file as the screen for several at once does."""
    return editor.post(
        f"{ADMIN}documents/multiple/add/",
        {"title": "Kế hoạch", "files[]": SimpleUploadedFile(name, content)},
        headers={"x-requested-with": "XMLHttpRequest"},
    ).json()


def choose(editor, content: bytes, name: str):
    """Upload a file in the chooser, as from the form of a page."""
    return editor.post(
        f"{ADMIN}documents/chooser/create/",
        {
            "document-chooser-upload-title": "Kế hoạch",
            "document-chooser-upload-file": SimpleUploadedFile(name, content),
        },
    ).json()


def change(editor, document, content: bytes, name: str):
    """Give a document another file on its own form."""
    data = nested_form_data({"title": document.title, "tags": ""})
    data["file"] = SimpleUploadedFile(name, content)
    return editor.post(f"{ADMIN}documents/edit/{document.pk}/", data)


BAD = [
    (b"", "rong.pdf", None),
    (hostile.docx(), "giả.pdf", Finding.OTHER_KIND),
    (hostile.encrypted_pdf(), "khóa.pdf", Finding.ENCRYPTED),
    (hostile.pdf_with_script(), "mã.pdf", Finding.ACTS),
    (hostile.text_pdf(2)[:1500], "cụt.pdf", Finding.DAMAGED),
    (hostile.office("word/document.xml", **{"word/vbaProject.bin": b"x"}), "macro.docx",
     Finding.MACROS),
]  # fmt: skip


@pytest.mark.parametrize(("content", "name", "finding"), BAD, ids=[name for _c, name, _f in BAD])
def test_a_bad_file_is_refused_beside_the_field_at_every_door(content, name, finding, editor):
    good = hostile.text_pdf()
    assert add(editor, good, "tot.pdf")["success"] is True
    document = PortalDocument.objects.get()
    sentence = reasons([finding.value])[0] if finding else ""
    answer = add(editor, content, name)
    assert answer["success"] is False
    assert sentence in answer["error_message"]
    answer = choose(editor, content, name)
    assert answer["step"] == "reshow_creation_form"
    assert sentence in answer["htmlFragment"]
    assert "Kế hoạch" in answer["htmlFragment"]
    answer = change(editor, document, content, name)
    assert answer.status_code == 200
    errors = answer.context["form"].errors["file"]
    assert sentence in errors if finding else errors
    kept = PortalDocument.objects.get()
    assert kept.file.name == document.file.name
    assert kept.file.storage.size(kept.file.name) == len(good)


def test_a_good_file_is_known_from_the_first_moment(editor):
    for upload in (add, choose):
        upload(editor, hostile.text_pdf(3), "ke-hoach.pdf")
    for document in PortalDocument.objects.all():
        assert document.examination == Examination.CLEAN
        assert (document.page_count, document.text_page_count, document.is_scan) == (3, 3, False)
        assert (document.media_type, document.language) == ("application/pdf", "en")
        assert len(document.sha256) == 64
        assert document.malware_scan == MalwareScan.UNSCANNED
        texts = [page.text for page in pages_of(document)]
        assert "trang 2" in texts[1]
        assert DocumentFilePage.objects.first().folded_text == fold(texts[0])


def test_two_uploads_of_one_file_have_one_hash(editor):
    content = hostile.docx()
    for _number in range(2):
        add(editor, content, "a.docx")
    assert PortalDocument.objects.values("sha256").distinct().count() == 1
    assert PortalDocument.objects.count() == 2


def test_another_file_takes_the_place_of_what_was_known(editor):
    add(editor, hostile.text_pdf(3), "ke-hoach.pdf")
    document = PortalDocument.objects.get()
    before = document.sha256
    assert change(editor, document, hostile.scanned_pdf(), "quet.pdf").status_code == 302
    document = PortalDocument.objects.get()
    assert document.sha256 != before
    assert (document.page_count, document.is_scan) == (1, True)
    assert [page.number for page in pages_of(document)] == [1]


def test_a_title_alone_is_changed_without_another_examination(editor):
    add(editor, hostile.text_pdf(2), "ke-hoach.pdf")
    document = PortalDocument.objects.get()
    answer = editor.post(f"{ADMIN}documents/edit/{document.pk}/", {"title": "Mới", "tags": ""})
    assert answer.status_code == 302
    changed = PortalDocument.objects.get()
    assert (changed.title, changed.examined_at) == ("Mới", document.examined_at)
    assert len(pages_of(changed)) == 2


def test_what_is_too_large_is_refused_beside_the_field(editor, settings):
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 1000
    answer = add(editor, hostile.text_pdf(20), "lon.pdf")
    assert answer["success"] is False
    assert not PortalDocument.objects.exists()


def test_a_large_file_is_kept_and_examined_by_a_task(
    editor, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr("documents.files.examination.READ_AT_ONCE_BYTES", 1000)
    with django_capture_on_commit_callbacks() as callbacks:
        assert add(editor, hostile.text_pdf(4), "lon.pdf")["success"] is True
    document = PortalDocument.objects.get()
    assert (document.examination, document.page_count) == (Examination.WAITING, 4)
    assert pages_of(document) == []
    for callback in callbacks:
        callback()
    document.refresh_from_db()
    assert (document.examination, document.text_page_count) == (Examination.CLEAN, 4)
    assert len(pages_of(document)) == 4


def test_malware_is_refused_beside_the_field(editor, settings):
    with running_scanner() as server:
        settings.CLAMAV_HOST, settings.CLAMAV_PORT = server.server_address
        answer = add(editor, hostile.EICAR.encode(), "thu-moi.txt")
    assert answer["success"] is False
    assert reasons(["infected"])[0] in answer["error_message"]
    assert not PortalDocument.objects.exists()


def test_with_the_scanner_down_a_file_waits_until_the_command_reaches_it(editor, settings):
    settings.CLAMAV_HOST, settings.CLAMAV_PORT = "127.0.0.1", 9
    assert add(editor, hostile.text_pdf(), "a.pdf")["success"] is True
    assert add(editor, hostile.EICAR.encode(), "b.txt")["success"] is True
    states = PortalDocument.objects.values_list("examination", flat=True)
    assert set(states) == {Examination.UNAVAILABLE}
    assert "examined: 2 (unavailable: 2)" in examine_files()
    with running_scanner() as server:
        settings.CLAMAV_HOST, settings.CLAMAV_PORT = server.server_address
        assert "examined: 2 (clean: 1, refused: 1)" in examine_files()
        assert examine_files().strip() == "examined: 0"
    clean, infected = PortalDocument.objects.order_by("pk")
    assert (clean.examination, clean.malware_scan) == (Examination.CLEAN, MalwareScan.CLEAN)
    assert infected.malware_name == "Eicar-Test-Signature"
    assert infected.reasons_against == reasons(["infected"])


def examine_files(**options) -> str:
    out = io.StringIO()
    call_command("examine_files", stdout=out, **options)
    return out.getvalue()


@pytest.mark.parametrize("at_once", [1, 50])
def test_the_command_takes_up_files_from_before_and_goes_past_lost_ones(
    at_once, network, monkeypatch
):
    monkeypatch.setattr("documents.files.services.FILES_AT_ONCE", at_once)
    old = make_file(TAM_THANH, hostile.text_pdf(2), examination=Examination.WAITING)
    lost = make_file(QUOC_KHANH, hostile.text_pdf(), examination=Examination.WAITING)
    lost.file.storage.delete(lost.file.name)
    bad = make_file(TAM_THANH, b"MZ\0\0", "a.pdf", examination=Examination.WAITING)
    said = examine_files()
    assert "examined: 3 (clean: 1, refused: 1, unavailable: 1)" in said
    for document in (old, lost, bad):
        document.refresh_from_db()
    assert (old.examination, old.page_count) == (Examination.CLEAN, 2)
    assert lost.findings == [Finding.MISSING]
    assert bad.findings == [Finding.UNKNOWN_KIND]
    assert list(to_be_examined()) == [lost]
    assert "examined: 3" in examine_files(again=True)


def test_a_scanner_that_comes_later_sees_what_was_there_before(network, settings):
    store_upload(ContentFile(hostile.docx()), "a.docx", title="A",
                 collection=network.communes[0].collection)  # fmt: skip
    assert not to_be_examined().exists()
    with running_scanner() as server:
        settings.CLAMAV_HOST, settings.CLAMAV_PORT = server.server_address
        assert "clean: 1" in examine_files()
        assert not to_be_examined().exists()


def test_one_file_that_breaks_the_examination_stops_no_other(network, monkeypatch):
    first, second = (
        make_file(TAM_THANH, hostile.docx(), "a.docx", examination=Examination.WAITING)
        for _number in range(2)
    )

    def break_on_first(key: int):
        if key == first.pk:
            raise RuntimeError("a fault of ours")
        return examine_stored(key)

    monkeypatch.setattr("documents.files.services.examine_stored", break_on_first)
    assert "examined: 2 (clean: 1, failed: 1)" in examine_files()
    second.refresh_from_db()
    assert second.examination == Examination.CLEAN


def test_a_file_that_was_replaced_meanwhile_keeps_what_is_true_of_the_new_one(network, monkeypatch):
    document = make_file(TAM_THANH, hostile.text_pdf(2), examination=Examination.WAITING)
    from documents.files import services

    def replaced_meanwhile(file, name, **options):
        PortalDocument.objects.filter(pk=document.pk).update(file="documents/khac.pdf")
        return examine(file, name, **options)

    examine = services.examine
    monkeypatch.setattr("documents.files.services.examine", replaced_meanwhile)
    assert examine_stored(document.pk) is None
    document.refresh_from_db()
    assert document.examination == Examination.WAITING
    assert pages_of(document) == []
    assert examine_stored(10**9) is None


def test_files_that_others_bring_pass_the_same_examination(collection):
    kept = store_upload(
        ContentFile(hostile.text_pdf(2)), "ke-hoach.pdf", title="Kế hoạch", collection=collection
    )
    assert PortalDocument.objects.get(pk=kept.pk).examination == Examination.CLEAN
    assert [page.number for page in pages_of(kept)] == [1, 2]
    with pytest.raises(ValidationError) as refused:
        store_upload(ContentFile(hostile.docx()), "a.pdf", title="A", collection=collection)
    assert refused.value.messages == reasons([Finding.OTHER_KIND])
    assert PortalDocument.objects.count() == 1


def test_the_form_of_a_file_says_what_was_found(editor, tmp_path, settings):
    an_authority().write_to(tmp_path)
    settings.PORTAL_TRUST_STORE = str(tmp_path)
    add(editor, sign(an_authority().signer()), "da-ky.pdf")
    document = PortalDocument.objects.get()
    shown = editor.get(f"{ADMIN}documents/edit/{document.pk}/").content.decode()
    for words in (
        "Đã kiểm tra, được chấp nhận", "Chưa quét", document.sha256, "Nguyễn Văn Thử",
        "Tệp không thay đổi kể từ khi ký", "Tình trạng thu hồi chứng thư: chưa kiểm tra",
    ):  # fmt: skip
        assert words in shown
    assert "changed_reason" not in shown
    assert "đã kiểm tra" in editor.get(f"{ADMIN}documents/").content.decode()


def test_the_reason_for_a_changed_file_is_asked_for_where_there_is_one(editor):
    add(editor, changed_afterwards(sign(an_authority().signer())), "da-sua.pdf")
    document = PortalDocument.objects.get()
    assert document.is_changed_after_signing
    address = f"{ADMIN}documents/edit/{document.pk}/"
    assert "changed_reason" in editor.get(address).content.decode()
    refused = editor.post(address, {"title": "A", "tags": "", "changed_reason": "  ngắn  "})
    assert "ít nhất 20 ký tự" in refused.content.decode()
    reason = "Văn thư đóng số sau khi lãnh đạo ký; nội dung không đổi."
    accepted = editor.post(address, {"title": "A", "tags": "", "changed_reason": reason})
    assert accepted.status_code == 302
    document.refresh_from_db()
    assert document.changed_reason == reason
    change(editor, document, hostile.text_pdf(), "moi.pdf")
    document.refresh_from_db()
    assert (document.changed_reason, document.is_changed_after_signing) == ("", False)


def test_who_uploaded_a_file_is_told_when_it_is_refused_later(
    network, client_for, settings, django_capture_on_commit_callbacks
):
    editor = make_user(Role.EDITOR, TAM_THANH)
    waits = {"examination": Examination.WAITING, "uploaded_by_user": editor}
    infected = make_file(TAM_THANH, hostile.EICAR.encode(), "a.txt", title="Danh sách", **waits)
    broken = make_file(TAM_THANH, b"%PDF-1.7 cut", title="Kế hoạch", **waits)
    make_file(TAM_THANH, hostile.text_pdf(2), title="Tệp tốt", **waits)
    with running_scanner() as server, django_capture_on_commit_callbacks(execute=True):
        settings.CLAMAV_HOST, settings.CLAMAV_PORT = server.server_address
        # Examined twice, told once.
        assert "refused: 2" in examine_files() and "refused: 2" in examine_files(again=True)
    first, second = Notice.everywhere.order_by("title")
    assert (first.title, second.title) == ("Danh sách", "Kế hoạch")
    assert first.user == second.user == editor and "mã độc" in first.text
    assert "bị từ chối" in first.sentence and second.text == reasons([Finding.DAMAGED])[0]
    client = client_for(network.communes[0], editor)
    opened = client.get(reverse("notices_open", args=[first.pk]))
    assert opened.url == reverse("wagtaildocs:edit", args=[infected.pk])
    with django_capture_on_commit_callbacks(execute=True):
        broken.delete()
    second.refresh_from_db()
    assert second.is_read
