"""What an environment must say before the portal starts; all that is wrong is told at once."""

from collections.abc import Iterable, Mapping

from django.core.exceptions import ImproperlyConfigured

SHORTEST_KEY, FEWEST_CHARACTERS = 50, 10
# What stands in the examples that are shipped.
PLACEHOLDER = "CHANGE-ME"
POSTGRESQL = ("postgres://", "postgresql://", "pgsql://")
PAIRS = (
    ("MEDIA_S3_ACCESS_KEY", "MEDIA_S3_SECRET_KEY"),
    ("BACKUP_S3_ACCESS_KEY", "BACKUP_S3_SECRET_KEY"),
)


def refuse(problems: Iterable[str]) -> None:
    """Go on where there is no problem.

    Raises:
        ImproperlyConfigured: there are some; its text names all of them and no value.
    """
    if found := list(problems):
        lines = "\n".join(f"  - {problem}" for problem in found)
        raise ImproperlyConfigured(f"The portal does not start with these settings:\n{lines}")


def demands_of_production(given: Mapping[str, str]) -> list[str]:
    """Return what is missing or unsafe in the environment of an installation, a sentence each."""
    problems = [_key(given.get("SECRET_KEY", "")), _database(given.get("DATABASE_URL", ""))]
    if not given.get("CACHE_URL"):
        problems.append(
            "CACHE_URL is missing: redis://host:6379/0, or locmemcache://portal where one process "
            "serves."
        )
    sender = given.get("DEFAULT_FROM_EMAIL", "")
    if "@" not in sender or sender.rstrip("> ").endswith("@localhost"):
        problems.append("DEFAULT_FROM_EMAIL is missing: the address from which mails come.")
    if not given.get("WAGTAILADMIN_BASE_URL", "").startswith("https://"):
        problems.append("WAGTAILADMIN_BASE_URL is missing or does not begin with https://.")
    for first, second in PAIRS:
        if bool(given.get(first)) != bool(given.get(second)):
            problems.append(f"{first} and {second} belong together; one of them is missing.")
    problems.append(_replica(given))
    problems += [
        f"{name} still has the value of the example."
        for name in sorted(given)
        if PLACEHOLDER in given[name]
    ]
    return [problem for problem in problems if problem]


def _key(key: str) -> str:
    if not key.strip():
        return "SECRET_KEY is missing: at least 50 random characters."
    if len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_CHARACTERS:
        return "SECRET_KEY is too easy to guess: at least 50 random characters."
    return ""


def _replica(given: Mapping[str, str]) -> str:
    address = given.get("DATABASE_REPLICA_URL", "")
    if address and not address.startswith(POSTGRESQL):
        return "DATABASE_REPLICA_URL must name a PostgreSQL that follows the one of DATABASE_URL."
    is_shared = given.get("CACHE_URL", "").startswith("redis")
    if address and (not is_shared or given.get("PAGE_CACHE", "shared") not in ("", "shared")):
        return (
            "DATABASE_REPLICA_URL needs a cache of pages that all processes share (redis:// in "
            "CACHE_URL, PAGE_CACHE=shared): there they learn what was published."
        )
    return ""


def _database(address: str) -> str:
    if not address:
        return "DATABASE_URL is missing: postgres://user:password@host:5432/name."
    if not address.startswith(POSTGRESQL):
        return (
            "DATABASE_URL must name a PostgreSQL; others lose writes when several processes serve."
        )
    return ""
