"""What people typed: composed, without signs that cannot be seen; and whom it names."""

import re
import unicodedata

from commune_site.engagement.encryption import keyed_hash
from commune_site.engagement.models.cases import Contact
from search.text import fold

_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_BLANK_LINES = re.compile(r"\n{3,}")
_PHONE = re.compile(r"(?<!\d)(?:\+84|0)(?:[ .-]?\d){8,10}(?!\d)")
_IDENTITY = re.compile(r"(?<!\d)\d{9}(?:\d{3})?(?!\d)")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_SHORTEST_NAME = 4


def clean_text(raw: str) -> str:
    """Return a text in composed Unicode, with plain line ends and nothing invisible."""
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    # Databases and mails refuse halves of characters.
    text = text.encode("utf-8", "ignore").decode()
    return _BLANK_LINES.sub("\n\n", text).strip()


def clean_line(raw: str) -> str:
    """Return a text as one line."""
    return " ".join(clean_text(raw).split())


def fingerprint(place: str, kind: str, text: str) -> str:
    """Return what is the same for two texts that differ in spaces, capitals and marks alone."""
    words = " ".join(re.findall(r"\w+", fold(text)))
    return keyed_hash("fingerprint", place, kind, words)


def personal_data_in(text: str, contact: Contact) -> list[str]:
    """Return what in a text tells who somebody is: numbers, addresses of mail, the sender's own.

    Advice for whoever anonymises; what it does not know (a name in a story) a person must see.
    """
    found = [
        match[0] for pattern in (_EMAIL, _PHONE, _IDENTITY) for match in pattern.finditer(text)
    ]
    folded = fold(text)
    own = (contact.name, contact.email, contact.phone, contact.address)
    found += [
        value
        for value in own
        if len(value.strip()) >= _SHORTEST_NAME and fold(value.strip()) in folded
    ]
    return list(dict.fromkeys(found))
