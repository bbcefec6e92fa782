"""Words of cells: composed, free of what cannot be seen, and in an encoding that we know."""

import re
import unicodedata

# Marks that change the order of writing or cannot be seen; a soft hyphen is one of TCVN3, too.
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_WHITE_SPACE = re.compile(r"\s+")
# Letters of TCVN3 (fonts named .VnTime) as Unicode shows them: "Céng hßa x· héi", "®ång".
_TCVN3 = re.compile("®[a-zµ-ý]|[a-z](?:¬|«|\u00ad|¹|¶|·|¸)|(?:¬|«|¸|µ|¶)[a-z]|[a-z]¸")


def clean_text(text: str) -> str:
    """Return the text in NFC, with single spaces, without control and invisible characters."""
    visible = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return _WHITE_SPACE.sub(" ", _CONTROL.sub("", visible)).strip()


def has_control_characters(text: str) -> bool:
    """Tell whether a text holds what no text of people holds: it was another kind of file."""
    return _CONTROL.search(text) is not None


def looks_like_tcvn3(text: str) -> bool:
    """Tell whether a text was written for the fonts of TCVN3, which show other letters."""
    return _TCVN3.search(text) is not None
