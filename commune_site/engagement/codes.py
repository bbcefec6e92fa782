"""Tracking codes: sixty bits in twelve signs that can be read out on the telephone.

The database knows a keyed hash alone. The code follows from the form that was sent, so that a form
sent twice by mistake gives the same code and the same case.
"""

import re

from commune_site.engagement.encryption import keyed_bytes, keyed_hash

# Crockford's base 32: no I, L, O or U, which are taken for other signs.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
GROUP = 4
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})
_CODE = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")
_BITS = 5


def code_for(nonce: str) -> str:
    """Return the tracking code of the form with this nonce: ``7K3M-9QXP-4TDA``."""
    number = int.from_bytes(keyed_bytes("code", nonce))
    signs = [ALPHABET[(number >> (_BITS * place)) % len(ALPHABET)] for place in range(LENGTH)]
    groups = ["".join(signs[start : start + GROUP]) for start in range(0, LENGTH, GROUP)]
    return "-".join(groups)


def normal_code(typed: str) -> str | None:
    """Return the bare code that somebody typed, or None where it can be none."""
    bare = re.sub(r"[\s\-–.]", "", typed[:80].upper()).translate(_LOOKALIKES)
    return bare if _CODE.fullmatch(bare) else None


def hash_of_code(typed: str) -> str | None:
    """Return what the database knows of a code, or None where it can be none."""
    code = normal_code(typed)
    return keyed_hash("code-hash", code) if code else None
