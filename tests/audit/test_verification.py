"""``verify_audit`` finds whatever somebody who owns the database does to the log."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from portal_network.audit.hashing import COVERED, covered_values, hash_of
from portal_network.audit.models import AuditEntry
from portal_network.audit.services import record
from portal_network.audit.triggers import CHAIN, ENTRY
from portal_network.audit.verification import anchors, verify, verify_chain
from tests.query_counts import queries_of

pytestmark = pytest.mark.django_db


def faults(**options) -> list[str]:
    """Return what is found."""
    return [str(fault) for fault in verify(**options)]


def rehash(entry: AuditEntry) -> str:
    """Return the hash that the entry must have now."""
    return hash_of(covered_values(AuditEntry.everywhere.get(pk=entry.pk)))


def test_a_chain_that_nobody_touched_is_whole(chain, protected, capsys):
    record("oversight.year_confirmed", title="2027")
    assert faults() == []
    call_command("verify_audit")
    assert "Nhật ký kiểm toán nguyên vẹn" in capsys.readouterr().out


CHANGES = {
    "at": "'2020-01-01 00:00:00+00'", "actor_id": "99", "details": """'{"a": 1}'""",
    "province_code": "'46'", "commune_code": "'00001'",
}  # fmt: skip


@pytest.mark.parametrize("column", [name for name in COVERED if name not in ("chain", "sequence")])
def test_a_changed_value_is_found_in_every_column(chain, tamper, column):
    target = chain[2]
    value = CHANGES.get(column, "'giả mạo'")
    tamper(f"UPDATE {ENTRY} SET {column} = {value} WHERE id = {target.pk}")
    assert any("Nội dung bản ghi đã bị sửa" in fault for fault in faults())
    assert f"bản ghi số {target.sequence}" in faults()[0]


def test_a_change_with_a_hash_to_match_is_found_at_the_next_entry(chain, tamper):
    target = chain[2]
    tamper(f"UPDATE {ENTRY} SET object_title = 'giả mạo' WHERE id = {target.pk}")
    tamper(f"UPDATE {ENTRY} SET hash = '{rehash(target)}' WHERE id = {target.pk}")
    assert len(faults()) == 1
    assert f"bản ghi số {target.sequence + 1}: Bản ghi không nối tiếp" in faults()[0]


def test_a_change_of_the_last_entry_with_a_hash_to_match_is_found(chain, tamper):
    target = chain[-1]
    tamper(f"UPDATE {ENTRY} SET object_title = 'giả mạo' WHERE id = {target.pk}")
    tamper(f"UPDATE {ENTRY} SET hash = '{rehash(target)}' WHERE id = {target.pk}")
    assert any("Bản ghi cuối không phải" in fault for fault in faults())


def test_a_removed_entry_is_found(chain, tamper):
    tamper(f"DELETE FROM {ENTRY} WHERE id = {chain[2].pk}")
    assert any("1 bản ghi trước bản ghi này đã bị xóa" in fault for fault in faults())


def test_a_removed_first_entry_is_found(chain, tamper):
    tamper(f"DELETE FROM {ENTRY} WHERE id = {chain[0].pk}")
    assert any("1 bản ghi trước bản ghi này đã bị xóa" in fault for fault in faults())


def test_a_removed_entry_is_found_when_those_behind_it_move_up(chain, tamper):
    tamper(f"DELETE FROM {ENTRY} WHERE id = {chain[2].pk}")
    for entry in chain[3:]:
        tamper(f"UPDATE {ENTRY} SET sequence = {entry.sequence - 1} WHERE id = {entry.pk}")
    assert faults()


@pytest.mark.parametrize("count", [1, 3])
def test_a_tail_that_was_cut_off_is_found(chain, tamper, count):
    tamper(f"DELETE FROM {ENTRY} WHERE chain = '20' AND sequence > {len(chain) - count}")
    assert any(f"Phần cuối đã bị cắt: thiếu {count} bản ghi" in fault for fault in faults())


def test_a_tail_that_was_cut_off_with_the_record_of_the_end_is_found_by_an_anchor(
    chain, tamper, tmp_path, capsys
):
    call_command("verify_audit", "--print-anchor")
    notes = tmp_path / "neo.jsonl"
    notes.write_text(capsys.readouterr().out)
    new_end = chain[-3]
    tamper(
        f"DELETE FROM {ENTRY} WHERE chain = '20' AND sequence > {new_end.sequence}",
        f"UPDATE {CHAIN} SET sequence = {new_end.sequence}, head = '{new_end.hash}' "
        "WHERE key = '20'",
    )
    assert faults() == []
    with pytest.raises(SystemExit) as stop:
        call_command("verify_audit", "--anchor", str(notes))
    assert stop.value.code == 1
    assert "Mốc neo có bản ghi này" in capsys.readouterr().err


def test_a_chain_that_was_computed_anew_is_found_by_an_anchor(chain, tamper):
    noted = anchors()
    previous = ""
    tamper(f"UPDATE {ENTRY} SET object_title = 'giả mạo' WHERE id = {chain[2].pk}")
    for entry in chain:
        tamper(f"UPDATE {ENTRY} SET previous = '{previous}' WHERE id = {entry.pk}")
        previous = rehash(entry)
        tamper(f"UPDATE {ENTRY} SET hash = '{previous}' WHERE id = {entry.pk}")
    tamper(f"UPDATE {CHAIN} SET head = '{previous}' WHERE key = '20'")
    assert faults() == []
    assert any("không trùng với mốc neo" in fault for fault in faults(noted=noted))


def test_a_chain_that_disappeared_as_a_whole_is_found_by_an_anchor(chain, tamper):
    noted = anchors()
    tamper(f"DELETE FROM {ENTRY} WHERE chain = '20'", f"DELETE FROM {CHAIN} WHERE key = '20'")
    assert faults() == []
    assert any("không còn" in fault for fault in faults(noted=noted))


def test_an_entry_that_was_inserted_at_the_end_is_found(chain, tamper):
    columns = [field.column for field in AuditEntry._meta.concrete_fields if field.column != "id"]
    end = chain[-1]
    chosen = ", ".join("sequence + 1" if name == "sequence" else name for name in columns)
    tamper(
        f"INSERT INTO {ENTRY} ({', '.join(columns)}) SELECT {chosen} FROM {ENTRY} "
        f"WHERE id = {end.pk}"
    )
    new = AuditEntry.everywhere.get(chain="20", sequence=end.sequence + 1)
    tamper(f"UPDATE {ENTRY} SET previous = '{end.hash}' WHERE id = {new.pk}")
    tamper(f"UPDATE {ENTRY} SET hash = '{rehash(new)}' WHERE id = {new.pk}")
    assert len(faults()) == 1
    assert "chèn vào cuối chuỗi" in faults()[0]


def test_an_entry_that_was_inserted_between_others_is_found(chain, tamper):
    columns = [field.column for field in AuditEntry._meta.concrete_fields if field.column != "id"]
    for entry in reversed(chain[3:]):
        tamper(f"UPDATE {ENTRY} SET sequence = {entry.sequence + 1} WHERE id = {entry.pk}")
    chosen = ", ".join("sequence + 1" if name == "sequence" else name for name in columns)
    tamper(
        f"INSERT INTO {ENTRY} ({', '.join(columns)}) SELECT {chosen} FROM {ENTRY} "
        f"WHERE id = {chain[2].pk}"
    )
    assert f"bản ghi số {chain[2].sequence + 1}" in faults()[0]


def test_a_record_of_the_end_that_was_removed_is_found(chain, tamper):
    tamper(f"DELETE FROM {CHAIN} WHERE key = '20'")
    assert any("đánh dấu cuối chuỗi đã bị xóa" in fault for fault in faults())


def test_an_exchanged_address_is_found(chain, tamper):
    tamper(
        f"UPDATE {ENTRY} SET address = '203.0.113.99', address_salt = 'x' WHERE id = {chain[1].pk}"
    )
    assert any("Địa chỉ mạng của bản ghi đã bị sửa" in fault for fault in faults())


def test_triggers_that_somebody_took_away_are_told(chain, protected):
    from portal_network.audit import triggers

    triggers.remove(connection, ("audit_entry_stays",))
    assert faults() == [
        "Chuỗi –, bản ghi số 0: Cơ sở dữ liệu không bảo vệ nhật ký: thiếu audit_entry_stays."
    ]


def test_only_the_wanted_chain_is_checked(chain, tamper, capsys):
    record("oversight.year_confirmed", title="2027")
    tamper(f"UPDATE {ENTRY} SET object_title = 'x' WHERE id = {chain[1].pk}")
    assert faults(chain="network") == []
    assert faults(chain="20")


def test_checking_from_a_day_on_begins_there_and_still_sees_the_seam(chain, tamper):
    tamper(f"UPDATE {ENTRY} SET object_title = 'x' WHERE id = {chain[1].pk}")
    since = chain[4].at
    assert list(verify_chain("20", since)) == []
    tamper(f"UPDATE {ENTRY} SET previous = 'x' WHERE id = {chain[4].pk}")
    assert list(verify_chain("20", since))


def test_the_command_reports_every_fault_and_fails(chain, tamper, capsys):
    tamper(f"UPDATE {ENTRY} SET object_title = 'x' WHERE chain = '20'")
    with pytest.raises(SystemExit) as stop:
        call_command("verify_audit", "--province", "20")
    assert stop.value.code == 1
    told = capsys.readouterr().err
    assert f"Nhật ký kiểm toán có {len(chain)} lỗi." in told


@pytest.mark.parametrize("line", ["x", "[]", '{"chain": "20"}', '{"chain": 1, "sequence": "a"}'])
def test_a_file_that_holds_no_anchors_is_refused(chain, tmp_path, line):
    notes = tmp_path / "neo.jsonl"
    notes.write_text(f"\n{line}\n")
    with pytest.raises(CommandError, match="Dòng 2"):
        call_command("verify_audit", "--anchor", str(notes))


def test_a_long_chain_is_read_in_one_query(chain, protected):
    with queries_of() as statements:
        list(verify_chain("20"))
    assert len(statements) == 2


def test_an_outsider_can_compute_the_hashes_from_an_export(chain, capsys):
    call_command("export_audit", "--province", "20")
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["sequence"] for line in lines] == list(range(1, len(chain) + 1))
    previous = ""
    for line in lines:
        assert line["previous"] == previous
        assert hash_of(line) == line["hash"]
        previous = line["hash"]
    assert AuditEntry.everywhere.filter(action="audit.exported", chain="network").count() == 1


def test_an_export_from_tomorrow_on_is_empty(chain, capsys):
    call_command("export_audit", "--since", "2999-01-01")
    assert capsys.readouterr().out == ""
