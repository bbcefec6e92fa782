"""What the hash of an entry covers, byte for byte: an outsider can compute it from an export."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime

# Written into every hash: a later way of computing it can be told from this one.
SCHEME = 1
COVERED = (
    "chain", "sequence", "at", "actor_id", "actor_name", "actor_roles", "action", "object_type",
    "object_id", "object_title", "province_code", "commune_code", "address_digest", "details",
    "previous",
)  # fmt: skip
SALT_BYTES = 16


def covered_values(entry) -> dict[str, object]:
    """Return what the hash of an entry covers, as an export shows it."""
    return {name: getattr(entry, name) for name in COVERED} | {"at": moment_text(entry.at)}


def hash_of(values: Mapping[str, object]) -> str:
    """Return the SHA-256 of the values as JSON: sorted keys, no spaces, UTF-8."""
    text = json.dumps(
        {"scheme": SCHEME, **{name: values[name] for name in COVERED}},
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    return hashlib.sha256(text.encode()).hexdigest()


def moment_text(moment: datetime) -> str:
    """Return a moment in UTC to the microsecond."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def new_salt() -> str:
    """Return a salt that nobody can guess."""
    return secrets.token_hex(SALT_BYTES)


def digest_of_address(address: str, salt: str) -> str:
    """Return what stays of an address: without the salt it cannot be tried out."""
    return hashlib.sha256(f"{salt}{address}".encode()).hexdigest()
