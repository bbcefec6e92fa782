"""The database: SQLite by default, PostgreSQL through ``DATABASE_URL``; a copy to read from."""

from portal_network.settings.environment import STATE_DIR, env


def plan_quickly(database: dict) -> None:
    """Let PostgreSQL answer at once instead of compiling a query first.

    Questions here take milliseconds; compiling one takes up to a quarter of a second. Another value
    in the address (``?options=``) wins, for poolers that take none.
    """
    database.setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")


def keep_sessions_short(database: dict) -> None:
    """Notice a server that is gone within half a minute, and let no session hold others up.

    ``DATABASE_STATEMENT_SECONDS`` is set where visitors wait; commands and migrations take their
    time. Other values in the address win here as well.
    """
    options = database.setdefault("OPTIONS", {})
    options.setdefault("connect_timeout", 5)
    options |= {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}
    session = "-c jit=off -c idle_in_transaction_session_timeout=300s"
    if seconds := env.int("DATABASE_STATEMENT_SECONDS", default=0):
        session += f" -c statement_timeout={seconds}s"
    options.setdefault("options", session)


def share_connections(database: dict) -> None:
    """Keep connections for the next request: each thread its own, or all threads some.

    ``DATABASE_POOL_SIZE`` is the most that a process opens, whatever its number of threads; a
    request that gets none within five seconds is asked to come back. A server that is gone is
    asked again soon, not ever later.
    """
    database["CONN_HEALTH_CHECKS"] = True
    if size := env.int("DATABASE_POOL_SIZE", default=0):
        database["CONN_MAX_AGE"] = 0
        database.setdefault("OPTIONS", {})["pool"] = {
            "min_size": 1, "max_size": size, "timeout": 5, "reconnect_timeout": 5,
        }  # fmt: skip
    else:
        database["CONN_MAX_AGE"] = env.int("DATABASE_CONN_MAX_AGE", default=60)


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
    share_connections(DATABASES["default"])
    keep_sessions_short(DATABASES["default"])
    # Public pages are read from here while it keeps up (delivery/replica.py).
    if env.str("DATABASE_REPLICA_URL", default=""):
        replica = env.db_url("DATABASE_REPLICA_URL")
        share_connections(replica)
        keep_sessions_short(replica)
        DATABASES["replica"] = replica
        DATABASE_ROUTERS = ["portal_network.delivery.replica.ReplicaRouter"]
