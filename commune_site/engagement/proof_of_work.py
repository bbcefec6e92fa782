"""Proof of work in place of riddles: the browser computes while a person types (ALTCHA, version 2).

Nobody has to decipher anything. A browser without scripts, or without cryptography because the
page came without HTTPS, sends no proof: then stricter limits hold (:mod:`.limits`).
"""

import json

from altcha import Payload, create_challenge, verify_solution
from django.utils import timezone

from commune_site.engagement.encryption import keyed_hash
from commune_site.engagement.tickets import LIFETIME

ALGORITHM = "PBKDF2/SHA-256"
# Iterations per try; 256 tries on average: half a second for a computer, a few for a cheap phone.
COST = 4000
KEY_PREFIX = "00"
LONGEST_PROOF = 4000


def challenge_for(nonce: str) -> str:
    """Return the task for the form with this nonce, as JSON for its script."""
    challenge = create_challenge(
        ALGORITHM,
        COST,
        key_prefix=KEY_PREFIX,
        data={"form": nonce},
        expires_at=timezone.now() + LIFETIME,
        hmac_secret=_secret(),
    )
    return json.dumps(challenge.to_dict(), sort_keys=True)


def is_proved(nonce: str, proof: str) -> bool:
    """Tell whether the proof solves the task of this very form, in time."""
    if not proof or len(proof) > LONGEST_PROOF:
        return False
    try:
        payload = Payload.from_base64(proof)
        asked = payload.challenge.parameters
        is_ours = (
            asked.algorithm == ALGORITHM
            and asked.cost == COST
            and (asked.data or {}).get("form") == nonce
        )
        return is_ours and bool(verify_solution(payload, _secret()).verified)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
        return False


def _secret() -> str:
    return keyed_hash("proof-of-work")
