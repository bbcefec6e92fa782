"""Many documents at once: checked row by row, made once, resumed where a process died."""

import csv
import io
import zipfile
from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from documents.bulk import making, services
from documents.bulk.columns import BY_NAME, read_cells
from documents.bulk.errors import RefusedRow
from documents.bulk.reports import report_of
from documents.bulk.sources import FolderSource
from documents.models import DocumentImport, ImportedRow, LegalDocumentPage, PortalDocument
from portal_network.tenancy.models import Role
from tests.documents.bulk.packages import (
    HEADINGS,
    ISSUER,
    as_csv,
    as_xlsx,
    as_zip,
    package,
    pdf,
    row,
)
from tests.documents.intake.official_pdf import OfficialText, draw
from tests.factories import make_legal_document, make_user, section_page, site_page
from tests.networks import TAM_THANH

pytestmark = pytest.mark.django_db

Outcome = ImportedRow.Outcome
State = DocumentImport.State


@pytest.fixture
def editor(network):
    """An editor of phường Tam Thanh."""
    return make_user(Role.EDITOR, TAM_THANH)


@pytest.fixture
def home(network):
    """The home page of phường Tam Thanh."""
    return site_page(TAM_THANH, "home")


@pytest.fixture
def sent(home, editor):
    """Return what sends a package and has it checked."""

    def send(content: bytes, table: bytes | None = None) -> DocumentImport:
        files = {"package": ContentFile(content)}
        if table is not None:
            files["table"] = ContentFile(table)
        batch = services.send(home, editor, name="goi.zip", **files)
        return gone_on(batch)

    return send


def gone_on(batch: DocumentImport) -> DocumentImport:
    services.go_on(batch.pk)
    batch.refresh_from_db()
    return batch


def made(batch: DocumentImport) -> DocumentImport:
    assert services.run(batch)
    return gone_on(batch)


def outcomes(batch: DocumentImport) -> list[str]:
    rows = ImportedRow.objects.filter(batch=batch).order_by("number")
    return list(rows.values_list("outcome", flat=True))


def remarks(batch: DocumentImport) -> str:
    rows = ImportedRow.objects.filter(batch=batch).order_by("number")
    return "\n".join(" ".join(one) for one in rows.values_list("remarks", flat=True))


def test_a_check_makes_nothing_and_then_each_row_becomes_a_draft(sent, editor):
    batch = sent(package())
    assert (batch.state, outcomes(batch)) == (State.CHECKED, [Outcome.READY] * 3)
    assert not LegalDocumentPage.objects.exists() and not PortalDocument.objects.exists()
    made(batch)
    assert (batch.state, outcomes(batch)) == (State.DONE, [Outcome.MADE] * 3)
    page = LegalDocumentPage.objects.get(number="2/KH-UBND")
    assert (page.live, page.owner, page.issued_on) == (False, editor, date(2025, 8, 5))
    assert (page.title, page.issuer) == ("Kế hoạch số 2 về chuyển đổi số", ISSUER)
    assert (page.section, page.document_type) == ("admin-documents", "ke-hoach")
    (attached,) = page.get_latest_revision_as_object().attachments.all()
    assert attached.document.examination == "clean" and attached.document.page_count == 1
    # The package is not kept once it is done.
    assert not batch.package


@pytest.mark.parametrize("packed", [as_csv, as_xlsx])
def test_a_second_import_of_the_same_makes_nothing_again(sent, packed):
    content = (
        package(table=None)
        if packed is as_csv
        else as_zip({f"vb-{n}.pdf": pdf(f"Van ban {n}") for n in (1, 2, 3)})
    )
    table = packed([row(n) for n in (1, 2, 3)])
    made(sent(content, table))
    again = sent(content, table)
    assert outcomes(again) == [Outcome.DUPLICATE] * 3
    assert "Kế hoạch số 1" in remarks(again)
    assert LegalDocumentPage.objects.count() == 3


def test_number_issuer_and_date_tell_a_document_without_its_file(sent, home):
    make_legal_document(TAM_THANH, number="1 / KH–UBND", issuer=ISSUER, issued_on=date(2025, 8, 5))
    batch = sent(package(2))
    assert outcomes(batch) == [Outcome.DUPLICATE, Outcome.READY]


