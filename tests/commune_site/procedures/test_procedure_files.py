"""Files of procedures: what is read, and what is told to whoever sent another one."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commune_site.procedures.importing import files, tables
from commune_site.procedures.importing.checking import check_file
from commune_site.procedures.importing.encodings import decode, from_tcvn3
from commune_site.procedures.importing.errors import UnreadableFile
from commune_site.procedures.importing.exporting import sample_workbook
from tests.commune_site.procedures.procedure_files import (
    BIRTH,
    HEADINGS,
    MARRIAGE,
    archive,
    csv_file,
    numbered,
    workbook,
)

TWO = ["1.001193", "1.000894"]


def codes(content: bytes) -> list[str]:
    checked = check_file(content)
    assert not checked.faults
    return [record.code for record in checked.records]


def refusal(content: bytes) -> str:
    with pytest.raises(UnreadableFile) as refused:
        check_file(content)
    return str(refused.value)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_csv_is_read_in_every_unicode_and_with_every_delimiter(delimiter, encoding):
    content = csv_file([BIRTH, MARRIAGE], delimiter=delimiter).encode(encoding)

    assert codes(content) == TWO


def test_what_csv_and_workbook_say_is_the_same():
    as_csv = check_file(csv_file([BIRTH, MARRIAGE]).encode()).records

    assert as_csv == check_file(workbook([BIRTH, MARRIAGE])).records
    assert as_csv[0].name == "Thủ tục đăng ký khai sinh"
    assert as_csv[0].subjects == ("cong-dan", "can-bo")
    assert as_csv[0].steps == ("Nộp hồ sơ.", "Nhận kết quả.")
    assert as_csv[0].dossier[0].title == "Phải nộp"
    assert as_csv[0].dossier[0].parts[1].copies is None
    assert as_csv[0].legal_basis[0].issued_on == "2014-11-20"


def test_windows_1258_is_read_with_a_remark():
    text = (
        "Mã thủ tục;Tên thủ tục;Lĩnh vực;Cấp thực hiện\r\n1.001193;Đăng ký khai sinh;Hộ tịch;Cấp xã"
    )
    # Windows-1258 writes most tone marks apart, behind a letter that keeps hat, breve or horn.
    apart = {"ủ": "u\u0309", "ụ": "u\u0323", "ĩ": "i\u0303", "ự": "ư\u0323", "ấ": "â\u0301",
             "ệ": "ê\u0323", "ộ": "ô\u0323", "ị": "i\u0323", "ý": "y\u0301",
             "ã": "a\u0303"}  # fmt: skip
    written = text.translate({ord(whole): parts for whole, parts in apart.items()})
    checked = check_file(written.encode("cp1258"))

    assert [record.name for record in checked.records] == ["Đăng ký khai sinh"]
    assert [record.field for record in checked.records] == ["Hộ tịch"]
    assert any("Windows-1258" in warning.message for warning in checked.warnings)


# "Mã thủ tục", "Tên thủ tục", "Lĩnh vực" in the bytes of TCVN3.
TCVN3 = (
    b"M\xb7 th\xf1 t\xf4c,T\xaan th\xf1 t\xf4c,L\xdcnh v\xf9c\r\n"
    b"1.001193,Khai sinh,H\xe9 t\xdech\r\n"
)


def test_tcvn3_is_told_by_name_in_a_csv_file():
    assert from_tcvn3(TCVN3).startswith("Mã thủ tục,Tên thủ tục,Lĩnh vực")
    assert "TCVN3" in refusal(TCVN3)
    assert "TCVN3" in refusal(TCVN3.decode("latin-1").encode())


def test_tcvn3_is_told_by_name_in_a_workbook():
    def change(sheet):
        sheet.delete_rows(1, 2)
        sheet.append(["M· thñ tôc", "Tªn thñ tôc", "LÜnh vùc"])

    assert "TCVN3" in refusal(workbook([BIRTH], change=change))


def test_bytes_in_no_known_encoding_are_refused_with_a_way_out():
    assert "CSV UTF-8" in refusal("Привет, таблица процедур\n".encode("cp1251") * 20)


def test_a_damaged_utf16_is_told_from_which_byte_on():
    assert "UTF-16" in refusal("\ufeffMã".encode("utf-16-le") + b"\x00")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "trống"),
        (b"  \r\n ", "trống"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".xls"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "mật khẩu",
        ),
        (b"<html><table><tr><td>1.001193", "trang web"),
        (b"PK\x03\x04 broken", "hỏng"),
        (archive(word__document_xml=b"<w/>"), "Word"),
        (archive(readme_txt=b"x"), "không phải tệp Excel"),
        (archive(xl__workbook_xml=b"<workbook/>", xl__vbaProject_bin=b"x"), "macro"),
        (archive(xl__workbook_xml=b"<not xml"), "hỏng"),
        (bytes(range(256)) * 8, "mã chữ"),
        ("Họ tên,Tuổi\nA,1".encode(), "Mã thủ tục"),
        (csv_file([]).encode(), "không có thủ tục nào"),
        (b"Ma thu tuc,Ten thu tuc\n1.001193,A", "Lĩnh vực"),
        ("Mã thủ tục,Mã TTHC,Tên thủ tục,Lĩnh vực,Cấp\n1,1,a,b,c".encode(), "hai lần"),
    ],
)
def test_files_of_another_kind_are_refused_in_plain_words(content, said):
    assert said in refusal(content)


def test_a_workbook_with_macros_is_refused_although_its_sheets_are_fine():
    made = BytesIO(workbook([BIRTH]))
    with zipfile.ZipFile(made, "a") as book:
        book.writestr("xl/vbaProject.bin", b"macro")

    assert "macro" in refusal(made.getvalue())


def test_a_cut_off_workbook_is_damaged():
    content = workbook([BIRTH])

    assert "hỏng" in refusal(content[: len(content) // 2])


def test_what_unpacks_to_too_much_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(files, "MOST_UNPACKED_BYTES", 1024 * 1024)
    content = archive(xl__workbook_xml=b"<workbook/>", xl__sheet_xml=b"0" * 2 * 1024 * 1024)

    assert len(content) < 1024 * 1024
    assert "giải nén" in refusal(content)


def test_a_file_over_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr(files, "MOST_BYTES", 10)

    assert "lớn hơn" in refusal(csv_file([BIRTH]).encode())


@pytest.mark.parametrize("make", [workbook, lambda rows: csv_file(rows).encode()])
def test_more_rows_than_a_catalogue_has_are_refused(make, monkeypatch):
    monkeypatch.setattr(tables, "MOST_ROWS", 30)

    assert len(codes(make(numbered(30)))) == 30
    assert "hơn 30 dòng" in refusal(make(numbered(31)))


def test_a_hundred_thousand_rows_are_refused_without_reading_them_all():
    row = ",".join(["1.001193", "Tên", "Hộ tịch", "Cấp xã"])
    text = "Mã thủ tục,Tên thủ tục,Lĩnh vực,Cấp thực hiện\n" + f"{row}\n" * 100_000

    assert "10.000 dòng" in refusal(text.encode())


def test_rows_are_counted_as_the_spreadsheet_program_counts_them():
    rows = [BIRTH, MARRIAGE | {"Lĩnh vực": ""}]
    (fault,) = check_file(workbook(rows, title="DANH MỤC THỦ TỤC HÀNH CHÍNH")).faults

    assert (fault.row, fault.heading) == (4, "Lĩnh vực")


def test_formulas_are_told_by_cell_and_nothing_else_of_the_row_is_believed():
    def change(sheet):
        sheet["C2"] = '=CONCAT("Hộ"," tịch")'

    checked = check_file(workbook([BIRTH, MARRIAGE], change=change))

    assert [(fault.row, fault.heading) for fault in checked.faults] == [(2, "Lĩnh vực")] * 2
    assert "công thức" in checked.faults[0].message
    assert [record.code for record in checked.records] == ["1.000894"]
    in_csv = check_file(csv_file([BIRTH | {"Lĩnh vực": "=1+1"}]).encode())
    assert "công thức" in in_csv.faults[0].message


def test_merged_cells_are_told_by_range_and_a_merged_title_is_no_fault():
    def merge_title(sheet):
        sheet.merge_cells("A1:F1")

    def merge_rows(sheet):
        sheet.merge_cells("C2:C3")

    assert codes(workbook([BIRTH], title="DANH MỤC", change=merge_title)) == ["1.001193"]
    faults = check_file(workbook([BIRTH, MARRIAGE], change=merge_rows)).faults
    assert [(fault.row, fault.heading) for fault in faults if "gộp" in fault.message] == [
        (2, "C2:C3")
    ]


def test_the_sheet_with_the_headings_is_read_wherever_it_stands():
    def change(sheet):
        sheet.parent.create_sheet("Ghi chú", 0).append(["Chỉ dẫn"])

    assert codes(workbook([BIRTH], change=change)) == ["1.001193"]


def test_unknown_columns_are_passed_over_with_a_remark():
    text = csv_file([BIRTH | {"Số tờ": "7"}], headings=[*HEADINGS, "Số tờ"])
    checked = check_file(text.encode())

    assert [record.code for record in checked.records] == ["1.001193"]
    assert any(warning.heading == "Số tờ" for warning in checked.warnings)


def test_the_sample_file_can_be_imported_as_it_is():
    checked = check_file(sample_workbook())

    assert not checked.faults and not checked.warnings
    assert [record.code for record in checked.records] == ["1.001193"]


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(content):
    try:
        check_file(content)
    except UnreadableFile as refused:
        assert str(refused)


@given(st.text(max_size=200))
def test_unicode_text_survives_decoding(text):
    marked = ("Mã thủ tục " + text).replace("\x00", "")
    decoded, encoding = decode(marked.encode("utf-8-sig"))

    assert encoding == "utf-8"
    assert decoded.startswith("Mã thủ tục ")
