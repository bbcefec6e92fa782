"""Contact data and files of citizens are encrypted at rest, with a key made from ``SECRET_KEY``."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

_PURPOSE = b"commune_site.engagement.personal_data"


class Unreadable(Exception):
    """None of the keys of the installation opens this text."""


def encrypt(data: bytes) -> bytes:
    """Return data as they are stored."""
    return _keys().encrypt(data)


def decrypt(stored: bytes) -> bytes:
    """Return the data again; keys in ``SECRET_KEY_FALLBACKS`` still open what they closed.

    Raises:
        Unreadable: none of the keys fits.
    """
    try:
        return _keys().decrypt(stored)
    except InvalidToken as error:
        raise Unreadable from error


def keyed_hash(*parts: str) -> str:
    """Return a hash that nobody can compute without the installation's key (64 hex digits).

    With a new ``SECRET_KEY`` tracking codes would be lost: the oldest key that is still known
    counts, so that codes stay valid for as long as it stands in ``SECRET_KEY_FALLBACKS``.
    """
    return _digest(_secrets()[-1], parts).hex()


def keyed_bytes(*parts: str) -> bytes:
    """Return 32 bytes that only this installation can make from the parts."""
    return _digest(_secrets()[-1], parts)


def _digest(secret: str, parts: tuple[str, ...]) -> bytes:
    message = "\0".join(parts).encode()
    return hmac.new(_PURPOSE + secret.encode(), message, hashlib.sha256).digest()


def _secrets() -> list[str]:
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


def _keys() -> MultiFernet:
    digests = [hashlib.sha256(_PURPOSE + secret.encode()).digest() for secret in _secrets()]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
