"""Files of strangers are what they claim to be, or are refused in words."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from commune_site.engagement import uploads
from commune_site.engagement.uploads import LARGEST_BYTES, check_file
from tests.commune_site.engagement.citizens import ASK, fill, question
from tests.commune_site.engagement.files import launching_pdf, pdf, picture


def upload(content: bytes, name: str = "tep.pdf", content_type: str = "application/pdf"):
    return SimpleUploadedFile(name, content, content_type=content_type)


def test_a_plain_pdf_is_kept_as_it_is():
    content = pdf("Đơn")
    assert check_file(upload(content)).content == content


@pytest.mark.parametrize(
    "content",
    [
        pdf(script=True), pdf(inside=True), pdf(password="mật khẩu"), launching_pdf(),
        b"%PDF-1.7", b"%PDF-1.7\n" + b"\x00" * 500, b"MZ\x90\x00", b"<html></html>", b"",
        b"PK\x03\x04 xl/vbaProject.bin", b"GIF89a" + b"\x00" * 40, b"<svg onload=alert(1)>",
    ],
)  # fmt: skip
def test_what_may_do_harm_or_is_none_is_refused(content):
    with pytest.raises(ValidationError):
        check_file(upload(content))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_pictures_lose_where_and_with_what_they_were_taken(kind):
    content = picture(kind, place=True)
    assert "Bí mật".encode() in content or Image.open(io.BytesIO(content)).getexif()
    checked = check_file(upload(content, "anh.bin", "application/octet-stream"))
    again = Image.open(io.BytesIO(checked.content))
    assert (again.format, again.size) == (kind, (64, 48))
    assert not again.getexif()
    assert "Bí mật".encode() not in checked.content


def test_what_hangs_behind_a_picture_is_cut_off():
    content = picture() + b"<?php system($_GET['c']); ?>"
    assert b"php" not in check_file(upload(content, "a.jpg")).content


def test_a_large_picture_is_made_smaller_and_a_huge_one_refused(monkeypatch):
    checked = check_file(upload(picture(size=(3000, 1500)), "a.jpg"))
    assert Image.open(io.BytesIO(checked.content)).size == (2400, 1200)
    monkeypatch.setattr(uploads, "LARGEST_PIXELS", 1000)
    with pytest.raises(ValidationError):
        check_file(upload(picture(), "a.jpg"))


def test_a_file_over_five_megabytes_is_refused_before_it_is_read():
    file = upload(b"x")
    file.size = LARGEST_BYTES + 1
    with pytest.raises(ValidationError, match="5 MB"):
        check_file(file)


@pytest.mark.parametrize(
    ("name", "kept"),
    [("../../etc/passwd.pdf", "passwd.pdf"), ("C:\\x\\Đơn xin.PDF", "Đơn xin.pdf"),
     ("a.pdf.exe", "a-pdf.pdf"), ("\u202efdp.exe", "fdp.pdf"), ("<b>.pdf", "b.pdf"),
     ("x" * 300 + ".pdf", "x" * 100 + ".pdf")],
)  # fmt: skip
def test_names_keep_nothing_that_leads_elsewhere(name, kept):
    file = upload(pdf())
    file._name = name
    assert check_file(file).name == kept


@given(st.binary(max_size=400), st.sampled_from([b"", b"%PDF-1.4\n", b"\xff\xd8\xff", b"\x89PNG"]))
@settings(deadline=None, max_examples=150)
def test_no_bytes_break_the_check(content, head):
    try:
        check_file(upload(head + content))
    except ValidationError as error:
        assert error.messages


@pytest.mark.django_db
def test_a_refused_file_is_said_beside_the_field_and_the_text_is_kept(visitor):
    values = question()
    sent = fill(visitor, **values) | {"files": [upload(b"MZ", "cai-dat.exe")]}
    response = visitor.post(ASK, sent)
    html = response.content.decode()
    assert response.status_code == 400
    assert "cai-dat.exe" in html and values["body"] in html
    assert "chọn lại" in html


@pytest.mark.django_db
def test_more_files_than_allowed_are_refused(visitor):
    files = [upload(pdf(str(number)), f"{number}.pdf") for number in range(4)]
    response = visitor.post(ASK, fill(visitor, **question()) | {"files": files})
    assert response.status_code == 400
    assert "files" in response.context["form"].errors
