"""What a file is and what speaks against it is told by its content, with real files."""

import io
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.files import kinds
from documents.files.examination import examine
from documents.files.findings import Finding, reasons
from documents.files.pdf_risks import findings_of_pdf
from documents.models import Examination, MalwareScan
from tests.documents.files import hostile


def examined(content: bytes, name: str):
    return examine(io.BytesIO(content), name)


def test_a_pdf_is_read_page_by_page():
    found = examined(hostile.text_pdf(3), "ke-hoach.pdf")
    assert found.outcome == Examination.CLEAN
    assert (found.media_type, found.page_count, found.text_page_count) == (kinds.PDF, 3, 3)
    assert [page.number for page in found.page_texts] == [1, 2, 3]
    assert "trang 2" in found.page_texts[1].text
    assert "trang 2" not in found.page_texts[0].text
    assert found.language == "en"
    assert found.scan.outcome == MalwareScan.UNSCANNED


def test_a_scan_has_no_pages_with_text_even_under_the_stamp_of_a_signature():
    stamp = "Ky boi: Uy ban nhan dan phuong Tam Thanh, thoi gian ky 25/08/2026 09:15:22"
    for content in (hostile.scanned_pdf(), hostile.scanned_pdf(stamp)):
        found = examined(content, "quet.pdf")
        assert (found.page_count, found.text_page_count) == (1, 0)
    assert examined(hostile.text_pdf(), "chu.pdf").text_page_count == 1


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (hostile.docx(), "a.docx", kinds.DOCX),
        (hostile.office("xl/workbook.xml"), "a.xlsx", kinds.XLSX),
        (hostile.office("ppt/presentation.xml"), "a.pptx", kinds.PPTX),
        (hostile.odt(), "a.odt", kinds.ODT),
        (hostile.old_word(), "a.doc", kinds.DOC),
        (hostile.archive(**{"a.txt": "xin chào"}), "a.zip", kinds.ZIP),
        ("Thông báo số 12".encode(), "a.txt", kinds.TEXT),
        ("Thông báo số 12".encode("utf-16"), "a.txt", kinds.TEXT),
        (b"a;b\r\n1;2\r\n", "a.csv", kinds.TEXT),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\nXin", "a.vtt", kinds.VTT),
        (b"\0\0\0\x20ftypisom" + bytes(40), "a.mp4", kinds.MP4),
        (b"\0\0\0\x20ftypM4A " + bytes(40), "a.m4a", kinds.M4A),
        (b"ID3\x04" + bytes(40), "a.mp3", kinds.MP3),
        (b"OggS" + bytes(40), "a.ogg", kinds.OGG),
        (b"\x1aE\xdf\xa3" + bytes(20) + b"webm" + bytes(40), "a.webm", kinds.WEBM),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_kind_that_is_accepted_is_known_by_its_content(content, name, kind):
    found = examined(content, name)
    assert found.findings == ()
    assert (found.outcome, found.media_type) == (Examination.CLEAN, kind)