def test_one_bad_row_never_stops_the_others_and_says_what_is_wrong(sent):
    table = as_csv(
        [
            row(1),
            row(2, **{"Ngày ban hành": "31/02/2026"}),
            row(3, **{"Loại văn bản": "Thư mời"}),
            row(4),
            row(5, **{"Tệp": "khong-co.pdf"}),
            row(6, **{"Trích yếu": "a" * 300}),
            row(7, **{"Tệp": "hong.pdf"}),
            row(8, **{"Tệp": "vb-1.pdf"}),
            row(9, **{"Tệp": "", "Số ký hiệu": ""}),
            row(10, **{"Ngày ban hành": "01/01/2999"}),
        ]
    )
    batch = sent(package(10, table, **{"hong.pdf": b"%PDF-1.7 cut off"}))
    made(batch)
    assert outcomes(batch) == [
        Outcome.MADE, Outcome.REFUSED, Outcome.REFUSED, Outcome.MADE, Outcome.REFUSED,
        Outcome.REFUSED, Outcome.REFUSED, Outcome.DUPLICATE, Outcome.REFUSED, Outcome.REFUSED,
    ]  # fmt: skip
    text = remarks(batch)
    for words in ("“31/02/2026” không phải", "“Thư mời”", "khong-co.pdf", "255", "bị hỏng",
                  "dòng 2", "sau ngày hôm nay"):  # fmt: skip
        assert words in text
    assert LegalDocumentPage.objects.count() == PortalDocument.objects.count() == 2


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"../../etc/passwd.pdf": b"%PDF"}, "vượt ra ngoài"),
        ({"C:/x.pdf": b"%PDF"}, "vượt ra ngoài"),
        ({"bom.pdf": b"\0" * 120_000_000}, "giải nén lớn"),
        ({}, "không có văn bản nào"),
    ],
)
def test_a_package_that_may_do_harm_is_refused_whole(sent, files, said):
    batch = sent(as_zip(files))
    assert batch.state == State.REFUSED
    assert said in batch.problem
    assert not ImportedRow.objects.exists()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut", b"%PDF-1.7", package()[:-40]])
def test_what_is_no_archive_is_refused(sent, content):
    assert sent(content).state == State.REFUSED


def test_a_name_that_leads_out_of_a_folder_of_the_server_is_none_of_its_files(tmp_path):
    folder = tmp_path / "van-ban"
    folder.mkdir()
    (tmp_path / "mat.pdf").write_bytes(b"%PDF")
    (folder / "duong-tat.pdf").symlink_to(tmp_path / "mat.pdf")
    source = FolderSource(folder)
    assert list(source.names()) == []
    for name in ("../mat.pdf", "duong-tat.pdf", "/etc/passwd"):
        with pytest.raises(RefusedRow), source.open(name):
            pass


def test_a_killed_worker_loses_no_row_and_makes_none_twice(sent, monkeypatch):
    batch = sent(package(4))
    assert services.run(batch)
    store = making._store
    calls = []

    def dies(*args, **kwargs):
        calls.append(1)
        store(*args, **kwargs)
        if len(calls) == 2:
            # As SIGKILL in the middle of a row: nothing below is caught, its transaction is lost.
            raise KeyboardInterrupt

    monkeypatch.setattr(making, "_store", dies)
    with pytest.raises(KeyboardInterrupt):
        services.go_on(batch.pk)
    monkeypatch.setattr(making, "_store", store)
    # Nobody takes it over while its worker may be alive; after some time it is taken for dead.
    services.go_on(batch.pk)
    assert DocumentImport.objects.get(pk=batch.pk).state == State.RUNNING
    assert list(services.forsaken()) == []
    DocumentImport.objects.update(seen_at=None)
    call_command("tend_imports")
    batch.refresh_from_db()
    assert (batch.state, outcomes(batch)) == (State.DONE, [Outcome.MADE] * 4)
    assert LegalDocumentPage.objects.count() == 4


def test_two_workers_at_one_row_make_it_once(sent, monkeypatch):
    batch = sent(package(2))
    assert services.run(batch)
    examine = making.check_upload
    deep = []

    def overtaken(*args):
        # The first worker is slow: it was taken for dead, and another one has done it all.
        if not deep:
            deep.append(1)
            DocumentImport.objects.update(seen_at=None)
            services.go_on(batch.pk)
        return examine(*args)

    monkeypatch.setattr(making, "check_upload", overtaken)
    gone_on(batch)
    assert (batch.state, outcomes(batch)) == (State.DONE, [Outcome.MADE] * 2)
    assert LegalDocumentPage.objects.count() == PortalDocument.objects.count() == 2
    assert not ImportedRow.objects.filter(page=None).exists()


def test_what_nobody_wants_any_more_goes_with_its_files(sent, monkeypatch, caplog):
    old, kept, broken = sent(package(1)), sent(package(2)), sent(package(3))
    names = [(batch.package.storage, batch.package.name) for batch in (old, kept)]
    long_ago = timezone.now() - services.WAITS - timedelta(hours=1)
    DocumentImport.objects.filter(pk=old.pk).update(created_at=long_ago)
    assert services.run(broken)

    def broken_disk(*args, **kwargs):
        raise OSError("the disk does not answer")

    monkeypatch.setattr(making, "make_drafts", broken_disk)
    call_command("tend_imports")
    assert "could not be gone on with" in caplog.text
    old.refresh_from_db()
    assert (old.state, bool(old.package), old.may_go_on) == (State.GIVEN_UP, False, False)
    assert [storage.exists(name) for storage, name in names] == [False, True]
    assert not services.run(old) and not services.give_up(old)


