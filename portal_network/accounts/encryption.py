"""Secrets of second factors are encrypted at rest (R89), with a key made from ``SECRET_KEY``."""

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

_PURPOSE = b"portal_network.accounts.second_factor"


def encrypt(text: str) -> str:
    """Return a text as the database stores it."""
    return _keys().encrypt(text.encode()).decode("ascii")


def decrypt(encrypted: str) -> str:
    """Return the text again; keys in ``SECRET_KEY_FALLBACKS`` still open what they closed.

    Raises ``cryptography.fernet.InvalidToken`` for a text that none of the keys has closed.
    """
    return _keys().decrypt(encrypted.encode("ascii")).decode()


def _keys() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(_PURPOSE + secret.encode()).digest() for secret in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