@pytest.mark.parametrize(
    ("content", "name", "finding"),
    [
        (b"", "a.pdf", Finding.EMPTY),
        (b"MZ\x90\0\x03" + bytes(200), "a.pdf", Finding.UNKNOWN_KIND),
        (hostile.docx(), "a.pdf", Finding.OTHER_KIND),
        (hostile.text_pdf(), "a.docx", Finding.OTHER_KIND),
        (hostile.archive(**{"a.txt": "x"}), "a.docx", Finding.OTHER_KIND),
        (hostile.encrypted_pdf(), "a.pdf", Finding.ENCRYPTED),
        (hostile.encrypted_pdf(""), "a.pdf", Finding.ENCRYPTED),
        (hostile.text_pdf(3)[:2000], "a.pdf", Finding.DAMAGED),
        (b"%PDF-1.7\n%%EOF\n", "a.pdf", Finding.DAMAGED),
        (hostile.docx()[:-30], "a.docx", Finding.DAMAGED),
        (hostile.pdf_with_script(), "a.pdf", Finding.ACTS),
        (hostile.pdf_that_launches(), "a.pdf", Finding.ACTS),
        (hostile.pdf_with_hidden_script(), "a.pdf", Finding.ACTS),
        (hostile.pdf_with_file(), "a.pdf", Finding.CARRIES_FILES),
        (hostile.office("word/document.xml", **{"word/vbaProject.bin": b"x"}), "a.docx",
         Finding.MACROS),
        (hostile.archive(**{"[Content_Types].xml": "application/x.macroEnabled.main+xml",
                            "word/document.xml": "x"}), "a.docx", Finding.MACROS),
        (hostile.old_word("WordDocument", "_VBA_PROJECT"), "a.doc", Finding.MACROS),
        (hostile.old_word("EncryptedPackage"), "a.docx", Finding.ENCRYPTED),
        (hostile.archive(**{"../../etc/passwd": "x"}), "a.zip", Finding.UNSAFE_PATHS),
        (hostile.archive(**{"..\\lo.txt": "x"}), "a.zip", Finding.UNSAFE_PATHS),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_may_do_harm_is_refused_with_a_reason(content, name, finding):
    found = examined(content, name)
    assert finding in found.findings
    assert found.outcome == Examination.REFUSED
    assert len(reasons([finding.value])[0]) > 20


@pytest.mark.parametrize("make", [hostile.pdf_bomb, hostile.zip_bomb])
def test_bombs_are_told_without_being_unpacked(make):
    import tracemalloc

    content = make()
    assert len(content) < 1024**2
    tracemalloc.start()
    found = examined(content, "a.pdf" if make is hostile.pdf_bomb else "a.zip")
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert Finding.BOMB in found.findings
    assert peak < 300 * 1024**2


def test_a_file_of_more_than_5000_pages_is_refused_and_one_of_5000_is_not():
    assert Finding.TOO_MANY_PAGES in examined(hostile.pdf_of_many_pages(5001), "a.pdf").findings
    assert examined(hostile.pdf_of_many_pages(5000), "a.pdf").findings == ()


def test_a_large_file_is_checked_at_once_and_read_later(monkeypatch):
    monkeypatch.setattr("documents.files.examination.READ_AT_ONCE_BYTES", 1000)
    content = hostile.text_pdf(2)
    found = examined(content, "a.pdf")
    assert found.outcome == Examination.WAITING
    assert (found.page_count, found.page_texts, found.text_page_count) == (2, None, None)
    assert Finding.ACTS in examined(hostile.pdf_with_script(), "a.pdf").findings
    later = examine(io.BytesIO(content), "a.pdf", in_background=True)
    assert (later.outcome, later.text_page_count) == (Examination.CLEAN, 2)


def test_a_reader_that_does_not_end_is_stopped_and_tried_again_with_more_time(
    monkeypatch, tmp_path
):
    """The reader is a process of its own: the portal goes on, and takes nothing for granted."""
    sleeper = tmp_path / "sleeper"
    sleeper.write_text(f"#!{sys.executable}\nimport time\ntime.sleep(60)\n")
    sleeper.chmod(0o755)
    monkeypatch.setattr("documents.files.reader.sys.executable", str(sleeper))
    monkeypatch.setattr("documents.files.examination.SECONDS_AT_ONCE", 1)
    monkeypatch.setattr("documents.files.examination.SECONDS_IN_BACKGROUND", 1)
    content = hostile.text_pdf()
    at_once = examined(content, "a.pdf")
    assert (at_once.outcome, at_once.page_texts) == (Examination.WAITING, None)
    later = examine(io.BytesIO(content), "a.pdf", in_background=True)
    assert later.findings == (Finding.UNREADABLE,)


def test_a_reader_that_dies_harms_nobody(monkeypatch):
    monkeypatch.setattr("documents.files.reader.sys.executable", "/bin/false")
    found = examine(io.BytesIO(hostile.text_pdf()), "a.pdf", in_background=True)
    assert found.findings == (Finding.UNREADABLE,)


def test_words_about_programs_in_a_text_are_no_program():
    found = examined(hostile.text_pdf(1, "JavaScript, Launch and EmbeddedFile are words"), "a.pdf")
    assert found.findings == ()


@given(st.binary(max_size=3000))
@settings(max_examples=150, deadline=None)
def test_no_bytes_at_all_break_the_search_for_programs(content):
    assert set(findings_of_pdf(content)) <= set(Finding)


@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"ID3", b"WEBVTT"]),
    st.sampled_from(["a.docx", "a.zip", "a.doc", "a.txt", "a.mp3", "a"]),
)
@settings(max_examples=150, deadline=None)
def test_no_bytes_at_all_break_an_examination(content, head, name):
    found = examined(head + content, name)
    assert found.outcome in Examination.values