def test_an_import_that_is_stopped_goes_on_later(sent, monkeypatch):
    batch = sent(package(3))
    assert services.run(batch)
    store = making._store

    def stops(*args):
        store(*args)
        services.stop(batch)

    monkeypatch.setattr(making, "_store", stops)
    gone_on(batch)
    assert (batch.state, outcomes(batch).count(Outcome.MADE)) == (State.STOPPED, 1)
    monkeypatch.setattr(making, "_store", store)
    made(batch)
    assert outcomes(batch) == [Outcome.MADE] * 3


def test_without_a_table_the_reading_fills_in_what_it_is_sure_of(sent, tmp_path):
    text = OfficialText(
        issuer=("ỦY BAN NHÂN DÂN", "PHƯỜNG TAM THANH"), number_line="Số: 33/KH-UBND",
        place_line="Tam Thanh, ngày 05 tháng 8 năm 2025", type_line="KẾ HOẠCH",
        summary=("Chuyển đổi số năm 2026",), body=("Giao các đơn vị thực hiện.",) * 6,
        recipients=("Như trên;", "Lưu: VT."), sign=("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        signatory="Lý Văn Páo",
    )  # fmt: skip
    plan = draw(text, tmp_path / "plan.pdf").read_bytes()
    batch = made(sent(as_zip({"kế hoạch.pdf": plan, "ảnh.pdf": pdf("Khong co gi")})))
    assert outcomes(batch) == [Outcome.MADE] * 2
    page = LegalDocumentPage.objects.get(number="33/KH-UBND")
    assert page.issued_on == date(2025, 8, 5) and page.document_type == "ke-hoach"
    other = LegalDocumentPage.objects.get(title="ảnh")
    assert (other.number, other.issuer, other.issued_on) == ("", "", None)
    assert "Cần điền" in remarks(batch)


def test_the_report_names_every_row_and_runs_no_formula(sent):
    table = as_csv(
        [row(1), row(2, **{"Tệp": "=cmd|'/c calc'!A1.pdf"}), row(3, **{"Tệp": "@x.pdf"})]
    )
    batch = sent(package(3, table))
    text = b"".join(report_of(batch)).decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))
    assert [line[0] for line in lines[1:]] == ["2", "3", "4"]
    assert lines[1][4] == "có thể tạo" and lines[3][1] == "'@x.pdf"
    assert not any(cell.startswith(("=", "@")) for line in lines for cell in line)


def test_the_command_checks_a_folder_and_imports_it_when_told(home, tmp_path, capsys):
    folder = tmp_path / "goi"
    folder.mkdir()
    with zipfile.ZipFile(io.BytesIO(package(2))) as archive:
        archive.extractall(folder)
    call_command("import_documents", folder, "--page", home.pk)
    assert "ready: 2" in capsys.readouterr().out and not LegalDocumentPage.objects.exists()
    report = tmp_path / "report.csv"
    call_command("import_documents", folder, "--page", home.pk, "--apply", "--report", report)
    assert LegalDocumentPage.objects.count() == 2
    assert report.read_text(encoding="utf-8-sig").count("đã tạo bản nháp") == 2
    for bad in ([], ["--page", "999999"], ["--page", home.pk, "--user", "khong-co"]):
        with pytest.raises(CommandError):
            call_command("import_documents", folder, *bad)


def test_a_table_without_headings_or_of_another_kind_is_refused(sent):
    for table in (
        as_csv([row(1)], headings=("a", "b", "c", "d", "e", "f")),
        b"%PDF-1.4",
        b"PK\x03",
    ):
        batch = sent(package(1), table)
        assert batch.state == State.REFUSED and batch.problem


def test_a_section_may_be_named_and_none_but_ones_own(sent):
    headings = (*HEADINGS, "Chuyên mục")
    wanted = section_page(TAM_THANH, "legal-documents").title
    table = as_csv([(*row(1), wanted), (*row(2), "Mục không có")], headings)
    batch = made(sent(package(2, table)))
    assert outcomes(batch) == [Outcome.MADE, Outcome.REFUSED]
    assert LegalDocumentPage.objects.get().section == "legal-documents"


@given(st.dictionaries(st.sampled_from(sorted(BY_NAME)), st.text()))
def test_whatever_cells_hold_they_are_read_or_refused_in_words(cells):
    values, faults = read_cells(cells)
    assert all(faults) and not set(values) - set(cells)
