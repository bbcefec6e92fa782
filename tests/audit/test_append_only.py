"""Nobody changes or deletes an entry: not by the program, and not past it in the database."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from portal_network.audit import triggers
from portal_network.audit.hashing import covered_values, hash_of
from portal_network.audit.models import AuditChain, AuditEntry, EntryIsFinal
from portal_network.audit.services import erase_addresses, record

pytestmark = pytest.mark.django_db


def run(statement: str) -> None:
    """Run a statement past the program."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_program_refuses_to_save_or_delete_an_entry_again(chain):
    with pytest.raises(EntryIsFinal):
        chain[0].save()
    with pytest.raises(EntryIsFinal):
        chain[0].delete()


@pytest.mark.parametrize("manager", ["objects", "everywhere"])
def test_the_program_refuses_changes_of_many_entries(chain, manager):
    rows = getattr(AuditEntry, manager)
    for forbidden in (
        lambda: rows.filter(pk=chain[0].pk).delete(),
        lambda: rows.filter(pk=chain[0].pk).update(object_title=""),
        lambda: rows.bulk_create([]),
        lambda: rows.bulk_update([chain[0]], ["object_title"]),
        lambda: rows.update_or_create(pk=chain[0].pk, defaults={"object_title": ""}),
    ):
        with pytest.raises(EntryIsFinal):
            forbidden()


@pytest.mark.parametrize("column", triggers.FINAL)
def test_the_database_refuses_to_change_a_column(chain, protected, column):
    numbers = ("id", "sequence", "actor_id")
    value = "987654321" if column in numbers else "'x'"
    if column == "at":
        value = "'2020-01-01 00:00:00+00'"
    if column == "details":
        value = """'{"a": 1}'"""
    with pytest.raises(IntegrityError, match="never changed"):
        run(f"UPDATE {triggers.ENTRY} SET {column} = {value} WHERE id = {chain[0].pk}")


def test_the_columns_that_the_database_protects_are_all_but_the_address():
    columns = {field.column for field in AuditEntry._meta.concrete_fields}
    assert set(triggers.FINAL) == columns - set(triggers.ERASABLE)


@pytest.mark.parametrize("table", [triggers.ENTRY, triggers.CHAIN])
def test_the_database_refuses_to_delete(chain, protected, table):
    with pytest.raises(IntegrityError, match="never changed or deleted"):
        run(f"DELETE FROM {table}")
    assert AuditEntry.everywhere.count() >= len(chain)


def test_the_database_refuses_to_move_the_end_of_a_chain(chain, protected):
    for change in ("sequence = 1", "sequence = sequence + 1", "head = ''", "key = 'x'"):
        with pytest.raises(IntegrityError, match="never changed"):
            run(f"UPDATE {triggers.CHAIN} SET {change} WHERE key = '20'")


@pytest.mark.parametrize("wrong", [{"sequence": 3}, {"sequence": 99}, {"previous": "0" * 64}])
def test_the_database_refuses_an_entry_that_does_not_follow_the_last(chain, wrong):
    end = AuditChain.objects.get(pk="20")
    values = {"sequence": end.sequence + 1, "previous": end.head} | wrong
    entry = AuditEntry(
        chain="20", at=timezone.now(), actor_name="", action="wagtail.edit", **values
    )
    entry.hash = hash_of(covered_values(entry))
    with pytest.raises(IntegrityError), transaction.atomic():
        entry.save()


def test_the_end_of_a_chain_is_moved_by_the_database_itself(chain):
    end = AuditChain.objects.get(pk="20")
    assert (end.sequence, end.head) == (chain[-1].sequence, chain[-1].hash)
    assert chain[-1].previous == chain[-2].hash


def test_all_triggers_are_there_after_the_migrations():
    # The fixture of the session has seen all of them before it took those against deletion away.
    assert set(triggers.missing(connection)) <= {
        *triggers.AGAINST_DELETION,
        *triggers.AGAINST_TRUNCATION,
    }


def test_an_unknown_database_is_refused_instead_of_left_open():
    with pytest.raises(NotImplementedError, match="mysql"):
        triggers.statements("mysql")


# addresses


def with_address(days_ago: int, rf, monkeypatch) -> AuditEntry:
    """Record an action from an address, some days ago."""
    from portal_network.audit import services

    request = rf.get("/", REMOTE_ADDR="203.0.113.5")
    monkeypatch.setattr(services, "current_request", lambda: request)
    moment = timezone.now() - timedelta(days=days_ago)
    monkeypatch.setattr(services.timezone, "now", lambda: moment)
    try:
        return record("oversight.year_confirmed", title="2027")
    finally:
        monkeypatch.undo()


def test_old_addresses_can_be_erased_and_the_chain_stays_whole(
    chain, protected, rf, monkeypatch, capsys
):
    old = with_address(400, rf, monkeypatch)
    new = with_address(10, rf, monkeypatch)
    call_command("purge_audit_addresses")
    assert "Đã xóa 1 địa chỉ mạng" in capsys.readouterr().out
    old, new = (AuditEntry.everywhere.get(pk=entry.pk) for entry in (old, new))
    assert (old.address, old.address_salt) == (None, "")
    assert old.address_digest
    assert new.address == "203.0.113.5"
    call_command("verify_audit")
    assert erase_addresses(timezone.now() - timedelta(days=200)) == 0


def test_the_same_address_leaves_another_digest_every_time(chain, rf, monkeypatch):
    first, second = (with_address(1, rf, monkeypatch) for _twice in range(2))
    assert first.address == second.address
    assert first.address_digest != second.address_digest


def test_an_address_cannot_be_exchanged_for_another(chain, protected, rf, monkeypatch):
    entry = with_address(1, rf, monkeypatch)
    with pytest.raises(IntegrityError, match="never changed"):
        run(f"UPDATE {triggers.ENTRY} SET address = '203.0.113.6' WHERE id = {entry.pk}")
