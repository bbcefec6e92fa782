"""What the database itself refuses, whoever asks: installed by a migration.

- An entry that does not follow the head of its chain, by number and hash.
- A change of an entry, but for taking its address away; any deletion.
- A chain that moves in any other way than by its entries, or disappears.

The after-insert trigger moves the head, which saves a query on every entry.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

ENTRY = "audit_auditentry"
CHAIN = "audit_auditchain"
ERASABLE = ("address", "address_salt")
FINAL = (
    "id", "chain", "sequence", "at", "actor_id", "actor_name", "actor_roles", "action",
    "object_type", "object_id", "object_title", "province_code", "commune_code",
    "address_digest", "details", "previous", "hash",
)  # fmt: skip
# Those that refuse deletion; a test database lives without, because tests empty their tables.
AGAINST_DELETION = ("audit_entry_is_kept", "audit_chain_is_kept")
AGAINST_TRUNCATION = ("audit_entry_is_not_emptied", "audit_chain_is_not_emptied")

FOLLOWS = "audit: an entry must follow the head of its chain"
STAYS = "audit: entries are never changed or deleted"


def statements(vendor: str) -> list[str]:
    """Return what makes the triggers.

    Raises:
        NotImplementedError: the database is neither SQLite nor PostgreSQL.
    """
    if vendor == "sqlite":
        return _sqlite()
    if vendor == "postgresql":
        return _postgresql()
    raise NotImplementedError(f"The audit log cannot be protected on {vendor}.")


def install(connection: BaseDatabaseWrapper) -> None:
    """Make the triggers, in place of those that are there."""
    remove(connection, names(connection.vendor))
    with connection.cursor() as cursor:
        for statement in statements(connection.vendor):
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper, unwanted: tuple[str, ...]) -> None:
    """Take triggers away; only a test, or the way back of the migration, has a reason to."""
    with connection.cursor() as cursor:
        for name in unwanted:
            table = CHAIN if "_chain_" in name else ENTRY
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def names(vendor: str) -> tuple[str, ...]:
    """Return the names of all triggers on a database."""
    both = (
        "audit_entry_follows", "audit_entry_moves_head", "audit_entry_stays",
        "audit_chain_grows", *AGAINST_DELETION,
    )  # fmt: skip
    return (*both, *AGAINST_TRUNCATION) if vendor == "postgresql" else both


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the triggers that are not there, as after a careless restore."""
    catalogue = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(catalogue)
        there = {name for (name,) in cursor.fetchall()}
    return [name for name in names(connection.vendor) if name not in there]


def _sqlite() -> list[str]:
    unchanged = " AND ".join(f"NEW.{name} IS OLD.{name}" for name in FINAL)
    refuse = f"BEGIN SELECT RAISE(ABORT, '{STAYS}'); END"
    return [
        f"""CREATE TRIGGER audit_entry_follows BEFORE INSERT ON {ENTRY}
            WHEN NOT EXISTS (SELECT 1 FROM {CHAIN} WHERE key = NEW.chain
                AND sequence = NEW.sequence - 1 AND head = NEW.previous)
            BEGIN SELECT RAISE(ABORT, '{FOLLOWS}'); END""",
        f"""CREATE TRIGGER audit_entry_moves_head AFTER INSERT ON {ENTRY}
            BEGIN UPDATE {CHAIN} SET sequence = NEW.sequence, head = NEW.hash
                WHERE key = NEW.chain; END""",
        f"""CREATE TRIGGER audit_entry_stays BEFORE UPDATE ON {ENTRY}
            WHEN NOT ({unchanged} AND NEW.address IS NULL AND NEW.address_salt = '') {refuse}""",
        f"CREATE TRIGGER audit_entry_is_kept BEFORE DELETE ON {ENTRY} {refuse}",
        f"""CREATE TRIGGER audit_chain_grows BEFORE UPDATE ON {CHAIN}
            WHEN NOT (NEW.key IS OLD.key AND NEW.sequence = OLD.sequence + 1
                AND EXISTS (SELECT 1 FROM {ENTRY} WHERE chain = NEW.key
                    AND sequence = NEW.sequence AND hash = NEW.head)) {refuse}""",
        f"CREATE TRIGGER audit_chain_is_kept BEFORE DELETE ON {CHAIN} {refuse}",
    ]


def _postgresql() -> list[str]:
    unchanged = " AND ".join(f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in FINAL)
    refuse = f"RAISE EXCEPTION '{STAYS}' USING ERRCODE = 'check_violation';"
    follows = f"RAISE EXCEPTION '{FOLLOWS}' USING ERRCODE = 'check_violation';"
    functions = {
        "audit_refuse": refuse,
        "audit_follow": f"""IF NOT EXISTS (SELECT 1 FROM {CHAIN} WHERE key = NEW.chain
                AND sequence = NEW.sequence - 1 AND head = NEW.previous)
            THEN {follows} END IF; RETURN NEW;""",
        "audit_move_head": f"""UPDATE {CHAIN} SET sequence = NEW.sequence, head = NEW.hash
            WHERE key = NEW.chain; RETURN NULL;""",
        "audit_stay": f"""IF NOT ({unchanged} AND NEW.address IS NULL AND NEW.address_salt = '')
            THEN {refuse} END IF; RETURN NEW;""",
        "audit_grow": f"""IF NOT (NEW.key = OLD.key AND NEW.sequence = OLD.sequence + 1
                AND EXISTS (SELECT 1 FROM {ENTRY} WHERE chain = NEW.key
                    AND sequence = NEW.sequence AND hash = NEW.head))
            THEN {refuse} END IF; RETURN NEW;""",
    }
    made = [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {body} END $$"
        for name, body in functions.items()
    ]
    row = "FOR EACH ROW EXECUTE FUNCTION"
    return [
        *made,
        f"CREATE TRIGGER audit_entry_follows BEFORE INSERT ON {ENTRY} {row} audit_follow()",
        f"CREATE TRIGGER audit_entry_moves_head AFTER INSERT ON {ENTRY} {row} audit_move_head()",
        f"CREATE TRIGGER audit_entry_stays BEFORE UPDATE ON {ENTRY} {row} audit_stay()",
        f"CREATE TRIGGER audit_entry_is_kept BEFORE DELETE ON {ENTRY} {row} audit_refuse()",
        f"CREATE TRIGGER audit_chain_grows BEFORE UPDATE ON {CHAIN} {row} audit_grow()",
        f"CREATE TRIGGER audit_chain_is_kept BEFORE DELETE ON {CHAIN} {row} audit_refuse()",
        f"""CREATE TRIGGER audit_entry_is_not_emptied BEFORE TRUNCATE ON {ENTRY}
            FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()""",
        f"""CREATE TRIGGER audit_chain_is_not_emptied BEFORE TRUNCATE ON {CHAIN}
            FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()""",
    ]
