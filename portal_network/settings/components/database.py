"""The database: SQLite by default, PostgreSQL through ``DATABASE_URL``."""

from portal_network.settings.environment import STATE_DIR, env


def plan_quickly(database: dict) -> None:
    """Let PostgreSQL answer at once instead of compiling a query first.

    Questions here take milliseconds; compiling one takes up to a quarter of a second. Another value
    in the address (``?options=``) wins, for poolers that take none.
    """
    database.setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")


DATABASES = {
    "default": env.db_url(
        "DATABASE_URL", default=f"sqlite:///{(STATE_DIR / 'portal.sqlite3').as_posix()}"
    )
}

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # Writers queue instead of failing, and readers never wait for a writer.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;"
            "PRAGMA synchronous=NORMAL;"
            "PRAGMA mmap_size=134217728;"
            "PRAGMA cache_size=-20000;"
        ),
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("DATABASE_CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    plan_quickly(DATABASES["default"])
