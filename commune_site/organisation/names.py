"""Names as officers type or paste them, in the one form in which they are stored and compared."""

import unicodedata

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

# What belongs to no name: control characters, parts of other letters, private use, symbols.
_REFUSED = frozenset({"Cc", "Cs", "Co", "Cn", "So", "Sk"})
# Format characters that word processors leave behind; they are not seen, so they just go.
_UNSEEN = "Cf"


def tidy(text: str) -> str:
    """Return a text in one line, composed (NFC), without characters that nobody sees."""
    composed = unicodedata.normalize("NFC", text)
    seen = "".join(letter for letter in composed if unicodedata.category(letter) != _UNSEEN)
    return " ".join(seen.split())


def refuse_symbols(text: str) -> None:
    """Check that a name holds nothing but letters, digits and punctuation.

    Raises:
        ValidationError: it holds a picture (emoji) or a character that cannot be shown.
    """
    for letter in text:
        if unicodedata.category(letter) in _REFUSED:
            raise ValidationError(
                _("Write letters, digits and punctuation only, no pictures or symbols."),
                code="symbols",
            )


class NameField(models.CharField):
    """A line of text that is tidied before it is checked and stored."""

    default_validators = [refuse_symbols]

    def to_python(self, value):
        """Return the tidied text."""
        text = super().to_python(value)
        return tidy(text) if isinstance(text, str) else text

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """Tidy what was set in code as well."""
        value = self.to_python(getattr(model_instance, self.attname))
        setattr(model_instance, self.attname, value)
        return value
