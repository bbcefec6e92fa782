"""One row of a file: what becomes of its cells, and what is wrong with them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commune_site.procedures.importing.checking import check_table
from commune_site.procedures.importing.rows import RowReader, clean, restored_code
from commune_site.procedures.importing.tables import Row, Table
from commune_site.procedures.records import ProcedureRecord, changed_parts

GOOD = {
    "code": "1.001193", "name": "Đăng ký khai sinh", "field": "Hộ tịch", "levels": "Cấp xã",
    "steps": "Nộp", "ways": "Trực tiếp | Trong ngày", "dossier": "Tờ khai", "agency": "UBND",
    "subjects": "Công dân Việt Nam",
}  # fmt: skip


def read(**cells) -> RowReader:
    reader = RowReader(Row(7, GOOD | cells))
    reader.record = reader.read()
    return reader


def test_a_good_row_has_neither_faults_nor_remarks():
    reader = read()

    assert (reader.faults, reader.warnings) == ([], [])
    assert reader.record.levels == ("xa",)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("1.001193", "1.001193"),
        (" 1.001193 ", "1.001193"),
        ("2.000635.000.00.00.H37", "2.000635.000.00.00.H37"),
        (1.00488, "1.004880"),
        ("1.00488", "1.004880"),
        (1001193, "1.001193"),
        (1001193.0, "1.001193"),
    ],
)
def test_codes_are_restored_as_the_national_database_has_them(cell, code):
    assert restored_code(cell) == code
    assert read(code=cell).record.code == code


@pytest.mark.parametrize("cell", ["khai sinh", "1,001193", "1.0011934", "", "1.001193; DROP"])
def test_what_is_no_code_is_a_fault(cell):
    reader = read(code=cell)

    assert reader.record is None
    assert reader.faults[0].heading == "Mã thủ tục"


@pytest.mark.parametrize(
    ("name", "cell", "said"),
    [
        ("name", "", "không được để trống"),
        ("field", "x" * 256, "256 ký tự"),
        ("levels", "Cấp thôn", "Cấp thôn"),
        ("levels", "Cấp huyện", "ít nhất một cấp"),
        ("ways", "Bằng ngựa | 1 ngày", "Bằng ngựa"),
        ("dossier", "Tờ khai | hai | 0", "hai"),
        ("dossier", "Tờ khai | 100 | 0", "100"),
        ("legal_basis", "60/2014/QH13 | Luật | 31/02/2014", "31/02/2014"),
        ("decision_date", "hôm qua", "hôm qua"),
        ("online_level", "Mức 4", "Mức 4"),
        ("filing_url", "http://dichvucong.gov.vn", "https://"),
        ("filing_url", "https://vidu.com/gov.vn", ".gov.vn"),
        ("filing_url", "javascript:alert(1)", "https://"),
        ("filing_url", "https://[::1", "https://"),
    ],
)
def test_a_fault_names_the_cell_and_what_to_do(name, cell, said):
    reader = read(**{name: cell})

    assert reader.record is None
    assert said in reader.faults[0].message
    assert reader.faults[0].row == 7


def test_all_faults_of_a_row_are_told_at_once():
    reader = read(name="", code="", levels="Cấp thôn", decision_date="mai")

    assert [fault.heading for fault in reader.faults] == [
        "Mã thủ tục", "Tên thủ tục", "Cấp thực hiện", "Ngày quyết định",
    ]  # fmt: skip


def test_a_withdrawal_needs_its_code_and_nothing_else():
    checked = check_table(
        Table([Row(2, {"code": "1.001193", "state": "Bãi bỏ"}), Row(3, {"state": "Bãi bỏ"})])
    )

    assert checked.withdrawn_codes == ["1.001193"]
    assert [(fault.row, fault.heading) for fault in checked.faults] == [(3, "Mã thủ tục")]


def test_a_district_beside_a_commune_is_passed_over_with_a_remark():
    reader = read(levels="Cấp huyện, Cấp xã")

    assert reader.record.levels == ("xa",)
    assert "01/7/2025" in reader.warnings[0].message


@pytest.mark.parametrize("part", ["steps", "ways", "dossier", "agency", "subjects"])
def test_what_the_law_asks_for_and_the_file_leaves_out_is_a_remark(part):
    reader = read(**{part: ""})

    assert reader.record is not None
    assert [warning.message for warning in reader.warnings] == [
        "Pháp luật yêu cầu có nội dung này nhưng tệp để trống."
    ]


def test_a_partial_service_without_a_reason_is_a_remark():
    assert "nêu lý do" in read(online_level="Một phần").warnings[0].message
    assert not read(online_level="Một phần", partial_reason="Phải có mặt.").warnings


def test_subjects_may_hold_commas_and_unknown_ones_are_told():
    reader = read(
        subjects="Cán bộ, công chức, viên chức, Công dân Việt Nam, "
        "Tổ chức (không bao gồm doanh nghiệp, HTX), Người ngoài hành tinh"
    )

    assert reader.record.subjects == ("can-bo", "cong-dan", "to-chuc")
    assert "Người ngoài hành tinh" in reader.warnings[0].message


def test_texts_are_composed_and_lose_what_nobody_sees():
    decomposed = "Hô\u0323 ti\u0323ch\u200b"

    assert clean(decomposed + "\x07\u00a0 mới\r\nhai_x000D_") == "Hộ tịch mới\nhai"
    assert read(field=decomposed).record.field == "Hộ tịch"


def test_the_same_code_twice_is_a_fault_that_names_the_first_row():
    checked = check_table(Table([Row(2, dict(GOOD)), Row(9, dict(GOOD))]))

    assert [(fault.row, "Dòng 2" in fault.message) for fault in checked.faults] == [(9, True)]


@given(st.dictionaries(st.sampled_from(sorted(GOOD)), st.text(max_size=60)))
def test_any_texts_give_a_record_or_a_fault(cells):
    reader = read(**cells)

    assert (reader.record is None) == bool(reader.faults)
    if reader.record:
        stored = reader.record.to_json()
        assert ProcedureRecord.from_json(stored) == reader.record
        assert changed_parts(stored, reader.record.to_json()) == []


@given(st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text()))
def test_any_cell_can_be_asked_for_its_code(cell):
    assert isinstance(restored_code(cell), str)
